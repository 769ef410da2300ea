"""The suite of questions notices a hidden document, wherever it comes up."""

from types import SimpleNamespace

import pytest

from evals.suite import verdicts
from evals.suites import retrieval
from evals.suites.retrieval import DocumentRow, QuestionRow, RetrievalCase, RetrievalSuite
from knowledge_base.passages import Hit, Passage
from tests.support.eval_suites import NOW, House

PUBLIC, HIDDEN = 1, 2
OVEN = Passage(10, PUBLIC, "It takes 22 minutes.", "en", "Oven", url="https://oven.example/ovens/levant")
JOB = Passage(30, 3, "Work with us.", "en", "Job", url="https://oven.example/jobs/fitter")
NOTE = Passage(20, HIDDEN, "A secret.", "en", "Note", url="https://oven.example/notes/secret")


def question(name, language, kind, document):
    return RetrievalCase(
        id=name,
        kind=kind,
        language=language,
        input=QuestionRow(query="how long"),
        expect=DocumentRow(document=document, answer="22 minutes"),
        why="Written for this test.",
    )


@pytest.fixture
def broken(monkeypatch):
    """Floors broken when the search answers one thing and the brief another, with the failed cases."""

    def run(*, found, offered, kind="same_language"):
        cases = [question("q-fr", "fr", kind, "levant"), question("q-en", "en", kind, "levant")]
        suite = RetrievalSuite(cases=cases, fewest_cases=1)
        monkeypatch.setattr(retrieval, "hybrid_search", lambda *_, **__: [Hit(p, 1, 1, 1) for p in found])
        monkeypatch.setattr(retrieval, "_hidden_documents", lambda _: frozenset({HIDDEN}))
        result = suite.run(library(offered))
        floors = {verdict.floor.metric for verdict in verdicts(suite, result) if not verdict.held}
        return floors, [case.saw for case in result.failed]

    return run


def library(offered):
    return SimpleNamespace(
        words=None,
        vectors=None,
        embedder=House.embedder,
        scope=lambda: SimpleNamespace(now=NOW),
        passages_for=lambda brief: tuple(offered),
    )


def test_the_right_document_first_breaks_nothing_that_was_asked(broken):
    floors, failed = broken(found=[OVEN], offered=[OVEN])

    assert failed == []
    assert floors <= {"released documents found"}  # no question of this test asks for one


@pytest.mark.parametrize(
    ("found", "offered"), [([OVEN, NOTE], [OVEN]), ([OVEN], [NOTE])], ids=["in a search", "for a draft"]
)
def test_a_hidden_document_breaks_the_floor(broken, found, offered):
    floors, _ = broken(found=found, offered=offered)

    assert "nothing hidden came back" in floors


def test_a_hidden_document_is_told_as_such(broken):
    _, failed = broken(found=[NOTE], offered=[], kind="hidden")

    assert failed == ["a hidden document came back"] * 2


def test_the_wrong_document_fails_the_case_and_the_floors(broken):
    floors, failed = broken(found=[JOB], offered=[])

    assert {"recall@3", "answer@3"} <= floors
    assert failed == ["found fitter first"] * 2


def test_a_document_is_known_by_the_end_of_its_address():
    case = question("q", "en", "same_language", "vant")

    assert not retrieval.Found(case, (OVEN,), hidden=False).in_time
