"""A real Spark cluster on this machine: a master and two workers, by process id."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[5]
JAR = PROJECT / "spark-jobs/target/tributary.jar"
HOST = "127.0.0.1"
PATIENCE = 120


def spark_home() -> Path:
    """The distribution inside the pyspark of this Python."""
    spec = importlib.util.find_spec("pyspark")
    assert spec is not None, "this Python has no pyspark: see .ci/outside-tools"
    return Path(spec.origin).parent


def environment() -> dict[str, str]:
    """Nothing of another Spark on this machine, and a clock a day off: no byte may depend on it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))}
    return kept | {
        "SPARK_HOME": str(spark_home()),
        "SPARK_LOCAL_IP": HOST,
        "TZ": "Pacific/Kiritimati",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


@dataclass
class Cluster:
    """Processes that were started here, and are ended by their ids."""

    work: Path
    port: int = field(default_factory=free_port)
    web: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def master(self) -> str:
        return f"spark://{HOST}:{self.port}"

    def start(self, name: str, kind: str, *arguments: str) -> None:
        log = (self.work / f"{name}.log").open("w")
        # A session of its own, so that a worker dies with the executors that it started.
        self.processes[name] = subprocess.Popen(
            [spark_home() / "bin/spark-class", f"org.apache.spark.deploy.{kind}", *arguments],
            env=environment() | {"SPARK_DAEMON_MEMORY": "256m"},
            cwd=self.work,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def start_worker(self, name: str) -> None:
        self.start(
            name,
            "worker.Worker",
            "--host",
            HOST,
            "--cores",
            "2",
            "--memory",
            "3g",
            "--work-dir",
            str(self.work / name),
            "--webui-port",
            "0",
            self.master,
        )

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def alive_workers(self) -> int:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.web}/json/", timeout=5) as answer:
                return json.load(answer)["aliveworkers"]
        except OSError:
            return 0

    def wait_for_workers(self, count: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.alive_workers() != count:
            assert time.monotonic() < deadline, f"no {count} workers after {PATIENCE} s"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        made.start(
            "master",
            "master.Master",
            "--host",
            HOST,
            "--port",
            str(made.port),
            "--webui-port",
            str(made.web),
        )
        made.start_worker("first")
        made.start_worker("second")
        made.wait_for_workers(2)
        yield made
    finally:
        for name in list(made.processes):
            made.kill(name)
