"""What an author says of their habits goes before what was measured."""

import pytest

from guardrails.authenticity.voice.corrections import Stance, choices, corrected, is_trait
from guardrails.authenticity.voice.habits import habits_of
from guardrails.authenticity.voice.score import score_voice

LOUD = (
    "We moved the backup to noon! Nobody noticed! That is the point of a backup! "
    "The migration took four hours, and three were spent on one index!"
)
QUIET = (
    "We moved the backup to noon. Nobody noticed. That is the point of a backup. "
    "The migration took four hours, and three were spent on one index."
)


def reasons(profile, text):
    return {reason.habit: reason for reason in score_voice(profile, text).reasons}


def test_what_is_switched_off_is_never_a_reason(voices, make_profile):
    measured = make_profile(voices["terse", "en"], "en")
    profile = corrected(measured, {"exclamation": Stance.OFF})

    assert "exclamation" in reasons(measured, LOUD)
    assert "exclamation" not in reasons(profile, LOUD)


def test_nothing_is_a_reason_when_all_is_switched_off(voices, make_profile):
    every = {trait: Stance.OFF for kind in habits_of("en") for trait in (kind.name, "layout")}
    profile = corrected(make_profile(voices["terse", "en"], "en"), every)

    assert reasons(profile, LOUD) == {}


def test_what_is_switched_off_stays_so_when_another_wish_is_laid_over_it(voices, make_profile):
    off = corrected(make_profile(voices["terse", "en"], "en"), {"exclamation": Stance.OFF})

    profile = corrected(off, {"emoji": Stance.NEVER})

    assert profile.switched_off == {"exclamation"}
    assert "exclamation" not in reasons(profile, LOUD)


def test_what_is_switched_off_does_not_count_in_the_score(voices, make_profile):
    measured = make_profile(voices["terse", "en"], "en")
    off = corrected(measured, {"exclamation": Stance.OFF})

    gain = score_voice(off, LOUD).surface - score_voice(measured, LOUD).surface

    assert gain > 0


def test_a_mark_the_author_swore_off_is_told_as_what_they_asked_for(voices, make_profile):
    profile = corrected(make_profile(voices["warm", "en"], "en"), {"exclamation": Stance.NEVER})

    reason = reasons(profile, voices["warm", "en"][0])["exclamation"]

    assert reason.said
    assert (reason.usual, reason.direction) == (0, "more")
    assert reason.spans


def test_a_mark_the_author_asked_for_is_no_reason_any_more(voices, make_profile):
    profile = corrected(make_profile(voices["terse", "en"], "en"), {"exclamation": Stance.OFTEN})

    assert "exclamation" not in reasons(profile, LOUD)
    assert "exclamation" in reasons(profile, QUIET)


def test_the_score_follows_a_correction(voices, make_profile):
    measured = make_profile(voices["terse", "en"], "en")
    wanted = corrected(measured, {"exclamation": Stance.OFTEN})

    assert score_voice(wanted, LOUD).surface > score_voice(measured, LOUD).surface
    assert score_voice(wanted, QUIET).surface < score_voice(measured, QUIET).surface


def test_taking_a_correction_back_gives_back_what_was_measured(voices, make_profile):
    measured = make_profile(voices["warm", "fr"], "fr")

    assert corrected(measured, {}) is measured


STYLES = [
    ("emoji", Stance.NEVER, lambda style: (style.emoji_rate, style.emoji) == (0.0, ())),
    ("emoji", Stance.OFF, lambda style: (style.emoji_rate, style.emoji) == (0.0, ())),
    ("hashtags", Stance.NEVER, lambda style: (style.hashtags_per_post.high, style.hashtags) == (0, ())),
    ("question", Stance.OFTEN, lambda style: style.question_rate >= 1 and style.question_posts >= 2),
    ("sentence_length", Stance.LONG, lambda style: style.sentence_length.median > 20),
    ("address", Stance.TU, lambda style: style.address == "tu"),
    ("address", Stance.NEITHER, lambda style: style.address == ""),
    ("layout", Stance.BLOCK, lambda style: style.paragraph_break == "none"),
    ("apostrophe", Stance.STRAIGHT, lambda style: style.apostrophe == "'"),
    ("closings", Stance.OFF, lambda style: style.closings == ()),
    ("connectives", Stance.OFF, lambda style: not style.connectives),
]


@pytest.mark.parametrize(("trait", "stance", "holds"), STYLES, ids=[f"{t} {s}" for t, s, _ in STYLES])
def test_writers_follow_what_the_author_says(voices, make_profile, trait, stance, holds):
    measured = make_profile(voices["warm", "fr"], "fr")

    assert holds(corrected(measured, {trait: stance}).style)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_whatever_is_said_of_a_habit_the_voice_can_still_be_scored(voices, make_profile, language):
    measured = make_profile(voices["warm", language], language)
    traits = [*(kind.name for kind in habits_of(language)), "address", "layout"]
    every = [(name, stance) for name in traits if is_trait(name, language) for stance in choices(name)]

    for name, stance in every:
        score = score_voice(corrected(measured, {name: stance}), voices["warm", language][0])
        assert 0 <= score.value <= 100, (name, stance)


def test_a_habit_of_the_other_language_changes_nothing(voices, make_profile):
    measured = make_profile(voices["terse", "en"], "en")

    assert corrected(measured, {"address": Stance.TU}) is measured


def test_an_author_without_posts_can_say_what_they_want(make_profile):
    profile = corrected(make_profile((), "fr"), {"address": Stance.TU, "emoji": Stance.NEVER})

    assert profile.style.address == "tu"
    assert not profile.known
