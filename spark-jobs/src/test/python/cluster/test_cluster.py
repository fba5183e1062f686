"""The night on a real cluster gives the bytes of the night in one JVM, whoever dies meanwhile."""

from __future__ import annotations

import hashlib
import subprocess
import time
from pathlib import Path

import pytest
from conftest import JAR, PATIENCE, PROJECT, Cluster, environment, spark_home

# Two of the world's four days: enough for every stage, and quicker.
DATE = "2026-06-28"
NIGHT_PATIENCE = 1200


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny sample world, made by the project's own generator."""
    folder = tmp_path_factory.mktemp("world")
    subprocess.run([PROJECT / "tributary", "sample", "--out", folder, "--tiny"], check=True)
    return folder


def night(world: Path, warehouse: Path) -> list[str]:
    return [
        "nightly",
        "--date",
        DATE,
        "--landing",
        str(world / "landing"),
        "--policy",
        str(world / "policy"),
        "--warehouse",
        str(warehouse),
    ]


def submit(cluster: Cluster, *settings: str) -> list[str]:
    return [
        str(spark_home() / "bin/spark-submit"),
        "--master",
        cluster.master,
        "--driver-memory",
        "1g",
        "--executor-memory",
        "1g",
        "--executor-cores",
        "1",
        "--conf",
        "spark.cores.max=2",
        "--conf",
        "spark.sql.shuffle.partitions=3",
        "--conf",
        "spark.ui.enabled=false",
        "--conf",
        "spark.driver.defaultJavaOptions=-XX:TieredStopAtLevel=1",
        "--conf",
        "spark.executor.defaultJavaOptions=-XX:TieredStopAtLevel=1",
        "--conf",
        "spark.executorEnv.OMP_NUM_THREADS=1",
        *settings,
        "--class",
        "org.tributary.cli.Main",
        str(JAR),
    ]


def bytes_of(warehouse: Path) -> dict[str, str]:
    """SHA-256 of every file of the run, by name."""
    runs = warehouse / "runs" / DATE
    run = runs / (runs / "current").read_text().strip()
    found = {
        str(file.relative_to(run)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(run.rglob("*"))
        if file.is_file() and file.suffix != ".crc"
    }
    assert {"_SUCCESS", "reports/payouts.csv", "verify.json"} <= set(found)
    assert any(name.endswith("tree.json") for name in found)
    return found


@pytest.fixture(scope="module")
def embedded(world: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of the night in one JVM."""
    warehouse = tmp_path_factory.mktemp("embedded")
    env = environment()
    del env["SPARK_HOME"]
    subprocess.run([PROJECT / "tributary", *night(world, warehouse)], check=True, env=env)
    return bytes_of(warehouse)


def test_a_worker_killed_in_the_middle_of_attribute_changes_nothing(
    cluster: Cluster, world: Path, embedded: dict[str, str], tmp_path: Path
):
    output = tmp_path / "output"
    with output.open("w") as out:
        running = subprocess.Popen(
            [*submit(cluster), *night(world, tmp_path / "warehouse")],
            env=environment(),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + NIGHT_PATIENCE
        while "attribute" not in output.read_text():
            assert running.poll() is None, output.read_text()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        # Its first jobs are under way.
        time.sleep(3)
        assert "allocate" not in output.read_text()
        cluster.kill("second")
        assert running.wait(NIGHT_PATIENCE) == 0, output.read_text()
    finally:
        running.kill()
        running.wait()
    cluster.wait_for_workers(1)
    assert bytes_of(tmp_path / "warehouse") == embedded
    cluster.start_worker("third")
    cluster.wait_for_workers(2)


def test_cluster_mode_gives_the_same_bytes(
    cluster: Cluster, world: Path, embedded: dict[str, str], tmp_path: Path
):
    # The driver runs on a worker; the submission waits for its end.
    submitted = subprocess.run(
        [
            *submit(
                cluster,
                "--deploy-mode",
                "cluster",
                "--properties-file",
                str(PROJECT / "spark-jobs/cluster-mode.conf"),
            ),
            *night(world, tmp_path / "warehouse"),
        ],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=NIGHT_PATIENCE + PATIENCE,
        check=False,
    )
    assert submitted.returncode == 0, submitted.stdout
    assert "FINISHED" in submitted.stdout
    assert bytes_of(tmp_path / "warehouse") == embedded
