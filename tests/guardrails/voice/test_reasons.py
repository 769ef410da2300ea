"""Each reason is true of the text, and shows its place."""

import pytest

from guardrails.authenticity.voice.score import score_voice

LOUD_EN = (
    "We moved the backup to noon! Nobody noticed! That is the point of a backup! "
    "The migration took four hours, and three were spent on one index!"
)
LOUD_FR = (
    "J'ai relu le cahier des charges ! Il tenait en deux pages ! C'était la bonne longueur ! "
    "La panne d'hier venait d'un certificat périmé !"
)


def reason_of(score, habit):
    return next((reason for reason in score.reasons if reason.habit == habit), None)


@pytest.mark.parametrize(("text", "language"), [(LOUD_EN, "en"), (LOUD_FR, "fr")], ids=["en", "fr"])
def test_counts_the_exclamation_marks_a_quiet_author_did_not_write(voices, make_profile, text, language):
    score = score_voice(make_profile(voices["terse", language], language), text)

    reason = reason_of(score, "exclamation")

    assert (reason.here, reason.usual, reason.direction, reason.unit) == (4, 0, "more", "count")
    assert (reason.posts_with, reason.posts) == (0, len(voices["terse", language]))
    assert [text[start:end] for start, end in reason.spans] == ["!"] * 4


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_missing_has_no_place_in_the_text(voices, make_profile, language):
    profile = make_profile(voices["warm", language], language)

    score = score_voice(profile, " ".join(voices["terse", language][:2]))

    assert len(score.reasons) == 3
    for reason in score.reasons:
        if reason.direction == "less" and reason.unit == "count":
            assert reason.spans == ()
            assert reason.here < reason.usual


def test_spans_are_code_points_even_after_emoji(voices, make_profile):
    text = "👩🏽‍💻🇫🇷 e\u0301te\u0301 " + LOUD_FR

    reason = reason_of(score_voice(make_profile(voices["terse", "fr"], "fr"), text), "exclamation")

    assert [text[start:end] for start, end in reason.spans] == ["!"] * 4


@pytest.mark.parametrize("posts", [5, 7])
def test_no_reasons_below_eight_posts(voices, make_profile, posts):
    score = score_voice(make_profile(voices["terse", "en"][:posts], "en"), LOUD_EN)

    assert score.value is not None
    assert score.reasons == ()


@pytest.mark.parametrize(("temper", "language"), [(t, la) for t in ("terse", "warm") for la in ("fr", "en")])
def test_own_posts_get_few_reasons(voices, make_profile, temper, language):
    texts = voices[temper, language]
    profiles = [make_profile((*texts[:i], *texts[i + 1 :]), language) for i in range(len(texts))]
    scores = [score_voice(profile, text) for profile, text in zip(profiles, texts, strict=True)]

    assert sum(len(score.reasons) for score in scores) / len(scores) <= 1.5


def test_at_most_three_and_never_the_same_story_twice(voices, make_profile):
    text = (
        "What?\n\nWhy?\n\nHow?\n\nWhen?\n\nWho?\n\n" * 6 + "🎉🎉🎉 #a1 #b2 #c3 https://example.com (really)"
    )

    score = score_voice(make_profile(voices["terse", "en"], "en"), text)

    habits = [reason.habit for reason in score.reasons]
    assert len(habits) == 3
    assert len({"blank_lines", "line_breaks", "paragraph_length", "first_line"} & set(habits)) <= 1


def test_between_two_of_the_authors_own_ways_is_no_reason(voices, make_profile):
    quiet = voices["terse", "en"][:5]
    loud = tuple(f"{text} Yes! Yes! Yes! Yes! Yes! Yes!" for text in voices["terse", "en"][5:10])
    text = "The printer moved to the second floor! People walk more now. Nobody complained! A surprise."

    score = score_voice(make_profile((*quiet, *loud), "en"), text)

    assert reason_of(score, "exclamation") is None
