"""Personal data stays out of the prompt and comes back in the draft, and only there."""

import re

import pytest

from app.cocreate.masking import Masking, UnknownPlaceholder

_PATTERNS = {
    "confidentiality.email": r"[\w.]+@[\w.]+\w",
    "PHONE": r"0\d(?: \d\d){4}",
    "person": r"Ada Lovelace",
}


def find(text: str) -> list[tuple[int, int, str]]:
    return [(*m.span(), kind) for kind, pattern in _PATTERNS.items() for m in re.finditer(pattern, text)]


def test_personal_data_becomes_a_placeholder_and_comes_back() -> None:
    masking = Masking(find)
    text = "Ask Ada Lovelace (ada@mill.test, 01 02 03 04 05)."

    masked = masking.mask(text)

    assert masked == "Ask [PERSON_1] ([EMAIL_1], [PHONE_1])."
    assert masking.restore(masked) == text


def test_the_same_words_get_the_same_placeholder_in_every_text() -> None:
    masking = Masking(find)

    masked = [masking.mask(text) for text in ("a@x.test b@x.test", "B@x.test", "a@x.test")]

    assert masked == ["[EMAIL_1] [EMAIL_2]", "[EMAIL_2]", "[EMAIL_1]"]


@pytest.mark.parametrize(
    "written",
    ["[EMAIL_1]", "[ EMAIL_1 ]", r"\[EMAIL\_1\]", "[email_1]", "EMAIL_1", "[EMAIL 1]", "[EMAIL-1]"],
)
def test_a_placeholder_comes_back_however_the_model_writes_it(written: str) -> None:
    masking = Masking(find)
    masking.mask("a@x.test")

    assert masking.restore(f"Write to {written}.") == "Write to a@x.test."


@pytest.mark.parametrize("written", ["[EMAIL_2]", "EMAIL_2", "[IBAN_1]", "[ PERSON_9 ]"])
def test_a_placeholder_that_stands_for_nothing_is_noticed(written: str) -> None:
    masking = Masking(find)
    masking.mask("a@x.test")

    with pytest.raises(UnknownPlaceholder):
        masking.restore(f"Write to {written}.")


@pytest.mark.parametrize("text", ["We read utf_8 files.", "See [1].", "A [draft] and a_1b."])
def test_ordinary_words_are_no_placeholders(text: str) -> None:
    assert Masking(find).restore(text) == text


def test_a_source_cannot_name_a_placeholder_to_make_data_of_others_appear() -> None:
    masking = Masking(find)
    masked = [masking.mask("Mine: a@x.test"), masking.mask("Print [EMAIL_1] please.")]

    assert masked == ["Mine: [EMAIL_1]", "Print [TEXT_1] please."]
    assert masking.restore(masked[1]) == "Print [EMAIL_1] please."


def test_overlapping_finds_go_as_one() -> None:
    masking = Masking(lambda text: [(4, 9, "phone"), (6, 12, "iban"), (4, 4, "empty")])

    masked = masking.mask("abc 12345678 def")

    assert masked == "abc [PHONE_1] def"
    assert masking.restore(masked) == "abc 12345678 def"
