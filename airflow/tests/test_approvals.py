"""Two people, and what they approve is what is published."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from airflow.sdk.exceptions import AirflowFailException
from approvers import Approvers
from tributary_stages import PersonalApproval, require_same, run_of

ANN = {"id": "ann", "name": "ann"}
BOB = {"id": "bob", "name": "bob"}
EVE = {"id": "eve", "name": "eve"}

YES = {"approve_first": ("ann", "Approve"), "approve_second": ("bob", "Approve")}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a run, as the stages leave it."""
    folder = tmp_path / "runs/2026-06-30/aaaa"
    settlement = folder / "settlement/8453-0x01"
    settlement.mkdir(parents=True)
    (tmp_path / "runs/2026-06-30/current").write_text("aaaa\n")
    (folder / "manifest.json").write_text("{}")
    (folder / "verify.json").write_text('{"passed":true}')
    (settlement / "manifest.json").write_text('{"root":"0xab"}')
    return folder


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_what_is_approved_is_said_by_hashes(tmp_path: Path, run: Path):
    assert run_of(str(tmp_path), "2026-06-30") == {
        "run_id": "aaaa",
        "date": "2026-06-30",
        "folder": str(run),
        "manifest_sha256": sha256("{}"),
        "verification_sha256": sha256('{"passed":true}'),
        "settlements": {
            "8453-0x01": {"root": "0xab", "manifest_sha256": sha256('{"root":"0xab"}')}
        },
    }


def test_a_run_that_changed_meanwhile_needs_new_approvals(tmp_path: Path, run: Path):
    approved = run_of(str(tmp_path), "2026-06-30")
    require_same(approved, run_of(str(tmp_path), "2026-06-30"))
    (run / "settlement/8453-0x01/manifest.json").write_text('{"root":"0xac"}')
    with pytest.raises(AirflowFailException, match=r"the run has changed: settlements\. It was"):
        require_same(approved, run_of(str(tmp_path), "2026-06-30"))
    (run / "verify.json").write_text("{}")
    with pytest.raises(AirflowFailException, match="settlements, verification_sha256"):
        require_same(approved, run_of(str(tmp_path), "2026-06-30"))


@pytest.mark.parametrize(
    ("person", "other", "words"),
    [
        (None, None, "Nobody has answered, and silence approves nothing"),
        (EVE, None, r"eve isn't among the approvers that Variable tributary_approvers names \(ann"),
        (ANN, ANN, "ann has given the first approval too"),
    ],
)
def test_only_an_approver_who_is_another_one_counts(person, other, words: str):
    with pytest.raises(AirflowFailException, match=words):
        PersonalApproval.require_right_person(person, other)


def test_two_approvers_count():
    PersonalApproval.require_right_person(ANN, None)
    PersonalApproval.require_right_person(BOB, ANN)


@pytest.mark.parametrize(
    ("day", "answers", "submitted_after"),
    [
        (1, YES, ["publish", "export"]),
        (2, {"approve_first": ("ann", "Reject")}, []),
        (3, {**YES, "approve_second": ("bob", "Reject")}, []),
        (4, {**YES, "approve_second": ("ann", "Approve")}, []),
        (5, {**YES, "approve_first": ("eve", "Approve")}, []),
    ],
)
def test_money_moves_after_two_approvals_only(
    airflow_home, without_deadline, run, working_submit, monkeypatch, day, answers, submitted_after
):
    monkeypatch.setenv("AIRFLOW_VAR_TRIBUTARY_WAREHOUSE", str(run.parents[2]))
    with Approvers(answers).waiting() as approvers:
        outcome = without_deadline.test(
            logical_date=datetime(2026, 5, day, tzinfo=UTC), run_conf={"date": "2026-06-30"}
        )
    assert outcome.state == ("success" if submitted_after else "failed")
    stages = working_submit()
    assert stages[:8] == [task.task_id for task in without_deadline.topological_sort()][:8]
    assert stages[8:] == submitted_after
    # Whoever approves sees what.
    for body in approvers.bodies.values():
        assert sha256("{}") in body
        assert "root `0xab`" in body
        assert sha256(json.dumps({"root": "0xab"}, separators=(",", ":"))) in body
