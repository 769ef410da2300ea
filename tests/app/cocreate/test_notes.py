from dataclasses import replace

import pytest

from app.cocreate.built_in import BuiltInWriter
from app.cocreate.notes import is_note, said_after
from tests.support.briefings import make_brief, make_passages, make_voice

NOTES = [
    (
        "fr",
        "Dire qu’une halle qui ferme tôt m’a appris quelque chose",
        "une halle qui ferme tôt m’a appris quelque chose",
    ),
    ("fr", "Il faut dire que le marché est ouvert", "le marché est ouvert"),
    ("fr", "Dire que c'est bien", ""),
    ("fr", "parler du prix des fraises", ""),
    ("fr", "Expliquer pourquoi on ferme la nuit", ""),
    ("fr", "Penser à mentionner le fromager", ""),
    ("fr", "insister sur la formation", ""),
    (
        "en",
        "say that a market which closes early taught me something",
        "a market which closes early taught me something",
    ),
    ("en", "Need to mention that the stall costs £11", "the stall costs £11"),
    ("en", "mention the price", ""),
    ("en", "Talk about the night shift", ""),
    ("en", "explain why we close early", ""),
]
NO_NOTES = [
    ("fr", "Expliquer la panne au boulanger m'a pris plus de temps que de la réparer."),
    ("fr", "Parler, c'est déjà réparer."),
    ("fr", "Dire qu'il a fallu dix ans !"),
    ("fr", "Le prix est public."),
    ("en", "Say what you like about the belt, it never stopped."),
    ("en", "Explaining the fault took longer than mending it."),
    ("en", "The price is public."),
]


@pytest.mark.parametrize(("language", "text", "said"), NOTES, ids=[text[:25] for _, text, _ in NOTES])
def test_a_note_to_self_is_known_and_so_is_what_it_says_in_full(language, text, said):
    assert is_note(text, language)
    assert said_after(text, language) == said


@pytest.mark.parametrize(("language", "text"), NO_NOTES, ids=[text[:25] for _, text in NO_NOTES])
def test_a_sentence_that_only_begins_like_a_note_is_none(language, text):
    assert not is_note(text, language)


@pytest.mark.parametrize(
    ("language", "note", "word"),
    [("fr", "parler du prix des fraises", "prix"), ("en", "mention the price", "price")],
)
def test_a_note_is_asked_about_and_not_posted(language, note, word):
    brief = replace(make_brief(language, takes=()), idea=note)

    composition = BuiltInWriter().write(brief, make_passages(language), make_voice(language))

    assert all(note not in variant.text.casefold() for variant in composition.variants)
    assert composition.question is not None
    assert composition.question.id.startswith("note-")
    assert note in composition.question.text


@pytest.mark.parametrize(
    ("language", "note", "opening"),
    [
        (
            "fr",
            "Dire que personne ne pèse les fraises à la halle",
            "Personne ne pèse les fraises à la halle.",
        ),
        (
            "en",
            "say that nobody has weighed a strawberry in Vernoy",
            "Nobody has weighed a strawberry in Vernoy.",
        ),
    ],
)
def test_what_a_note_says_in_full_is_posted_without_its_opener(language, note, opening):
    brief = replace(make_brief(language, takes=()), idea=note)

    texts = [
        v.text for v in BuiltInWriter().write(brief, make_passages(language), make_voice(language)).variants
    ]

    assert any(opening in text for text in texts)
    assert all(note not in text for text in texts)
