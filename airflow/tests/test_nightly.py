"""The real thing: Airflow runs the DAG, every stage is submitted by the real spark-submit."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from conftest import PROJECT

LAST_DATE = "2026-06-30"

# Nine JVMs that live for seconds: compiling for speed takes longer than it saves.
SPARK_DEFAULTS = """
spark.driver.memory 1g
spark.driver.defaultJavaOptions -XX:TieredStopAtLevel=1
spark.sql.shuffle.partitions 2
spark.ui.enabled false
"""


@pytest.fixture(scope="module")
def sample(airflow_home: Path) -> Path:
    """A tiny sample world, made by the project's own generator."""
    folder = airflow_home / "sample"
    subprocess.run(
        [PROJECT / "tributary", "sample", "--out", folder, "--tiny"], check=True, cwd=airflow_home
    )
    return folder


@pytest.fixture(scope="module")
def output(airflow_home: Path, sample: Path) -> str:
    """What `airflow dags test` printed for the night of the world's last date."""
    spark_conf = Path(os.environ["SPARK_CONF_DIR"])
    spark_conf.mkdir()
    (spark_conf / "spark-defaults.conf").write_text(SPARK_DEFAULTS)
    outcome = subprocess.run(
        ["airflow", "dags", "test", "tributary_nightly", LAST_DATE],
        cwd=airflow_home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, without_stack_frames(outcome.stdout)
    return outcome.stdout


def without_stack_frames(log: str) -> str:
    return "\n".join(line for line in log.splitlines() if not re.search(r"\] at \S+\(", line))


@pytest.fixture(scope="module")
def run_folder(airflow_home: Path, output: str) -> Path:
    runs = airflow_home / "warehouse/runs" / LAST_DATE
    return runs / (runs / "current").read_text().strip()


def test_every_stage_was_submitted(output: str, dag):
    submitted = re.findall(r"Spark-Submit cmd: spark-submit .*/tributary\.jar (\w+) ", output)
    assert submitted == [task.task_id for task in dag.topological_sort()]


def test_log_is_about_the_run_and_not_about_spark(output: str):
    for noise in ("NativeCodeLoader", "INFO SparkContext", "default log4j profile"):
        assert noise not in output


def test_run_was_verified_and_published(run_folder: Path):
    assert (run_folder / "_SUCCESS").exists()
    assert json.loads((run_folder / "manifest.json").read_text())
    assert json.loads((run_folder / "verify.json").read_text())


def test_settlement_and_payouts_are_there(run_folder: Path):
    assert list(run_folder.glob("settlement/*/tree.json"))
    with (run_folder / "reports/payouts.csv").open(newline="", encoding="utf-8") as payouts:
        assert list(csv.DictReader(payouts))
    assert (run_folder / "reports/index.html").stat().st_size > 0
