from datetime import date, timedelta

import pytest

from guardrails.confidentiality.quiet_period import QuietPeriod, QuietPeriodCheck
from tests.support.posts import TODAY, seen_by
from tests.support.slowness import grows_evenly

TOMORROW = TODAY + timedelta(days=1)


def quiet(*topics: str, words: tuple[str, ...] = (), today: date = TODAY) -> QuietPeriodCheck:
    return QuietPeriodCheck.of([QuietPeriod(TODAY, TOMORROW, topics, words)], today=today)


@pytest.mark.parametrize(
    ("topic", "text", "words"),
    [
        ("financial", "Notre chiffre d’affaires progresse.", "chiffre d’affaires"),
        ("financial", "Les RÉSULTATS ANNUELS arrivent", "RÉSULTATS ANNUELS"),
        ("financial", "What a quarter: revenues are up.", "revenues"),
        ("financial", "Our best quarter ever", "best quarter"),
        ("legal", "Le procès commence lundi", "procès"),
        ("legal", "The lawsuit is over. A settlement too.", "lawsuit"),
        ("merger", "La fusion avance bien", "fusion"),
        ("merger", "We are being bought", "being bought"),
    ],
)
def test_the_subject_of_a_quiet_period_is_noticed_in_both_languages(topic, text, words):
    assert seen_by(quiet(topic), text)[0] == ("quiet_period", words)


def test_a_company_names_subjects_of_its_own():
    assert seen_by(quiet(words=("Étude clinique",)), "Les études… une étude cliniques") == [
        ("quiet_period", "étude cliniques")
    ]


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TOMORROW], ids=["before", "after"])
def test_outside_its_days_a_quiet_period_is_silent(day):
    assert seen_by(quiet("financial", today=day), "Notre chiffre d’affaires progresse.") == []


def test_a_sentence_is_noticed_once():
    text = "Revenue is up and net profit too. Dividends follow."

    assert [words for _, words in seen_by(quiet("financial"), text)] == ["Revenue", "Dividends"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nos salaires stagnent pendant que nos profits explosent."),
        ("fr", "La direction touche des dividendes et refuse nos augmentations."),
        ("en", "We went to court over our unpaid overtime, and our union won."),
        ("en", "They cut our wages in their best quarter."),
        ("fr", "On fait grève contre la cession de notre atelier."),
    ],
)
def test_speech_about_work_itself_is_left_alone(language, text):
    assert seen_by(quiet("financial", "legal", "merger"), text, language=language) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ce four consomme 12 % de moins.", "On a formé trois apprentis cette année.",
        "A good day at the bakery.",
        "Le résultat de l’essai est bon.",
    ],
)  # fmt: skip
def test_other_subjects_go_on_as_always(text):
    assert seen_by(quiet("financial", "legal", "merger"), text) == []


@pytest.mark.parametrize("bomb", ["resultat ", "resultataaaaaa", "a", "fusion ", "revenue. ", "\ud800"])
def test_no_subject_makes_a_long_line_explode(bomb):
    assert grows_evenly(quiet("financial", "legal", "merger"), bomb)
