import pytest

from guardrails.canonical import read_canonical
from guardrails.normalisation import fold, normalise


def forms(text: str) -> list[str]:
    return [word.form for word in read_canonical(fold(normalise(text).text)).words]


@pytest.mark.parametrize(
    ("spellings", "canonical"),
    [
        (["1 900 kg", "1900kg", "1,900 kilos", "1 900 kilogrammes"], ["1900", "kg"]),
        (["640°", "640 degrés", "640 degrees", "640 °C"], ["640", "deg"]),
        (["12 %", "12%", "douze pour cent", "twelve per cent", "12 percent"], ["12", "pct"]),
        (["52 500 €", "52 500 euros", "€52,500", "52500 EUR", "52,500"], ["52500"]),
        (["2.31 million", "€2.31m", "2,31 M€", "2,31 millions d’euros"], ["2310000"]),
        (["870k", "870,000", "£870,000"], ["870000"]),
        (["quarante commandes", "40 commandes"], ["40", "commandes"]),
        (["71 décibels", "71 dB"], ["71", "db"]),
        (["58 m", "58 mètres"], ["58", "m"]),
        (["l’eau, l’été"], ["l", "eau", "l", "ete"]),
        (["B2B 4x4 1990s"], ["b2b", "4x4", "1990s"]),
    ],
    ids=[
        "weight", "degrees", "per cent", "money", "millions", "thousands", "in words", "decibels", "metres",
        "elision", "no numbers",
    ],
)  # fmt: skip
def test_what_means_the_same_is_read_the_same(spellings, canonical):
    assert [forms(spelling) for spelling in spellings] == [canonical] * len(spellings)


def test_every_word_leads_back_to_its_own_characters():
    text = "about twenty-one kilos, or 1 900 kg, at €2.31m each"

    words = read_canonical(text).words

    assert [text[word.start : word.end] for word in words] == [
        "about", "twenty-one ", "kilos", "or", "1 900 ", "kg", "at", "€2.31m", "each",
    ]  # fmt: skip
