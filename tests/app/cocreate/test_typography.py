import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cocreate.attribution import frames
from app.cocreate.openings import runs_on
from app.cocreate.typography import bind, plain, quote, typeset


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quoi ? Non : jamais !", "Quoi\u00a0? Non\u00a0: jamais\u00a0!"),
        ("Quoi? Oui", "Quoi\u00a0? Oui"),
        ("« Quoi »", "«\u00a0Quoi\u00a0»"),
        ("«Quoi»", "«\u00a0Quoi\u00a0»"),
        ("60 000 taxis, 34 %", "60\u00a0000 taxis, 34\u00a0%"),
        ("à 12:30, voir https://a.example/b?c=d", "à 12:30, voir https://a.example/b?c=d"),
    ],
)
def test_french_spaces_do_not_break(text, expected):
    assert typeset(text, language="fr") == expected


def test_english_text_keeps_its_spaces():
    assert typeset("What? “Yes”: 60,000!", language="en") == "What? “Yes”: 60,000!"


def test_the_author_s_own_french_gets_no_space_they_did_not_type():
    assert bind("Quoi? Si !") == "Quoi? Si\u00a0!"


def test_apostrophes_follow_the_author_and_quotation_marks_the_language():
    assert typeset("l’étal d'ici", language="fr", apostrophe="'") == "l'étal d'ici"
    assert quote("Oui", language="fr") == "«\u00a0Oui\u00a0»"
    assert quote("Yes", language="en") == "“Yes”"


def test_two_settings_of_one_text_compare_as_equal():
    assert plain("«\u00a0L’étal\u00a0», quoi\u00a0?") == plain('"L\'étal", quoi ?')


FRENCH = st.text(alphabet="aéÉçœ L’'«»:;?!.,%€0123 \u00a0\u202f\n", max_size=60)


@settings(max_examples=150, deadline=None)
@given(FRENCH)
def test_setting_french_changes_spaces_and_apostrophes_only_and_once(text):
    once = typeset(text, language="fr")

    assert typeset(once, language="fr") == once
    assert _signs(once) == _signs(text)
    assert not re.search(r"[^\s«] (?=[:;?!»](?:\s|$))|«(?!\u00a0)|(?<!\u00a0)»", once)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["fr", "en"]),
    st.lists(st.sampled_from(["Été", "À", "Œuvre", "l'étal", "Ça", "12 %", "3 000 €", "oui"]), min_size=1),
)
def test_capital_accents_stay_and_quotation_marks_stand_in_pairs(language, words):
    text = " ".join(words)

    quoted = quote(typeset(text, language=language), language=language)

    opening, closing = ("«\u00a0", "\u00a0»") if language == "fr" else ("“", "”")
    assert quoted.startswith(opening)
    assert quoted.endswith(closing)
    assert {letter for letter in quoted if letter.isalpha()} == {
        letter for letter in text if letter.isalpha()
    }


def _signs(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("sentence", "page", "expected"),
    [
        ("Une halle sur deux ferme.", "", "une halle sur deux ferme."),
        ("L'étal de fromage ferme.", "", "l'étal de fromage ferme."),
        ("À midi, tout ferme.", "", "à midi, tout ferme."),
        (
            "État des lieux, la halle ferme.",
            "On dresse un état des lieux.",
            "état des lieux, la halle ferme.",
        ),
        ("Odile ferme la halle.", "Hier, Odile riait.", "Odile ferme la halle."),
        ("L'Oréal ferme la halle.", "", None),
        ("SNCF ferme la halle.", "", "SNCF ferme la halle."),
    ],
)
def test_a_french_sentence_after_its_source_s_name_keeps_its_accents_and_its_names(sentence, page, expected):
    assert runs_on(sentence, page=f"{page} {sentence}", language="fr") == expected


@pytest.mark.parametrize("name", ["Orange", "Air Halle", "Les Halles", "L’Atelier", "Hermès", "« Étals »"])
def test_no_frame_needs_elision_or_agreement_whatever_name_stands_in_it(name):
    """Before a name stand only words that never elide; after it, a verb in the singular or none."""
    for several in (*frames("fr")["fact"].values(), *frames("fr")["line"].values()):
        for frame in several:
            before = frame.split("{name}")[0].rstrip().split(" ")[-1]
            assert before.casefold() not in {"de", "que", "le", "la", "à", "du", "ce"}
