"""Killed at any moment, the library is whole again after a restart, and never half there before."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROUNDS = int(os.environ.get("CRASH_ROUNDS", "10"))
"""How often to kill; set it to 1000 for the long run."""


def test_a_killed_library_loses_nothing_and_shows_nothing_by_halves(tmp_path: Path) -> None:
    program = [sys.executable, str(ROOT / "tests/support/crash_rounds.py"), str(tmp_path), str(ROUNDS), "7"]

    done = subprocess.run(
        program,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert done.returncode == 0, done.stderr[-3000:]
    result = json.loads(done.stdout)
    assert result["failed"] == [], done.stderr[-3000:]
    assert result["kills"] >= ROUNDS // 2
