from datetime import date

import pytest

from guardrails.confidentiality.lexicon import LexiconCheck, LexiconTerm
from tests.support.posts import TODAY, make_doc, seen_by

TERMS = [
    LexiconTerm("Atlas", "code_name"),
    LexiconTerm("Projet Éclair", "code_name"),
    LexiconTerm("levée de fonds", "embargo", ends=date(2031, 3, 15)),
    LexiconTerm("Zephyr Bank", "client"),
    LexiconTerm("Zephyr", "client"),
    LexiconTerm("Ana Ruiz", "person"),
    LexiconTerm("old news", "embargo", ends=date(2031, 3, 4)),
    LexiconTerm("next year", "embargo", starts=date(2032, 1, 1)),
]
CHECK = LexiconCheck.of(TERMS, today=TODAY)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Proud of ATLAS!", [("code_name", "ATLAS")]),
        ("We print atlases, and Atlasian maps.", []),
        ("l’Atlas, Atlas’s team", [("code_name", "Atlas"), ("code_name", "Atlas")]),
        ("projet-eclair, projets éclairs", [
            ("code_name", "projet-eclair"), ("code_name", "projets éclairs")]),
        ("Notre LEVÉE DE FONDS", [("embargo", "LEVÉE DE FONDS")]),
        ("Zephyr Bank, Zephyr\nBank, Zephyr", [
            ("client", "Zephyr Bank"), ("client", "Zephyr\nBank"), ("client", "Zephyr")]),
        ("Merci à Ana Ruiz", [("person", "Ana Ruiz")]),
        ("old news for next year", []),
        ("At\u200blas and 𝐀tlas", [("code_name", "At\u200blas"), ("code_name", "𝐀tlas")]),
        ("#Atlas", [("code_name", "Atlas")]),
        ("", []),
    ],
    ids=[
        "capitals", "longer word", "elision", "plural and hyphen", "accents", "longest wins", "person",
        "out of force", "tricks", "hashtag", "empty",
    ],
)  # fmt: skip
def test_terms_are_found_as_whole_words_only(text, seen):
    assert seen_by(CHECK, text) == seen


@pytest.mark.parametrize(
    ("language", "until"), [("en", " until 15 March 2031"), ("fr", " jusqu’au 15/03/2031")]
)
def test_an_embargo_says_until_when(language, until):
    [finding] = CHECK(make_doc("levée de fonds", language=language))

    assert finding.details == {"until": until}


def test_an_embargo_ends_on_its_day():
    check = LexiconCheck.of(TERMS, today=date(2031, 3, 15))

    assert seen_by(check, "levée de fonds") == []


def test_a_spokesperson_may_be_named():
    check = LexiconCheck.of(TERMS, today=TODAY, spokespersons=["ana ruiz"])

    assert seen_by(check, "Ana Ruiz spoke of Atlas") == [("code_name", "Atlas")]


def test_no_terms_find_nothing():
    assert seen_by(LexiconCheck.of([LexiconTerm(" ", "client")], today=TODAY), "anything") == []
