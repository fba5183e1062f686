"""The real thing: Airflow runs the DAG, every stage is submitted by the real spark-submit."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from approvers import Approvers
from conftest import PROJECT

LAST_DATE = "2026-06-30"

# Keys that everybody knows: those of the first two accounts of a development chain.
KEYS = {
    "ann": "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
    "bob": "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
}
APPROVAL = """
approval {
  approvers {
    ann = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
    bob = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
  }
}
"""

# Ten JVMs that live for seconds: compiling for speed takes longer than it saves.
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
    for policy in (folder / "policy").iterdir():
        policy.write_text(policy.read_text() + APPROVAL)
    return folder


def sign(airflow_home: Path, person: str) -> None:
    """What a person does before approving in Airflow: looks at the settlements and signs them."""
    for settlement in current_run(airflow_home).glob("settlement/*"):
        subprocess.run(
            [
                PROJECT / "tributary",
                "approve",
                settlement,
                "--approver",
                person,
                "--key-env",
                "SIGNING_KEY",
            ],
            check=True,
            env={**os.environ, "SIGNING_KEY": KEYS[person]},
        )


def current_run(airflow_home: Path) -> Path:
    day = airflow_home / "warehouse/runs" / LAST_DATE
    return day / (day / "current").read_text().strip()


@pytest.fixture(scope="module")
def output(airflow_home: Path, sample: Path) -> str:
    """What `airflow dags test` printed for the night of the world's last date."""
    spark_conf = Path(os.environ["SPARK_CONF_DIR"])
    spark_conf.mkdir()
    (spark_conf / "spark-defaults.conf").write_text(SPARK_DEFAULTS)
    answers = {"approve_first": ("ann", "Approve"), "approve_second": ("bob", "Approve")}
    with Approvers(answers, lambda person: sign(airflow_home, person)).waiting():
        outcome = subprocess.run(
            ["airflow", "dags", "test", "tributary_nightly", LAST_DATE],
            cwd=airflow_home,
            env={
                **os.environ,
                "TRIBUTARY_DEADLINE_HOURS": "0",
                "AIRFLOW_VAR_TRIBUTARY_LINEAGE": str(airflow_home / "lineage.jsonl"),
            },
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
    return current_run(airflow_home)


def test_every_stage_was_submitted(output: str, dag):
    submitted = re.findall(r"Spark-Submit cmd: spark-submit .*/tributary\.jar (\w+) ", output)
    assert submitted == [
        task.task_id for task in dag.topological_sort() if hasattr(task, "application_args")
    ]


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


def test_settlement_was_exported_with_two_signatures(airflow_home: Path, run_folder: Path):
    (manifest,) = run_folder.glob("settlement/*/manifest.json")
    (export,) = (airflow_home / "export").glob(f"{manifest.parent.name}/{LAST_DATE}-*")
    assert (export / "settlement/manifest.json").read_bytes() == manifest.read_bytes()
    approvals = json.loads((export / "approvals.json").read_text())["approvals"]
    assert sorted(approval["approver"] for approval in approvals) == ["ann", "bob"]
    subprocess.run([PROJECT / "tributary", "verify", export], check=True)


def test_lineage_names_what_was_read_and_written(airflow_home: Path, output: str):
    lines = (airflow_home / "lineage.jsonl").read_text().splitlines()
    events = [json.loads(line) for line in lines]
    done = [event for event in events if event["eventType"] == "COMPLETE"]
    read = {Path(table["name"]).name for event in done for table in event.get("inputs", [])}
    written = {Path(table["name"]).name for event in done for table in event.get("outputs", [])}
    assert {"inference_log", "attribution", "entitlements"} <= read
    assert {"attribution", "entitlements", "proposed_entries", "ledger_entries"} <= written
