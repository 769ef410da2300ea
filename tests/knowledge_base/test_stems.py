"""Words that mean the same are found by each other, in both languages."""

import pytest

from knowledge_base.language import detect_language
from knowledge_base.stems import sentence_stems, stems


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "l'électricité", "electricite"),
        ("fr", "les réparations", "réparation"),
        ("fr", "l’œuvre", "oeuvres"),
        ("fr", "qu'aujourd'hui", "aujourd’hui"),
        ("en", "repaired ovens", "repairing oven"),
        ("en", "the company's café", "company cafe"),
        ("fr", "mise-à-jour", "mise à jour"),
        ("en", "C++ code", "c++ codes"),
    ],
)
def test_forms_of_a_word_share_their_stem(language: str, one: str, other: str) -> None:
    assert set(stems(other, language)) <= set(stems(one, language))
    assert stems(other, language)


def test_small_words_are_dropped() -> None:
    assert stems("et le four de la ville n'est pas", "fr") == ["four", "vill"]
    assert stems("and the oven of our town isn't", "en") == ["oven", "town"]


def test_stems_are_letters_and_digits_only() -> None:
    found = stems('"C++" & C# (7,5 %) — «\u00a0fin\u00a0» e-mail: x@example.com | \' OR NEAR*', "fr")

    assert all(stem.isalnum() for stem in found)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "start-up", "startup"),
        ("en", "well-being", "wellbeing"),
        ("fr", "e-mail", "email"),
        ("fr", "12 500 euros", "12,500 euros"),
        ("fr", "12\u202f500 euros", "12.500 euros"),
        ("en", "the U.N. said", "UN"),
        ("en", "our R&D team", "R&D"),
        ("fr", "notre CMS", "le CMS"),
    ],
)
def test_spellings_of_a_word_share_a_stem(language: str, one: str, other: str) -> None:
    assert set(stems(other, language)) <= set(stems(one, language))
    assert stems(other, language)


def test_an_acronym_is_neither_a_plural_nor_a_small_word() -> None:
    assert stems("our CMS and our IT", "en") == ["cms", "it0"]
    assert stems("OUR NEW OVENS ARE IT", "en") == stems("our new ovens are it", "en")


def test_questions_make_no_words_of_their_hyphens() -> None:
    assert stems("le four est-il chaud, celui-ci ?", "fr") == ["four", "chaud"]


def test_sentences_are_kept_apart() -> None:
    assert sentence_stems(("Fours", "", "Ils chauffent. On répare !"), "fr") == "four . chauffent . repar"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nous avons réparé le four et il chauffe de nouveau.", "fr"),
        ("We have repaired the oven and it heats again.", "en"),
        ("télétravail", "fr"),
        ("how to speak", "en"),
    ],
)
def test_language_is_told_apart(text: str, language: str) -> None:
    assert detect_language(text) == language
