import pytest

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
