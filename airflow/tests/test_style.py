"""Nothing that Airflow 3 took away, and one style."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import AIRFLOW


@pytest.mark.parametrize("check", [["check"], ["check", "--select", "AIR3"], ["format", "--check"]])
def test_ruff(check: list[str]):
    outcome = subprocess.run(
        [sys.executable, "-m", "ruff", *check, "--no-cache", "."],
        cwd=AIRFLOW,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
