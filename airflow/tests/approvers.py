"""People who answer what a DAG asks, through the API that Airflow's own pages use."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping


class Approvers:
    """Answers each task that waits for somebody, as that person.

    :param answers: by task the person, and what the person chooses
    :param first: what a person does before answering
    """

    def __init__(
        self,
        answers: Mapping[str, tuple[str, str]],
        first: Callable[[str], None] = lambda person: None,
    ) -> None:
        self.answers = answers
        self.first = first
        self.bodies: dict[str, str] = {}
        self.failure: BaseException | None = None
        self._stop = threading.Event()

    def _ask(self) -> None:
        from airflow.api_fastapi.app import create_app
        from fastapi.testclient import TestClient

        app = create_app(apps="core")
        with TestClient(app, base_url="http://testserver/api/v2/") as client:
            while not self._stop.wait(0.5):
                details = client.get("dags/~/dagRuns/~/hitlDetails", headers=self._as(app, "ann"))
                for detail in details.raise_for_status().json()["hitl_details"]:
                    task = detail["task_instance"]
                    if detail["response_received"] or task["state"] != "awaiting_input":
                        continue
                    person, option = self.answers[task["task_id"]]
                    self.bodies[task["task_id"]] = detail["body"]
                    self.first(person)
                    client.patch(
                        f"dags/{task['dag_id']}/dagRuns/{task['dag_run_id']}/taskInstances/"
                        f"{task['task_id']}/-1/hitlDetails",
                        headers=self._as(app, person),
                        json={"chosen_options": [option], "params_input": {}},
                    ).raise_for_status()

    @staticmethod
    def _as(app, person: str) -> dict[str, str]:
        from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser

        user = SimpleAuthManagerUser(username=person, role="admin")
        return {"Authorization": f"Bearer {app.state.auth_manager.generate_jwt(user)}"}

    @contextlib.contextmanager
    def waiting(self) -> Iterator[Approvers]:
        """They answer while the block runs."""

        def run() -> None:
            try:
                self._ask()
            except BaseException as failure:
                self.failure = failure

        thread = threading.Thread(target=run, name="approvers", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            thread.join(60)
            if self.failure is not None:
                raise self.failure
