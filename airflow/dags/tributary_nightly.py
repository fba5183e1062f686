"""The nightly run of Tributary: one spark-submit of the one jar per stage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import (
    DAG,
    Context,
    CronDataIntervalTimetable,
    Param,
    RetryDecision,
    RetryPolicy,
    chain,
)

# A run's parameter wins over the Airflow Variable; both are read when a task runs.
JAR = "{{ var.value.tributary_jar }}"
LANDING = "{{ params.landing or var.value.tributary_landing }}"
WAREHOUSE = "{{ params.warehouse or var.value.tributary_warehouse }}"
POLICY = "{{ params.policy or var.value.tributary_policy }}"

# A scheduled run closes the day that its interval covers. A run that somebody triggers without a
# logical date closes the last full day.
CLOSE_DATE = (
    "{{ params.date"
    " or (dag_run.logical_date | ds if dag_run.logical_date else"
    " macros.ds_add(dag_run.run_after | ds, -1)) }}"
)

# What a stage is told: every stage after snapshot reads the policy that the run pins.
RUN = ("--date", CLOSE_DATE, "--warehouse", WAREHOUSE)
STAGES: dict[str, Sequence[str]] = {
    "ingest": ("--landing", LANDING, "--warehouse", WAREHOUSE),
    "snapshot": (*RUN, "--policy", POLICY),
    "prepare": RUN,
    "attribute": RUN,
    "allocate": RUN,
    "settle": RUN,
    "report": RUN,
    "verify": RUN,
    "publish": RUN,
}

# One thread per kernel call: Spark's tasks are the parallelism.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

SPARK_CONF = {
    # Spark logs before it adds the jar to the class path, so the URL leads into the jar.
    "spark.driver.extraJavaOptions": (
        f"-Dlog4j2.configurationFile=jar:file:{JAR}!/org/tributary/log4j2.properties"
    ),
    **{f"spark.executorEnv.{name}": value for name, value in ONE_THREAD.items()},
}


class RetryInfrastructureOnly(RetryPolicy):
    """Retries what another try can mend, and nothing that needs a person.

    Tributary exits with 75 when disk, network or cluster failed. A signal (out of memory, a lost
    machine) says the same: negative here, or above 128 when a shell stood between. Every other
    exit code means wrong input, a wrong call or a defect.
    """

    INFRASTRUCTURE = 75
    EXIT_CODE = re.compile(r"Error code is: (-?\d+)")

    def evaluate(
        self,
        exception: BaseException,
        try_number: int,
        max_tries: int,
        context: Context | None = None,
    ) -> RetryDecision:
        found = self.EXIT_CODE.search(str(exception))
        if not found:
            return RetryDecision.default()
        code = int(found.group(1))
        if code == self.INFRASTRUCTURE or code < 0 or code > 128:
            return RetryDecision.retry(reason=f"exit code {code}: infrastructure")
        return RetryDecision.fail(reason=f"exit code {code}: needs a person, a retry can't help")


with DAG(
    dag_id="tributary_nightly",
    description="From the day's logs to published payouts and settlement files",
    doc_md="""
Closes one day: reads landing files, attributes and splits every fee, writes reports and settlement
files, verifies them, and only then posts to the ledger. Rerunning a day is safe: a run over
unchanged inputs has the same run id, computes the same bytes and posts nothing.

A failed task says in its log what is wrong and how to mend it. Only infrastructure failures are
retried. Close a past day, or one day again, by triggering the DAG with the parameter `date`.

Variables `tributary_jar`, `tributary_landing`, `tributary_warehouse`, `tributary_policy`,
connection `spark_default`, pool `tributary`: see `airflow/README.md`.
""",
    # At 02:00 UTC for the day before, so that the day's last files have landed.
    schedule=CronDataIntervalTimetable("0 2 * * *", timezone="UTC"),
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    # The ledger is one chain of runs.
    max_active_runs=1,
    tags=["tributary", "payouts"],
    params={
        "date": Param(
            None,
            type=["null", "string"],
            format="date",
            description="Close date. Empty: the day that the run is for.",
        ),
        "landing": Param(
            None,
            type=["null", "string"],
            description="Folder of the landing files. Empty: Variable tributary_landing.",
        ),
        "warehouse": Param(
            None,
            type=["null", "string"],
            description="Folder of the warehouse. Empty: Variable tributary_warehouse.",
        ),
        "policy": Param(
            None,
            type=["null", "string"],
            description="Policy file or folder. Empty: Variable tributary_policy.",
        ),
    },
    default_args={
        "pool": "tributary",
        "retries": 2,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": True,
        "retry_policy": RetryInfrastructureOnly(),
    },
):
    chain(
        *(
            SparkSubmitOperator(
                task_id=stage,
                name=f"tributary-{stage}-{CLOSE_DATE}",
                application=JAR,
                java_class="org.tributary.cli.Main",
                application_args=[stage, *arguments],
                conf=SPARK_CONF,
                env_vars=ONE_THREAD,
            )
            for stage, arguments in STAGES.items()
        )
    )
