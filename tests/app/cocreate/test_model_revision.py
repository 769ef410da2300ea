"""A draft of a model's is mended where checks found something, and only as long as that helps."""

from dataclasses import replace

import pytest

from app.cocreate.composition import Composition
from app.cocreate.model.problems import Judgement
from app.cocreate.model.writer import ModelWriter
from app.domain.voice import VoiceWishes
from app.domain.voice_rules import WordRule
from app.llm.scripted_model import ScriptedModel
from guardrails.candidate import Candidate
from guardrails.findings import Finding, Severity
from knowledge_base.language import detect_language
from tests.support.model_drafts import (
    ENGLISH_BRIEF,
    ONE,
    PASSAGES,
    SENTENCES,
    SteadyWriter,
    cited_draft,
    find_personal_data,
    task_of,
    voice,
)

OWN, FACT, _ = SENTENCES["en"]
INVENTED = "Nine in ten drivers of Norway bought them in August."
ANOTHER = "Every mechanic of Sweden earned a bonus of 500 crowns."
BAD = cited_draft((OWN, ()), (INVENTED, (11,)), (ANOTHER, (12,)))
WORSE = cited_draft(
    (OWN, ()), (INVENTED, (11,)), (ANOTHER, (12,)), ("In Peru a set costs 900 dollars.", (11,))
)
BETTER = cited_draft((OWN, ()), (INVENTED, (11,)))
GOOD = cited_draft((OWN, ()), (FACT, (11,)))


def written(*replies: str, speaker=None, **writer: object) -> tuple[Composition, ScriptedModel]:
    model = ScriptedModel([ONE, *replies])
    asked = ModelWriter(
        model, SteadyWriter(), detect=find_personal_data, language_of=detect_language, **writer
    )
    return asked.write(ENGLISH_BRIEF, PASSAGES, speaker or voice("en")), model


def tasks(model: ScriptedModel) -> list[str]:
    return [task_of(messages[1].text) for messages in model.seen]


def test_what_nothing_bears_out_is_mended() -> None:
    composition, model = written(BAD, GOOD)

    assert [one.text for one in composition.variants] == [f"{OWN} {FACT}"]
    assert tasks(model) == ["plan", "write", "revise"]
    assert f"<words>{INVENTED}</words>" in model.seen[2][1].text
    assert [step.round for step in composition.trace.calls] == [0, 0, 1]


def test_a_good_draft_is_left_alone() -> None:
    _, model = written(GOOD)

    assert tasks(model) == ["plan", "write"]


def test_no_more_than_two_rounds_are_tried() -> None:
    composition, model = written(WORSE, BAD, BETTER, GOOD)

    assert tasks(model) == ["plan", "write", "revise", "revise"]
    assert INVENTED in composition.variants[0].text


@pytest.mark.parametrize(
    "revision",
    [BAD, WORSE, "Sorry?", "{}"],
    ids=["as before", "worse", "no JSON", "empty"],
)
def test_a_round_that_does_not_help_is_the_last_and_the_better_text_stays(revision: str) -> None:
    composition, model = written(BAD, revision)

    assert tasks(model) == ["plan", "write", "revise"]
    assert composition.variants[0].text == f"{OWN} {INVENTED} {ANOTHER}"
    assert composition.notice == ""


def test_what_would_hold_the_draft_back_is_told_with_its_reason() -> None:
    def judge(candidate: Candidate) -> list[Judgement]:
        at = candidate.text.find(FACT)
        finding = Finding("compliance.forecast", Severity.REVIEW, at, at + len(FACT), "f")
        return [Judgement(finding, "Say who says so.")] if at >= 0 else []

    composition, model = written(GOOD, cited_draft((OWN, ())), judge=judge)

    assert "Say who says so." in model.seen[2][1].text
    assert composition.variants[0].text == OWN


def test_what_stands_in_the_authors_own_words_is_theirs_to_change() -> None:
    def judge(candidate: Candidate) -> list[Judgement]:
        finding = Finding("compliance.forecast", Severity.BLOCK, 0, len(OWN), "f")
        return [Judgement(finding, "No.")]

    _, model = written(cited_draft((OWN, ())), judge=judge)

    assert tasks(model) == ["plan", "write"]


@pytest.mark.parametrize(
    "wish",
    [{"wishes": VoiceWishes(avoided=("sales",))}, {"rules": (WordRule("sales", "orders"),)}],
    ids=["avoided word", "learned rule"],
)
def test_words_the_author_never_writes_are_mended(wish: dict[str, object]) -> None:
    speaker = replace(voice("en"), **wish)

    composition, model = written(GOOD, cited_draft((OWN, ())), speaker=speaker)

    assert f"<words>{FACT}</words>" in model.seen[2][1].text
    assert composition.variants[0].text == OWN


def test_a_draft_that_may_not_leave_goes_back_to_no_model() -> None:
    _, model = written(BAD, GOOD, may_leave=lambda words: INVENTED not in words)

    assert tasks(model) == ["plan", "write"]
