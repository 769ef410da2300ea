"""Preferred phrasings: they shape a voice that has no posts, and give way to posts as these come."""

import pytest

from guardrails.authenticity.voice.priors import OUTWEIGHED, Aspect, Prior, with_priors
from guardrails.authenticity.voice.profile import Sample, VoiceProfile, build_profile
from guardrails.authenticity.voice.score import score_voice

EMOJI = Prior((Aspect.EXCLAMATION, Aspect.EMOJI), "Léa a eu son permis, du premier coup 🙂")
SOBER = Prior((Aspect.EXCLAMATION, Aspect.EMOJI), "Léa a eu son permis, du premier coup.")
AIRY = Prior((Aspect.LINE_BREAKS, Aspect.LIST), "Trois choses.\n\nRien ne colle.\n\nIl manque une clé.")
TAGS = Prior((Aspect.HASHTAGS,), "Une matinée de mesures.\n\n#bruit #entrepôt")
LOUD = "Quelle journée ! On a tout livré ! Merci à toute l’équipe du quai pour ce coup de main numéro {} ! 🎉"


def profile(posts: int) -> VoiceProfile:
    return build_profile([Sample(LOUD.format(number), "fr") for number in range(posts)], "fr")


def test_a_voice_without_posts_follows_what_was_preferred() -> None:
    style = with_priors(VoiceProfile.empty("fr"), [EMOJI, AIRY, TAGS]).style

    assert (style.emoji_rate, style.emoji, style.exclamation_rate) == (1.0, ("🙂",), 0.0)
    assert style.paragraph_break == "blank"
    assert style.hashtags_per_post.median == 2


def test_nobody_is_lent_the_hashtags_of_a_question() -> None:
    assert with_priors(VoiceProfile.empty("fr"), [TAGS]).style.hashtags == ()


def test_a_phrasing_speaks_for_its_aspects_only() -> None:
    before = profile(3)

    after = with_priors(before, [SOBER])

    changed = {name for name, habit in after.habits.items() if habit != before.habits[name]}
    assert changed == {"exclamation", "emoji"}
    assert after.style.sentence_length == before.style.sentence_length
    assert after.style.paragraph_break == before.style.paragraph_break


def test_posts_outweigh_what_was_preferred_as_they_come() -> None:
    rates = [with_priors(profile(posts), [SOBER]).style.exclamation_rate for posts in (0, 1, 3, 9, 19, 20)]

    assert rates == sorted(rates)
    assert rates[0] == 0
    assert rates[-1] == profile(1).style.exclamation_rate


def test_from_twenty_posts_on_a_profile_is_what_was_measured() -> None:
    many = profile(OUTWEIGHED)

    assert with_priors(many, [SOBER]) is many


def test_an_authors_own_emoji_are_kept_before_those_of_a_question() -> None:
    assert with_priors(profile(3), [EMOJI]).style.emoji == ("🎉",)


@pytest.mark.parametrize("posts", [0, 3, 4])
def test_preferences_never_make_a_score(posts: int) -> None:
    score = score_voice(with_priors(profile(posts), [EMOJI, AIRY, TAGS]), LOUD.format("douze"))

    assert score.value is None
    assert score.missing == "too_few_samples"


def test_preferences_do_not_move_a_score_that_posts_give() -> None:
    measured = profile(6)

    assert score_voice(with_priors(measured, [SOBER]), LOUD.format("x")) == score_voice(
        measured, LOUD.format("x")
    )
