"""What the DAGs share: how a stage is submitted, what is retried, how two people approve a run."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import (
    Asset,
    AsyncCallback,
    Context,
    DeadlineAlert,
    DeadlineReference,
    ObjectStoragePath,
    Param,
    RetryDecision,
    RetryPolicy,
    Variable,
)
from airflow.sdk.exceptions import AirflowFailException

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

# What a stage after ingest is told: every one after snapshot reads the policy that the run pins.
RUN = ("--date", CLOSE_DATE, "--warehouse", WAREHOUSE)

# One thread per kernel call: Spark's tasks are the parallelism.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

# OpenLineage events are off until a Variable names the file that they are appended to.
LINEAGE = "var.value.get('tributary_lineage', '')"
LISTENER = "io.openlineage.spark.agent.OpenLineageSparkListener"
LINEAGE_AGENT = "io.openlineage:openlineage-spark_2.13:1.53.0"


def where_lineage_is_on(value: str) -> str:
    return "{{ '" + value + "' if " + LINEAGE + " else '' }}"


# What counts is the processor time of all collections, not how long one pauses.
COLLECTOR = "-XX:+UseParallelGC"

SPARK_CONF = {
    # Spark logs before it adds the jar to the class path, so the URL leads into the jar.
    "spark.driver.extraJavaOptions": (
        f"{COLLECTOR} -Dlog4j2.configurationFile=jar:file:{JAR}!/org/tributary/log4j2.properties"
    ),
    "spark.executor.extraJavaOptions": COLLECTOR,
    **{f"spark.executorEnv.{name}": value for name, value in ONE_THREAD.items()},
    "spark.extraListeners": where_lineage_is_on(LISTENER),
    "spark.openlineage.transport.type": "file",
    "spark.openlineage.transport.location": "{{ " + LINEAGE + " }}",
    "spark.openlineage.namespace": "tributary",
}

# What was published; its events say which run and which manifest.
PAYOUTS = Asset("tributary://payouts")


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


DEFAULT_ARGS = {
    "pool": "tributary",
    "retries": 2,
    "retry_delay": timedelta(minutes=5),
    "retry_exponential_backoff": True,
    "retry_policy": RetryInfrastructureOnly(),
}


def text_param(description: str) -> Param:
    """A parameter that may be left empty."""
    return Param(None, type=["null", "string"], description=description)


PLACES = {
    "landing": text_param("Folder of the landing files. Empty: Variable tributary_landing."),
    "warehouse": text_param("Folder of the warehouse. Empty: Variable tributary_warehouse."),
    "policy": text_param("Policy file or folder. Empty: Variable tributary_policy."),
}

CLOSE = {
    "date": Param(
        None,
        type=["null", "string"],
        format="date",
        description="Close date. Empty: the day that the run is for.",
    ),
}


def submit(command: str, *arguments: str, task_id: str | None = None) -> SparkSubmitOperator:
    """The spark-submit of one command of the one jar."""
    return SparkSubmitOperator(
        task_id=task_id or command,
        name=f"tributary-{command}",
        application=JAR,
        java_class="org.tributary.cli.Main",
        application_args=[command, *arguments],
        conf=SPARK_CONF,
        packages=where_lineage_is_on(LINEAGE_AGENT),
        env_vars=ONE_THREAD,
    )


def compute(
    *attribute: str, before_settle: Sequence[SparkSubmitOperator] = ()
) -> list[SparkSubmitOperator]:
    """The stages from landing files to a verified run, in order.

    :param attribute: more arguments of stage attribute
    :param before_settle: what is submitted between allocate and settle
    """
    return [
        submit("ingest", "--landing", LANDING, "--warehouse", WAREHOUSE),
        submit("snapshot", *RUN, "--policy", POLICY),
        submit("prepare", *RUN),
        submit("attribute", *RUN, *attribute),
        submit("allocate", *RUN),
        *before_settle,
        submit("settle", *RUN),
        submit("report", *RUN),
        submit("verify", *RUN),
    ]


async def say_deadline_missed(**about: Any) -> None:
    """Says in the triggerer's log that a night is late. Put your own notifier in its place."""
    logging.getLogger("tributary").error("The run is late: nothing was published yet. %s", about)


