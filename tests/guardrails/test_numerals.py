import pytest

from guardrails.numerals import find_numerals


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("sixteen days", [16]),
        ("sixty-one of the first hundred", [61, 100]),
        ("two hundred and fifty", [250]),
        ("four hundred thousand and twelve", [400_012]),
        ("one of them, and a thousand more", []),
        ("seize jours", [16]),
        ("vingt et un, soixante et onze", [21, 71]),
        ("quatre-vingt-dix-sept", [97]),
        ("deux mille trois cents", [2_300]),
        ("six sept", [6, 7]),
        ("trente et quarante", [30, 40]),
        ("une fois pour cent", []),
    ],
)
def test_numbers_in_words_are_read_as_values(text, values):
    assert [numeral.value for numeral in find_numerals(text)] == values


def test_a_french_oven_is_no_english_number():
    assert find_numerals("un four neuf", languages=["fr"])[0].value == 9
    assert find_numerals("four ovens", languages=["en"])[0].value == 4
    assert find_numerals("un four", languages=["fr"]) == []
