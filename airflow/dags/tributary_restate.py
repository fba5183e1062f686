"""A restatement: the last close again, with all of its attribution computed anew."""

from __future__ import annotations

from datetime import UTC, datetime

from airflow.sdk import DAG, Param, chain
from tributary_payout import pay
from tributary_stages import CLOSE, DEFAULT_ARGS, PLACES, RUN, compute, deadline, submit

FROM_TO = ("--from", "{{ params['from'] }}", "--to", "{{ params['to'] }}")


def log_date(description: str) -> Param:
    return Param(type="string", format="date", description=description)


with DAG(
    dag_id="tributary_restate",
    description="Recompute log dates after a correction, and post what differs",
    doc_md="""
For corrections that somebody asks for: a contribution that was rejected, a log that was wrong, a
policy with a mistake. Every night posts such differences by itself; this run does it now, computes
all attribution anew, says what changes by log date, and stops where a date outside of `from` to
`to` would change too.

`reason` stands in `restatement.json` in the run's folder, with the amounts by date.
""",
    schedule=None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    tags=["tributary", "payouts"],
    params=CLOSE
    | PLACES
    | {
        "from": log_date("First log date that may change."),
        "to": log_date("Last log date that may change."),
        "reason": Param(type="string", minLength=3, description="Why, for whoever asks later."),
    },
    default_args=DEFAULT_ARGS,
    deadline=deadline(),
):
    restate = submit("restate", *RUN, *FROM_TO, "--because", "{{ params.reason }}")
    chain(*compute("--full", before_settle=[restate]), *pay())
