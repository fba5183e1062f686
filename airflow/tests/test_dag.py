"""What the scheduler sees: tasks, order, arguments."""

from __future__ import annotations

from datetime import timedelta

import pytest
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import Param
from tributary_stages import PAYOUTS, PersonalApproval, deadline

PAY = [
    "read_run",
    "approve_first",
    "approve_second",
    "require_approved",
    "publish",
    "export",
    "announce",
]
TASKS = {
    "tributary_nightly": [
        "ingest",
        "snapshot",
        "prepare",
        "attribute",
        "allocate",
        "settle",
        "report",
        "verify",
        *PAY,
    ],
    "tributary_restate": [
        "ingest",
        "snapshot",
        "prepare",
        "attribute",
        "allocate",
        "restate",
        "settle",
        "report",
        "verify",
        *PAY,
    ],
    "tributary_maintenance": ["maintain"],
}
PAYING = ["tributary_nightly", "tributary_restate"]


def submits(dag) -> list[SparkSubmitOperator]:
    return [task for task in dag.topological_sort() if isinstance(task, SparkSubmitOperator)]


def test_there_are_three(dags):
    assert sorted(dags) == sorted(TASKS)


@pytest.mark.parametrize("dag_id", TASKS)
def test_one_run_at_a_time_and_no_catching_up(dags, dag_id: str):
    dag = dags[dag_id]
    assert dag.max_active_runs == 1
    assert dag.catchup is False
    assert "tributary" in dag.tags


@pytest.mark.parametrize("dag_id", TASKS)
def test_tasks_follow_each_other(dags, dag_id: str):
    dag, tasks = dags[dag_id], TASKS[dag_id]
    assert [task.task_id for task in dag.topological_sort()] == tasks
    for task, successor in zip(tasks, [*tasks[1:], None], strict=True):
        # The task that says what was approved hands it to those that need it, too.
        direct = dag.get_task(task).downstream_task_ids
        assert direct == ({successor} if successor else set()) | (
            {"require_approved", "announce"} if task == "read_run" else set()
        )


@pytest.mark.parametrize("dag_id", TASKS)
def test_each_stage_is_one_submit_of_the_one_jar(dags, dag_id: str):
    assert submits(dags[dag_id])
    for task in submits(dags[dag_id]):
        assert task.application == "{{ var.value.tributary_jar }}"
        assert task._java_class == "org.tributary.cli.Main"
        assert task.application_args[0] == task.task_id
        assert task.env_vars["OMP_NUM_THREADS"] == "1"
        assert task.conf["spark.executorEnv.OMP_NUM_THREADS"] == "1"
        assert task.pool == "tributary"
        assert task.retries == 2


@pytest.mark.parametrize("dag_id", PAYING)
def test_only_snapshot_is_told_the_policy(dags, dag_id: str):
    told = [task.task_id for task in submits(dags[dag_id]) if "--policy" in task.application_args]
    assert told == ["snapshot"]


@pytest.mark.parametrize("dag_id", PAYING)
def test_every_stage_after_ingest_is_told_the_date(dags, dag_id: str):
    stages = submits(dags[dag_id])
    assert [task for task in stages if "--date" not in task.application_args] == stages[:1]


@pytest.mark.parametrize("dag_id", PAYING)
def test_nothing_is_posted_or_exported_before_two_approvals(dags, dag_id: str):
    dag = dags[dag_id]
    for task_id in ("publish", "export"):
        task = dag.get_task(task_id)
        before = task.get_flat_relative_ids(upstream=True)
        assert {"verify", "approve_first", "approve_second", "require_approved"} <= before
        assert task.trigger_rule == "all_success"


@pytest.mark.parametrize("dag_id", PAYING)
def test_silence_approves_nothing(dags, dag_id: str):
    for task_id in ("approve_first", "approve_second"):
        task = dags[dag_id].get_task(task_id)
        assert isinstance(task, PersonalApproval)
        assert task.defaults is None
        assert task.fail_on_reject is True
        assert task.retries == 0
    assert dags[dag_id].get_task("approve_second").other == "approve_first"


@pytest.mark.parametrize("dag_id", PAYING)
def test_a_late_run_is_told_about(dags, dag_id: str):
    (alert,) = dags[dag_id].deadline
    assert alert.interval == timedelta(hours=12)
    assert alert.callback.path == "tributary_stages.say_deadline_missed"


def test_the_alert_can_be_moved_and_turned_off(monkeypatch):
    monkeypatch.setenv("TRIBUTARY_DEADLINE_HOURS", "3")
    assert deadline().interval == timedelta(hours=3)
    monkeypatch.setenv("TRIBUTARY_DEADLINE_HOURS", "0")
    assert deadline() is None


@pytest.mark.parametrize("dag_id", PAYING)
def test_what_was_published_is_an_asset(dags, dag_id: str):
    assert dags[dag_id].get_task("announce").outlets == [PAYOUTS]


def test_a_restatement_needs_dates_and_a_reason(dags):
    params = dags["tributary_restate"].params
    for name in ("from", "to", "reason"):
        param = params.get_param(name)
        assert isinstance(param, Param)
        assert not param.has_value
    assert dags["tributary_restate"].get_task("attribute").application_args[-1] == "--full"
