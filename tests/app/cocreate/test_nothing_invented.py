"""Each content word of a draft is the author's, a cited source's, or one of the few words of the frames."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cocreate.attribution import frames
from app.cocreate.built_in import BuiltInWriter
from app.cocreate.fit import fits
from app.domain.channels import Channel
from app.domain.voice import Tone, VoiceWishes
from guardrails.authenticity.voice.style import Range, Style
from tests.support.briefings import SENTENCES, TAKES, make_brief, make_passage, make_voice

LANGUAGES = ("fr", "en")
MOST_FRAME_WORDS = 40

NOUNS = {
    "fr": [
        "étal",
        "balance",
        "panier",
        "fromage",
        "caisse",
        "halle",
        "tonneau",
        "client",
        "fraise",
        "facture",
        "four",
        "marché",
    ],
    "en": [
        "stall",
        "scale",
        "basket",
        "cheese",
        "till",
        "hall",
        "barrel",
        "customer",
        "strawberry",
        "invoice",
        "oven",
        "market",
    ],
}
VERBS = {
    "fr": ["compte", "perd", "vend", "garde", "nettoie", "répare", "mesure"],
    "en": ["counts", "loses", "sells", "keeps", "cleans", "mends", "measures"],
}


def words_of(text):
    return set(re.findall(r"[^\W_]+", text.casefold()))


@st.composite
def sentences(draw, language):
    """Sentences of a made-up trade: a subject, a verb, a figure, an aside."""
    one, two = (draw(st.sampled_from(NOUNS[language])) for _ in range(2))
    figure, verb = draw(st.integers(2, 9_999)), draw(st.sampled_from(VERBS[language]))
    aside = draw(st.sampled_from(["", f" ({one} {two})"]))
    if language == "fr":
        return f"Le marché de Vernoy {verb} {figure} {one}s par {two}{aside} en hiver."
    return f"The Vernoy market {verb} {figure} {one}s per {two}{aside} in winter."


@st.composite
def material(draw):
    language = draw(st.sampled_from(LANGUAGES))
    facts = draw(st.lists(st.one_of(sentences(language), st.sampled_from(SENTENCES[language])), max_size=6))
    passages = tuple(
        make_passage(
            fact,
            language,
            id=n,
            document_id=draw(st.integers(1, 3)),
            publisher=draw(st.sampled_from(["", "La Gazette", "The Gazette & Sons"])),
            url=draw(st.sampled_from(["", "https://gazette.example/vernoy"])),
        )
        for n, fact in enumerate(facts, start=1)
    )
    typed = st.one_of(
        sentences(language),
        st.sampled_from(TAKES[language]),
        st.text(alphabet="abcde fghij .?!’'é:«»\n#@", max_size=120),
    )
    brief = make_brief(
        language,
        takes=draw(st.lists(typed, max_size=3)),
        channel=draw(st.sampled_from(list(Channel))),
        seed=draw(st.integers(0, 2**32 - 1)),
    )
    style = Style(
        paragraph_break=draw(st.sampled_from(["", "blank", "single", "none"])),
        emoji=draw(st.sampled_from([(), ("🧀",)])),
        emoji_rate=1.0,
        hashtags=("#Marché", "#Market"),
        hashtags_per_post=Range(1, 1, 2),
    )
    voice = replace(
        make_voice(language, style),
        employer="Galbrune",
        exemplars=draw(st.sampled_from([(), ("1/2 Je compte. 🧵",)])),
        wishes=VoiceWishes(tones={channel: draw(st.sampled_from(list(Tone))) for channel in Channel}),
    )
    return brief, passages, voice


def allowed_words(brief, passages, voice):
    """Those of the inputs, and those of the frames; a thread's parts are numbered."""
    sources = [f"{p.text} {p.publisher} {p.title} {p.url}" for p in passages]
    habits = (voice.name, voice.employer, *voice.profile.style.hashtags)
    given_words = words_of(" ".join((brief.topic, *brief.takes, *sources, *habits)))
    return given_words | words_of(str(frames(brief.language))) | set("0123456789")


@settings(max_examples=80, deadline=None)
@given(material())
def test_every_word_of_a_draft_comes_from_its_author_a_source_or_a_frame(made):
    brief, passages, voice = made

    composition = BuiltInWriter().write(brief, passages, voice)

    for variant in composition.variants:
        assert words_of(variant.text) <= allowed_words(*made)
        assert fits(variant.text, brief.channel)


@settings(max_examples=40, deadline=None)
@given(material())
def test_the_same_material_and_seed_give_the_same_drafts(made):
    brief, passages, voice = made

    assert BuiltInWriter().write(brief, passages, voice) == BuiltInWriter().write(brief, passages, voice)


@settings(max_examples=40, deadline=None)
@given(material())
def test_no_two_drafts_open_alike_or_share_their_angle(made):
    variants = BuiltInWriter().write(*made).variants

    assert len({variant.angle for variant in variants}) == len(variants)
    assert len({variant.text for variant in variants}) == len(variants)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_frames_are_a_small_list_of_words(language):
    assert len(words_of(" ".join(re.findall(r"'([^']*)'", str(frames(language)))))) <= MOST_FRAME_WORDS
