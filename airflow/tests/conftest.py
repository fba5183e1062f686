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
def dag():
    """The DAG as the scheduler would find it."""
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(dag_folder=AIRFLOW / "dags")
    assert bag.import_errors == {}
    assert list(bag.dags) == ["tributary_nightly"]
    return bag.dags["tributary_nightly"]
