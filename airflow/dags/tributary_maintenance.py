"""The warehouse's upkeep: small files become large ones, files that nothing needs go."""

from __future__ import annotations

from datetime import UTC, datetime

from airflow.sdk import DAG, Param
from tributary_stages import DEFAULT_ARGS, PLACES, WAREHOUSE, submit

with DAG(
    dag_id="tributary_maintenance",
    description="OPTIMIZE and VACUUM without breaking a version that a run pins",
    doc_md="""
Compacts the tables' small files and removes those that no version needs any more. Versions that a
run of the last `keep_days` days pins stay readable: a table of which one would break is left alone,
and the task fails and names the run.
""",
    # Sundays at noon UTC, far from the night.
    schedule="0 12 * * 0",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    tags=["tributary", "maintenance"],
    params={
        "warehouse": PLACES["warehouse"],
        "keep_days": Param(
            400,
            type="integer",
            minimum=0,
            description="Runs that closed so many days before the last one stay recomputable.",
        ),
        "retain_hours": Param(
            9600,
            type="integer",
            minimum=0,
            description="Files that went out of use later than this stay.",
        ),
    },
    default_args=DEFAULT_ARGS,
):
    submit(
        "maintain",
        "--warehouse",
        WAREHOUSE,
        "--keep-days",
        "{{ params.keep_days }}",
        "--retain-hours",
        "{{ params.retain_hours }}",
    )
