"""`python -m evals`: what it runs, what it skips and how it ends."""

from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from evals import catalogue, stage
from evals.__main__ import app
from evals.catalogue import NO_DATA, choose
from tests.support.eval_suites import GivenSuite, House


@pytest.fixture
def house(monkeypatch):
    """No demo company is opened, and only suites that measure what they are told are run."""

    @contextmanager
    def open_house():
        yield House()

    monkeypatch.setattr(stage, "open_stage", open_house)
    return monkeypatch


def run(house, suite, tmp_path, *arguments):
    house.setattr(catalogue, "OWN", {"given": lambda: suite})
    return CliRunner().invoke(app, ["run", "--out", str(tmp_path), *arguments])


def test_all_means_every_suite_and_says_what_needs_data():
    suites, skipped = choose(["all"], data=None, seed=0)

    assert [suite.name for suite in suites] == [
        "guardrails",
        "leaks",
        "retrieval",
        "cross_language",
        "voice",
        "writing",
    ]
    assert set(skipped.values()) == {NO_DATA}


def test_with_data_the_external_measurements_come_along(tmp_path):
    suites, skipped = choose(["voice"], data=tmp_path, seed=0)

    assert [suite.name for suite in suites] == ["voice", "voice, external"]
    assert skipped == {}


def test_a_name_that_is_no_suite_is_refused(house, tmp_path):
    result = run(house, GivenSuite(), tmp_path, "guardrail")

    assert result.exit_code == 2
    assert "no suite is called guardrail" in result.output


def test_held_floors_end_well_and_leave_both_reports(house, tmp_path):
    result = run(house, GivenSuite(), tmp_path)

    assert result.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"report.md", "report.json"}
    assert "right answers" in result.output


def test_a_broken_floor_ends_with_one(house, tmp_path):
    result = run(house, GivenSuite(french=0.1), tmp_path)

    assert result.exit_code == 1
    assert "BROKEN" in result.output


def test_json_is_data_and_nothing_else(house, tmp_path):
    result = run(house, GivenSuite(), tmp_path, "--json")

    assert result.output.startswith("{")
    assert result.output.rstrip().endswith("}")