def deadline() -> DeadlineAlert | None:
    """An alert for a run that isn't through, approvals included, so long after it was queued.

    Set in the environment, since a DAG asks nobody while it is parsed; 0 hours: no alert.
    """
    hours = int(os.environ.get("TRIBUTARY_DEADLINE_HOURS", "12"))
    if hours == 0:
        return None
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=timedelta(hours=hours),
        callback=AsyncCallback(say_deadline_missed),
    )


def sha256(path: ObjectStoragePath) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run_of(warehouse: str, date: str) -> dict[str, Any]:
    """What there is to approve: the current run of a date, by the hashes of its manifests."""
    # As Spark takes them: s3a is s3 here, and file:/x is a path.
    root = re.sub(r"^file:/+", "/", re.sub(r"^s3a://", "s3://", warehouse))
    day = ObjectStoragePath(root if "://" in root else f"file://{root}") / "runs" / date
    run_id = (day / "current").read_text().strip()
    folder = day / run_id
    settlements = {}
    if (folder / "settlement").exists():
        for settlement in sorted((folder / "settlement").iterdir(), key=str):
            manifest = settlement / "manifest.json"
            settlements[settlement.name] = {
                "root": json.loads(manifest.read_text())["root"],
                "manifest_sha256": sha256(manifest),
            }
    return {
        "run_id": run_id,
        "date": date,
        "folder": f"{warehouse}/runs/{date}/{run_id}",
        "manifest_sha256": sha256(folder / "manifest.json"),
        "verification_sha256": sha256(folder / "verify.json"),
        "settlements": settlements,
    }


def require_same(approved: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Stops where the run isn't any more what was approved."""
    differing = sorted(key for key in approved if approved[key] != now.get(key))
    if differing:
        raise AirflowFailException(
            f"Since it was approved the run has changed: {', '.join(differing)}. It was"
            f" {json.dumps(approved)} and is {json.dumps(now)}. Find out who ran a stage again,"
            " then clear the task read_run and all after it: the run needs new approvals."
        )


class PersonalApproval(ApprovalOperator):
    """One person's approval, bound to the run's manifest; nobody approves by silence.

    :param other: task of the approval that must be another person's
    """

    BODY = """
{% set run = ti.xcom_pull(task_ids='read_run') %}
Run **{{ run['run_id'] }}** for {{ run['date'] }}, in `{{ run['folder'] }}`.
Look at `reports/index.html` there.

* manifest: `{{ run['manifest_sha256'] }}`
* verification: `{{ run['verification_sha256'] }}`
{% for folder, settlement in run['settlements'].items() %}
* settlement `{{ folder }}`: root `{{ settlement['root'] }}`,
  manifest `{{ settlement['manifest_sha256'] }}`
{% endfor %}
"""

    def __init__(self, *, other: str | None = None, **kwargs: Any) -> None:
        super().__init__(
            subject=(
                "Tributary: pay run"
                " {{ ti.xcom_pull(task_ids='read_run')['run_id'] }} for"
                " {{ ti.xcom_pull(task_ids='read_run')['date'] }}?"
            ),
            body=self.BODY,
            fail_on_reject=True,
            retries=0,
            **kwargs,
        )
        self.other = other

    def execute_complete(self, context: Context, event: dict[str, Any]) -> Any:
        if "error" not in event:
            others = context["ti"].xcom_pull(task_ids=self.other) if self.other else None
            self.require_right_person(
                event.get("responded_by_user"), others and others["responded_by_user"]
            )
        return super().execute_complete(context, event)

    @staticmethod
    def require_right_person(person: Mapping[str, str] | None, other: Mapping[str, str] | None):
        """Stops where nobody, somebody else, or the same person again has answered."""
        names = {name.strip() for name in Variable.get("tributary_approvers").split(",")}
        if person is None:
            raise AirflowFailException("Nobody has answered, and silence approves nothing.")
        if person["name"] not in names:
            raise AirflowFailException(
                f"{person['name']} isn't among the approvers that Variable tributary_approvers"
                f" names ({', '.join(sorted(names))}). Clear this task and let one of them answer."
            )
        if other is not None and person["id"] == other["id"]:
            raise AirflowFailException(
                f"{person['name']} has given the first approval too. Clear this task and let"
                " another approver answer."
            )
