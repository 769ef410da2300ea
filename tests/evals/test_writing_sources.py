"""What is told of real sources: figures, and not a word of theirs."""

import json

import pytest

from evals.external.texts import DataMissing
from evals.external.writing import WritingSources
from evals.report import as_data, as_page
from evals.runner import run_suites
from tests.support.eval_suites import NOW, House

SECRET = "zanzibarious"


@pytest.fixture
def data(tmp_path):
    """A folder of real texts, very small."""
    sources = tmp_path / "sources" / "press"
    sources.mkdir(parents=True)
    body = f"The {SECRET} bakery sold 412 loaves in May 2026. Its oven uses 31% less gas than the one before."
    (sources / "loaves.md").write_text(f"# Loaves of the {SECRET} bakery\n\n{body}\n", encoding="utf-8")
    (tmp_path / "guardrails").mkdir()
    post = {"text": f"A {SECRET} hour."}
    (tmp_path / "guardrails" / "clean_posts_en.jsonl").write_text(json.dumps(post), encoding="utf-8")
    (tmp_path / "voice").mkdir()
    french = {"text": f"Le hôpital {SECRET}.", "lang": "fr"}
    (tmp_path / "voice" / "posts.jsonl").write_text(json.dumps(french), encoding="utf-8")
    return tmp_path


def test_figures_are_told_and_no_word_of_the_sources(data, models, monkeypatch):
    monkeypatch.setattr("evals.stage.models_folder", lambda: models)

    done = run_suites(House(), [WritingSources(data)], commit="abc1234", at=NOW)

    (suite,) = done.suites
    assert suite.result.cases["en"] == 2
    assert suite.result.metrics["slips per 100 real posts"] == {"fr": 100.0, "en": 0.0}
    assert SECRET not in as_page(done) + json.dumps(as_data(done))


def test_without_sources_it_says_what_is_missing(tmp_path):
    with pytest.raises(DataMissing, match="sources"):
        WritingSources(tmp_path).run(House())
