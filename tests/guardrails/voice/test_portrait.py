"""A voice is told by what sets it apart, each trait beside a place in the author's own posts."""

import pytest

from guardrails.authenticity.voice.background import generic_background
from guardrails.authenticity.voice.corrections import is_trait
from guardrails.authenticity.voice.portrait import portray

CLOSED = tuple(f"{text}\n\nOn en reparle." for text in (
    "La machine est revenue mardi. Le moulin a tourné neuf heures.",
    "Personne n'avait vu le câble. Il était sous le tapis du bureau.",
    "Trois visiteurs ont poussé la porte. Un seul cherchait du pain.",
    "Le relevé disait quarante degrés. La vitre disait le contraire.",
    "Un sac manquait à l'appel. La souris avait laissé un reçu.",
))  # fmt: skip


def portrait(profile):
    return {trait.name: trait for trait in portray(profile, generic_background(profile.language))}


@pytest.mark.parametrize(("temper", "language"), [(t, la) for t in ("terse", "warm") for la in ("fr", "en")])
def test_every_example_is_the_authors_own_words(voices, make_profile, temper, language):
    texts = voices[temper, language]

    for trait in portrait(make_profile(texts, language)).values():
        if trait.example:
            assert any(trait.example.text.strip("…") in text for text in texts), trait.name
            assert "".join(piece for piece, _ in trait.example.pieces) == trait.example.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_sets_an_author_apart_comes_first(voices, make_profile, language):
    warm = list(portrait(make_profile(voices["warm", language], language)))
    terse = list(portrait(make_profile(voices["terse", language], language)))

    assert {"exclamation", "emoji"} <= set(warm[:10])
    assert "sentence_length" in terse[:6]
    assert "emoji" not in terse[:8]


def test_the_words_concerned_are_marked(voices, make_profile):
    traits = portrait(make_profile(voices["warm", "fr"], "fr"))

    marked = {
        name: [words for words, shown in traits[name].example.pieces if shown]
        for name in ("vous", "emoji", "hashtags")
        if name in traits
    }
    address = [words for words, shown in traits["address"].example.pieces if shown]

    assert all(words.startswith("#") for words in marked["hashtags"])
    assert marked["emoji"]
    assert all(words.strip("-").lower() in {"vous", "votre", "vos"} for words in address)
    assert traits["address"].kind == "vous"


def test_a_closing_that_comes_back_is_told_with_its_words(make_profile):
    closing = portrait(make_profile(CLOSED, "fr"))["closings"]

    assert closing.words == (("On en reparle.", 5),)
    assert closing.example.pieces == (("On en reparle.", True),)


def test_words_used_far_more_than_by_others_are_told(make_profile):
    texts = tuple(
        f"Un moulin {end}" for end in ("tourne.", "dort encore.", "moud du blé.", "chante.", "attend.")
    )

    words = dict(portrait(make_profile(texts, "fr"))["vocabulary"].words)

    assert words["moulin"] == 5


def test_a_habit_that_never_shows_has_no_example(voices, make_profile):
    trait = portrait(make_profile(voices["terse", "en"], "en"))["emoji"]

    assert (trait.posts_with, trait.example) == (0, None)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_trait_but_its_words_can_be_corrected(voices, make_profile, language):
    names = set(portrait(make_profile(voices["warm", language], language)))

    assert {name for name in names if not is_trait(name, language)} <= {"vocabulary"}


@pytest.mark.parametrize("text", ["#a #b", "https://example.com", "🎉", "x", "…", "1.\n2.\n3."], ids=repr)
def test_odd_posts_still_make_a_portrait(make_profile, text):
    assert portrait(make_profile((text,), "fr"))


def test_nobody_is_portrayed_without_a_post(make_profile):
    assert portray(make_profile((), "en"), generic_background("en")) == ()
