"""Which date, folders and policy a task ends up with."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from airflow.exceptions import ParamValidationError
from airflow.sdk import macros

FIRST_OF_JULY = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


def rendered(dag, stage: str, logical_date: datetime | None, **given) -> list[str]:
    """The arguments of a stage in a run at half past nine on the first of July."""
    variables = SimpleNamespace(
        tributary_landing="/landing", tributary_warehouse="/warehouse", tributary_policy="/policy"
    )
    context = {
        "params": {**dict.fromkeys(dag.params), **given},
        "dag_run": SimpleNamespace(logical_date=logical_date, run_after=FIRST_OF_JULY),
        "macros": macros,
        "var": SimpleNamespace(value=variables),
    }
    task = dag.get_task(stage)
    return task.render_template(task.application_args, context, dag.get_template_env())


def test_scheduled_run_closes_the_day_of_its_interval(dag):
    day = datetime(2026, 6, 30, 2, tzinfo=UTC)
    assert rendered(dag, "settle", day) == [
        "settle",
        "--date",
        "2026-06-30",
        "--warehouse",
        "/warehouse",
    ]


def test_interval_starts_on_the_day_before_the_run(dag):
    from airflow.serialization.serialized_objects import DagSerialization

    scheduler_dag = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(dag))
    night = datetime(2026, 7, 1, 2, tzinfo=UTC)
    interval = scheduler_dag.timetable.infer_manual_data_interval(run_after=night)
    assert (interval.start.date().isoformat(), interval.end) == ("2026-06-30", night)


def test_run_without_a_logical_date_closes_the_last_full_day(dag):
    assert rendered(dag, "settle", None)[2] == "2026-06-30"


def test_parameters_win_over_variables(dag):
    given = {
        "date": "2026-05-01",
        "landing": "/other",
        "warehouse": "s3a://bucket/warehouse",
        "policy": "/new.conf",
    }
    day = datetime(2026, 6, 30, 2, tzinfo=UTC)
    assert rendered(dag, "ingest", day, **given) == [
        "ingest",
        "--landing",
        "/other",
        "--warehouse",
        "s3a://bucket/warehouse",
    ]
    assert rendered(dag, "snapshot", day, **given) == [
        "snapshot",
        "--date",
        "2026-05-01",
        "--warehouse",
        "s3a://bucket/warehouse",
        "--policy",
        "/new.conf",
    ]


def test_date_must_be_a_date(dag):
    with pytest.raises(ParamValidationError, match="'yesterday' is not a 'date'"):
        dag.params.get_param("date").resolve("yesterday")


@pytest.mark.parametrize(
    ("file", "listeners", "packages"),
    [
        ("", "", ""),
        (
            "/tmp/lineage.jsonl",
            "io.openlineage.spark.agent.OpenLineageSparkListener",
            "io.openlineage:openlineage-spark_2.13:1.53.0",
        ),
    ],
)
def test_one_variable_turns_lineage_on(dag, file: str, listeners: str, packages: str):
    task = dag.get_task("settle")
    variables = {"tributary_lineage": file, "tributary_jar": "/tributary.jar"}
    context = {"var": {"value": variables}}
    conf = task.render_template(task.conf, context, dag.get_template_env())
    assert conf["spark.extraListeners"] == listeners
    assert conf["spark.openlineage.transport.location"] == file
    assert task.render_template(task.packages, context, dag.get_template_env()) == packages
