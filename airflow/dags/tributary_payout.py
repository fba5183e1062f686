"""From a verified run to money: two people approve it, it is posted, exported and announced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from airflow.sdk import BaseOperator, Metadata, task
from tributary_stages import (
    CLOSE_DATE,
    PAYOUTS,
    RUN,
    WAREHOUSE,
    PersonalApproval,
    require_same,
    run_of,
    submit,
)

APPROVED = "{{ ti.xcom_pull(task_ids='read_run')['run_id'] }}"
EXPORT = "{{ var.value.tributary_export }}"


@task(retries=2)
def read_run(warehouse: str, date: str) -> dict[str, Any]:
    """What there is to approve."""
    return run_of(warehouse, date)


@task(retries=0)
def require_approved(approved: Mapping[str, Any], warehouse: str, date: str) -> None:
    """What is published is what was approved, to the byte."""
    require_same(approved, run_of(warehouse, date))


@task(outlets=[PAYOUTS])
def announce(approved: Mapping[str, Any]) -> Iterator[Metadata]:
    """Tells what waits for payouts which run there is, and by which hashes."""
    yield Metadata(PAYOUTS, dict(approved))


def pay() -> list[BaseOperator]:
    """The tasks after verify, in order."""
    run = read_run(warehouse=WAREHOUSE, date=CLOSE_DATE)
    return [
        run,
        PersonalApproval(task_id="approve_first"),
        PersonalApproval(task_id="approve_second", other="approve_first"),
        require_approved(run, warehouse=WAREHOUSE, date=CLOSE_DATE),
        submit("publish", *RUN, "--run-id", APPROVED),
        submit("export", *RUN, "--run-id", APPROVED, "--to", EXPORT),
        announce(run),
    ]
