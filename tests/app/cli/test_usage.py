"""`tandem model usage`, as somebody at a terminal sees it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import main
from app.store import model_calls
from tests.app.conftest import open_demo
from tests.support.model_usage import CALL, keep_calls


@pytest.fixture(autouse=True)
def _demo(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANDEM_DATA_DIR", str(data_dir))
    monkeypatch.setenv("TANDEM_MODEL_BUDGET_TOKENS", "12000")
    with open_demo(data_dir) as services:
        keep_calls(services, people=4)


def tandem(*arguments: str) -> Any:
    return CliRunner().invoke(main.app, arguments)


def test_a_month_is_summed_up() -> None:
    result = tandem("model", "usage", "--month", "2026-11")

    assert result.exit_code == 0
    lines = dict(line.split(maxsplit=1) for line in result.stdout.splitlines())
    assert lines["tokens"] == "4000 in, 800 out"
    assert lines["house"] == "small: 4 calls, 0 failed, p50 1.5 s, p95 1.5 s"
    assert lines["people"] == "fewer than five"
    assert "guest" not in result.stdout


def test_a_program_gets_data() -> None:
    told = json.loads(tandem("model", "usage", "--month", "2026-11", "--json").stdout)

    assert (told["calls"], told["cost"], told["people"]) == (4, "0.000492", None)
    assert told["endpoints"][0]["p95_seconds"] == 1.5


def test_what_was_declined_is_not_told_of_few(data_dir: Path) -> None:
    with open_demo(data_dir) as services, services.sessions.begin() as session:
        model_calls.add_call(session, replace(CALL, outcome="model_refused"))

    said = tandem("model", "usage", "--month", "2026-11").stdout
    told = json.loads(tandem("model", "usage", "--month", "2026-11", "--json").stdout)

    assert "model_refused" not in said
    assert (told["calls"], told["failures"]) == (5, {})


def test_a_month_that_is_none_is_said_to_be_none() -> None:
    result = tandem("model", "usage", "--month", "November")

    assert "2026-11" in str(result.exception)
