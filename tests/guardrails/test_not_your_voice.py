"""A text unlike its author's posts gets a tip with reasons, and never more than a tip."""

import tomllib
from pathlib import Path

import pytest

from guardrails.authenticity import not_your_voice
from guardrails.authenticity.not_your_voice import find_foreign_voice
from guardrails.authenticity.voice.habits import habits_of
from guardrails.authenticity.voice.reasons import Reason
from guardrails.authenticity.voice.score import Confidence, VoiceScore
from guardrails.decisions import Action
from guardrails.policy import load_policy

NAMES = Path(not_your_voice.__file__).with_name("voice_signs.toml")


def reason(habit: str, direction: str = "more") -> Reason:
    return Reason(habit, 0.0, 4.0, (), direction, "count", 0, 12)


def score(value: int | None, *reasons: Reason, own_low: int = 60) -> VoiceScore:
    return VoiceScore(value, Confidence.FAIR, own_low=own_low, reasons=reasons)


def test_a_foreign_text_is_told_with_its_reasons():
    found = find_foreign_voice(score(12, reason("exclamation"), reason("links", "less")), language="en")

    assert found is not None
    assert (found.start, found.end) == (0, 0)
    assert found.details == {"signs": "more exclamation marks, fewer links"}


def test_the_reasons_are_french_in_french():
    found = find_foreign_voice(score(12, reason("emoji"), reason("commas", "less")), language="fr")

    assert found is not None
    assert found.details == {"signs": "plus d’emojis, moins de virgules"}


@pytest.mark.parametrize(
    "unsure",
    [
        score(None, reason("links")),
        score(40, reason("links")),
        score(20, reason("links"), own_low=15),
        score(12),
    ],
    ids=["no number", "not so low", "own posts are as low", "no reason, as below eight posts"],
)
def test_when_in_doubt_nothing_is_said(unsure):
    assert find_foreign_voice(unsure, language="en") is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_habit_that_is_told_has_a_name(language):
    names = tomllib.loads(NAMES.read_text(encoding="utf-8"))[language]

    assert set(names) == {habit.name for habit in habits_of(language) if habit.told}


def test_it_only_advises():
    assert load_policy().action("authenticity.not_your_voice") is Action.ADVISE
