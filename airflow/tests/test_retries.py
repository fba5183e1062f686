"""Only what another try can mend is tried again: the real hook and a spark-submit that fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from airflow.exceptions import AirflowException
from airflow.providers.apache.spark.hooks.spark_submit import SparkSubmitHook
from airflow.sdk import RetryAction
from tributary_stages import RetryInfrastructureOnly


def decision_after(exception: BaseException):
    return RetryInfrastructureOnly().evaluate(exception, try_number=1, max_tries=3)


@pytest.mark.parametrize(
    ("command", "action"),
    [
        ("exit 75", RetryAction.RETRY),
        ("exit 137", RetryAction.RETRY),
        ("kill -9 $$", RetryAction.RETRY),
        ("exit 2", RetryAction.FAIL),
        ("exit 13", RetryAction.FAIL),
        ("exit 20", RetryAction.FAIL),
        ("echo 'Error code is: 75.'; exit 70", RetryAction.FAIL),
        ("exit 1", RetryAction.FAIL),
    ],
)
def test_exit_code_decides(failing_submit, command: str, action: RetryAction):
    failing_submit(command)
    with pytest.raises(AirflowException) as failure:
        SparkSubmitHook(conn_id="spark_default").submit("tributary.jar")
    assert decision_after(failure.value).action is action


def test_failure_outside_of_spark_submit_is_left_to_airflow():
    assert decision_after(ConnectionError("database is away")).action is RetryAction.DEFAULT


def test_run_ends_at_once_when_a_person_is_needed(airflow_home, failing_submit, calls, dag):
    failing_submit("exit 13")
    run = dag.test(logical_date=datetime(2026, 6, 28, tzinfo=UTC))
    assert run.state == "failed"
    assert len(calls()) == 1


def test_run_goes_on_after_an_infrastructure_failure(
    airflow_home, failing_submit, calls, dags, monkeypatch
):
    failing_submit('[ $(wc -l < "$0.calls") -gt 1 ] || exit 75')
    maintenance = dags["tributary_maintenance"]
    monkeypatch.setattr(maintenance.get_task("maintain"), "retry_delay", timedelta(0))
    run = maintenance.test(logical_date=datetime(2026, 6, 29, tzinfo=UTC))
    assert run.state == "success"
    assert len(calls()) == 2
