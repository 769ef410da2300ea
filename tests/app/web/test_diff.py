"""What the pages say changed between two texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.web.diff import word_diff

TAKE = "Je pose mon sac avant de me baisser."
NIGHT = "Galbrune a supprimé les trajets de nuit."
KILN = "Galbrune écrit\xa0: «\xa0Le cubilot s’allume onze fois par an.\xa0»"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            f"{TAKE}\n{NIGHT}\n{KILN}",
            f"{TAKE}\n{KILN}",
            [("same", f"{TAKE}\n"), ("del", f"{NIGHT}\n"), ("same", KILN)],
        ),
        (f"{TAKE} {NIGHT}", f"{NIGHT} {TAKE}", [("ins", f"{NIGHT} "), ("same", TAKE), ("del", f" {NIGHT}")]),
        (NIGHT, KILN, [("del", NIGHT), ("ins", KILN)]),
        (
            NIGHT,
            "Galbrune a supprimé les longs trajets de nuit.",
            [("same", "Galbrune a supprimé les "), ("ins", "longs "), ("same", "trajets de nuit.")],
        ),
        (TAKE, TAKE, [("same", TAKE)]),
        ("", TAKE, [("ins", TAKE)]),
    ],
    ids=[
        "a sentence left out",
        "two sentences swapped",
        "another sentence",
        "a word put in",
        "nothing",
        "all new",
    ],
)
def test_a_sentence_that_left_is_told_whole(before: str, after: str, told: list[tuple[str, str]]) -> None:
    assert word_diff(before, after) == told


WRITTEN = st.lists(st.sampled_from([TAKE, NIGHT, KILN, " ", "\n\n", "Ah\xa0!", "https://a.test/b?c"])).map(
    "".join
)


@settings(max_examples=60)
@given(before=WRITTEN, after=WRITTEN)
def test_both_texts_can_be_read_out_of_what_changed(before: str, after: str) -> None:
    pieces = word_diff(before, after)

    assert "".join(text for kind, text in pieces if kind != "ins") == before
    assert "".join(text for kind, text in pieces if kind != "del") == after
