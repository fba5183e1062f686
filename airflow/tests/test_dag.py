"""What the scheduler sees: stages, order, arguments."""

from __future__ import annotations

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

STAGES = [
    "ingest",
    "snapshot",
    "prepare",
    "attribute",
    "allocate",
    "settle",
    "report",
    "verify",
    "publish",
]


def test_one_run_at_a_time_and_no_catching_up(dag):
    assert dag.max_active_runs == 1
    assert dag.catchup is False
    assert dag.tags == {"tributary", "payouts"}
    assert "Rerunning a day is safe" in dag.doc_md


def test_stages_follow_each_other(dag):
    assert [task.task_id for task in dag.topological_sort()] == STAGES
    for stage, successor in zip(STAGES, [*STAGES[1:], None], strict=True):
        expected = {successor} if successor else set()
        assert dag.get_task(stage).downstream_task_ids == expected


def test_each_stage_is_one_submit_of_the_one_jar(dag):
    for stage in STAGES:
        task = dag.get_task(stage)
        assert type(task) is SparkSubmitOperator
        assert task.application == "{{ var.value.tributary_jar }}"
        assert task._java_class == "org.tributary.cli.Main"
        assert task.application_args[0] == stage
        assert task.env_vars["OMP_NUM_THREADS"] == "1"
        assert task.conf["spark.executorEnv.OMP_NUM_THREADS"] == "1"
        assert task.pool == "tributary"
        assert task.retries == 2


def test_only_snapshot_is_told_the_policy(dag):
    told = [stage for stage in STAGES if "--policy" in dag.get_task(stage).application_args]
    assert told == ["snapshot"]


def test_every_stage_after_ingest_is_told_the_date(dag):
    told = [stage for stage in STAGES if "--date" in dag.get_task(stage).application_args]
    assert told == STAGES[1:]
