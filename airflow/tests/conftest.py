"""A scratch Airflow and a scratch Spark: nothing of the machine's own is read or written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

AIRFLOW = Path(__file__).resolve().parent.parent
PROJECT = AIRFLOW.parent
SCRATCH = tempfile.TemporaryDirectory(prefix="tributary-airflow-")
HOME = Path(SCRATCH.name)

# Airflow reads its environment once, when it is imported: so this stands above every test module.
os.environ.update(
    {
        "AIRFLOW_HOME": str(HOME),
        "AIRFLOW__CORE__DAGS_FOLDER": str(AIRFLOW / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME}/airflow.db",
        "AIRFLOW_CONN_SPARK_DEFAULT": json.dumps(
            {"conn_type": "spark", "host": "local[2]", "extra": {"spark-binary": "spark-submit"}}
        ),
        "AIRFLOW_VAR_TRIBUTARY_JAR": str(PROJECT / "spark-jobs/target/tributary.jar"),
        "AIRFLOW_VAR_TRIBUTARY_LANDING": str(HOME / "sample/landing"),
        "AIRFLOW_VAR_TRIBUTARY_WAREHOUSE": str(HOME / "warehouse"),
        "AIRFLOW_VAR_TRIBUTARY_POLICY": str(HOME / "sample/policy"),
        "AIRFLOW_VAR_TRIBUTARY_EXPORT": str(HOME / "export"),
        "AIRFLOW_VAR_TRIBUTARY_APPROVERS": "ann, bob",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "ann:admin,bob:admin,eve:admin",
        # The spark-submit of the pyspark beside this Python.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "SPARK_CONF_DIR": str(HOME / "spark-conf"),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
)
# Another Spark on this machine is not the one under test.
os.environ.pop("SPARK_HOME", None)


@pytest.fixture(scope="session")
def airflow_home() -> Path:
    """Home of an Airflow with a database and the DAG's pool."""
    for command in (
        ["airflow", "db", "migrate"],
        ["airflow", "pools", "set", "tributary", "1", "One run at a time"],
    ):
        subprocess.run(command, check=True, capture_output=True, text=True)
    return HOME


@pytest.fixture(scope="session")
def dags():
    """The DAGs as the scheduler would find them, by id."""
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(dag_folder=AIRFLOW / "dags")
    assert bag.import_errors == {}
    return bag.dags


@pytest.fixture(scope="session")
def dag(dags):
    """The nightly."""
    return dags["tributary_nightly"]


@pytest.fixture
def without_deadline(dag, monkeypatch: pytest.MonkeyPatch):
    """The nightly as `dag.test()` can end it: Airflow 3.3.2 looks its deadlines up by a number that
    only DAGs have that a scheduler has stored."""
    monkeypatch.setattr(dag, "deadline", None)
    return dag


@pytest.fixture
def failing_submit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a spark-submit on the path that notes its call and runs the given shell command."""

    def replace(command: str) -> None:
        script = tmp_path / "spark-submit"
        script.write_text(f'#!/bin/sh\necho "$@" >> "$0.calls"\n{command}\n')
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return replace


@pytest.fixture
def calls(tmp_path: Path):
    """The arguments of that spark-submit's calls."""
    return lambda: (tmp_path / "spark-submit.calls").read_text().splitlines()


@pytest.fixture
def working_submit(failing_submit, calls):
    """A spark-submit that does nothing, and which commands it was to run."""
    failing_submit("exit 0")
    return lambda: [call.split("tributary.jar ")[1].split()[0] for call in calls()]
