"""What a reader of a report finds in it."""

import json

from evals.report import as_table, write_report
from evals.runner import run_suites
from evals.suite import FailedCase
from tests.support.eval_suites import NOW, GivenSuite, House

BROKEN = GivenSuite(
    french=0.5,
    failed=(FailedCase("leak-fr-7", "fr", "Pasted from a | note.", "missed confidentiality.near_copy"),),
    notes=("Only half of the data was there.",),
)


def report_of(*suites, folder):
    done = run_suites(House(), suites, commit="abc1234", at=NOW, seed=3, skipped={"voice": "no --data"})
    page, data = write_report(done, folder / "deep" / "folder")
    return page.read_text("utf-8"), json.loads(data.read_text("utf-8"))


def test_the_page_shows_both_languages_side_by_side_with_the_floor(tmp_path):
    page, _ = report_of(BROKEN, folder=tmp_path)

    assert "| right answers | 0.5 | 1 | ≥ 0.9 | BROKEN |" in page
    assert "| seconds each | 0.25 | 0.5 |  |  |" in page


def test_the_page_names_each_case_that_failed_with_why_it_exists(tmp_path):
    page, _ = report_of(BROKEN, folder=tmp_path)

    assert "| leak-fr-7 | fr | missed confidentiality.near_copy | Pasted from a \\| note. |" in page


def test_the_page_says_what_was_measured_when_and_with_what(tmp_path):
    page, _ = report_of(BROKEN, folder=tmp_path)

    for words in (
        "abc1234",
        "2026-11-24 09:00 UTC",
        "seed 3",
        "Only half of the data",
        "Skipped: no --data.",
    ):
        assert words in page
    assert "- right answers: People rely on it." in page
    assert "1 floors are broken" in page


def test_the_data_holds_what_the_page_shows(tmp_path):
    _, data = report_of(BROKEN, folder=tmp_path)

    given = data["suites"]["given"]
    assert (data["commit"], data["seed"], data["held"]) == ("abc1234", 3, False)
    assert data["skipped"] == {"voice": "no --data"}
    assert given["metrics"]["right answers"] == {"fr": 0.5, "en": 1.0}
    assert given["details"] == {"by kind": {"fr": 0.5, "en": 0.75}}
    assert given["failed"][0]["id"] == "leak-fr-7"
    assert [floor["held"] for floor in given["floors"] if floor["metric"] == "right answers"] == [False, True]


def test_a_run_that_held_says_so(tmp_path):
    page, data = report_of(GivenSuite(), folder=tmp_path)

    assert data["held"]
    assert "All floors hold." in page


def test_the_table_marks_a_broken_floor_on_its_line():
    done = run_suites(House(), [BROKEN], commit="abc1234", at=NOW, skipped={"voice": "no --data"})

    lines = as_table(done).splitlines()

    assert any(line.split() == ["right", "answers", "0.5", "1", "≥", "0.9", "BROKEN"] for line in lines)
    assert lines[-1] == "voice: skipped, no --data"


def test_what_there_is_to_read_stands_on_the_page_and_not_in_the_data(tmp_path):
    page, data = report_of(GivenSuite(reading=("### Drafts\n\nA door of iron.",)), folder=tmp_path)

    assert "\n### Drafts\n\nA door of iron.\n" in page
    assert "A door of iron" not in json.dumps(data)


def test_a_report_is_kept_under_its_own_name(tmp_path):
    done = run_suites(House(), [GivenSuite()], commit="abc1234", at=NOW)

    page, data = write_report(done, tmp_path, name="given")

    assert (page.name, data.name) == ("given.md", "given.json")
