import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.offsets import from_utf16, to_utf16, utf16_offsets

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("text", "offset", "units"),
    [
        ("plain", 3, 3),
        ("été à", 4, 4),
        ("🎉 bravo", 2, 3),
        ("👩‍👩‍👧 trois", 5, 8),
        ("a\ud83d b", 2, 2),
        ("abc", 99, 3),
        ("abc", -1, 0),
    ],
    ids=["ascii", "accents", "emoji", "family", "broken surrogate", "past the end", "before the start"],
)
def test_an_emoji_before_a_finding_does_not_shift_it_in_the_browser(text, offset, units):
    assert to_utf16(text, offset) == units


def test_an_offset_inside_a_pair_gives_the_start_of_its_character():
    assert from_utf16("🎉!", 1) == 0


@given(ANY_TEXT, st.integers(0, 60))
def test_offsets_come_back_as_they_went(text, offset):
    offset = min(offset, len(text))

    assert from_utf16(text, to_utf16(text, offset)) == offset


@given(ANY_TEXT)
def test_the_end_is_the_length_that_a_browser_counts(text):
    assert to_utf16(text, len(text)) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(ANY_TEXT)
def test_all_offsets_at_once_are_those_one_by_one(text):
    assert list(utf16_offsets(text)) == [to_utf16(text, offset) for offset in range(len(text) + 1)]
