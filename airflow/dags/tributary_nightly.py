"""The nightly run of Tributary: one spark-submit of the one jar per stage, and two people."""

from __future__ import annotations

from datetime import UTC, datetime

from airflow.sdk import DAG, CronDataIntervalTimetable, chain
from tributary_payout import pay
from tributary_stages import CLOSE, DEFAULT_ARGS, PLACES, compute, deadline

with DAG(
    dag_id="tributary_nightly",
    description="From the day's logs to approved payouts and settlement files",
    doc_md="""
Closes one day: reads landing files, attributes and splits every fee, writes reports and settlement
files, verifies them, asks two people, and only then posts to the ledger and exports. Rerunning a
day is safe: a run over unchanged inputs has the same run id, computes the same bytes and posts
nothing.

A failed task says in its log what is wrong and how to mend it. Only infrastructure failures are
retried. Close a past day, or one day again, by triggering the DAG with the parameter `date`.

Variables `tributary_jar`, `tributary_landing`, `tributary_warehouse`, `tributary_policy`,
`tributary_approvers`, `tributary_export`, connection `spark_default`, pool `tributary`: see
`airflow/README.md`.
""",
    # At 02:00 UTC for the day before, so that the day's last files have landed.
    schedule=CronDataIntervalTimetable("0 2 * * *", timezone="UTC"),
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    # The ledger is one chain of runs.
    max_active_runs=1,
    tags=["tributary", "payouts"],
    params=CLOSE | PLACES,
    default_args=DEFAULT_ARGS,
    deadline=deadline(),
):
    chain(*compute(), *pay())
