import pytest

from app.cocreate.facts import Fact
from app.cocreate.mismatches import find_mismatch
from tests.support.briefings import make_passage

TOLD = {
    "en": "The Vernoy market opened its covered hall to greengrocers in Brestelle in May 2019.",
    "fr": "Le marché de Vernoy a ouvert sa halle couverte aux primeurs à Brestelle en mai 2019.",
}
CASES = [
    ("en", "The market opened its covered hall in 2021 and I was there.", ("2021", "May 2019")),
    ("en", "The market opened its covered hall in 2019 and I was there.", None),
    ("en", "The market opened its covered hall in May and I was there.", None),
    ("en", "Our market hall opened to greengrocers in Palmoret and I cried.", ("Palmoret", "Brestelle")),
    ("en", "I was born in Palmoret and I like greengrocers.", None),
    ("fr", "La halle couverte du marché a ouvert en 2021, j'y étais.", ("2021", "mai 2019")),
    ("fr", "La halle couverte du marché a ouvert en mai, j'y étais.", None),
    ("fr", "Le marché a ouvert sa halle couverte à Palmoret, j'y étais.", ("Palmoret", "Brestelle")),
    ("fr", "Je suis né à Palmoret et j'aime les primeurs.", None),
]


@pytest.mark.parametrize(("language", "take", "expected"), CASES, ids=[f"{c[0]} {c[1][:28]}" for c in CASES])
def test_a_take_that_gives_another_date_or_place_is_noticed(language, take, expected):
    passage = make_passage(TOLD[language], language)

    assert find_mismatch(Fact(passage.text, passage, 0), take, (passage,)) == expected


def test_a_date_that_the_sources_give_elsewhere_is_no_mistake():
    passage = make_passage(TOLD["en"], "en")
    later = make_passage("The second hall opened in 2021.", "en", id=2)
    take = "The market opened its covered hall in 2021 and I was there."

    assert find_mismatch(Fact(passage.text, passage, 0), take, (passage, later)) is None
