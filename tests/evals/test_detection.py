"""The marked texts say what they mark, and a detector is scored by what it covers."""

import pytest

from evals import detection
from evals.detection import Marked, Span, overlap, read_marked, tallies, touched


@pytest.mark.parametrize("name", ["entities", "obfuscated", "persons", "secrets", "injections"])
def test_every_set_speaks_both_languages(name: str) -> None:
    texts = read_marked(name)

    assert {text.language for text in texts} == {"fr", "en"}
    assert all(text.text[span.start : span.end] for text in texts for span in text.spans)


def test_made_up_data_stand_where_they_are_marked() -> None:
    texts = detection.entities(rounds=1)

    assert {span.kind for text in texts for span in text.spans} >= {"email", "iban", "nir", "phone"}
    assert all("{" not in text.text for text in texts)


def test_the_same_seed_makes_the_same_secrets() -> None:
    assert detection.secrets(quoted=True) == detection.secrets(quoted=True)
    assert detection.secrets(quoted=True) != detection.secrets(quoted=True, seed=1)


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        ([Span("email", 3, 7)], (1, 0, 0)),
        ([Span("email", 3, 9)], (1, 0, 0)),
        ([Span("email", 0, 30)], (0, 1, 1)),
        ([Span("phone", 3, 7)], (0, 0, 1)),
        ([], (0, 0, 1)),
        ([Span("email", 3, 7), Span("email", 10, 12)], (1, 1, 0)),
    ],
    ids=["exact", "a little wide", "far too wide", "another kind", "nothing", "one too many"],
)
def test_a_find_counts_when_it_covers_what_is_marked(found: list[Span], counts: tuple[int, int, int]) -> None:
    text = Marked("a", "en", "to a@b.c, and there it was", (Span("email", 3, 7),))

    tally = tallies([text], lambda *_: found, ["email"])["email"]

    assert (tally.hits, tally.false_alarms, tally.misses) == counts


def test_touching_is_enough_for_a_recall() -> None:
    text = Marked("a", "en", "to a@b.c, and there it was", (Span("email", 3, 7),))

    assert touched(text, lambda *_: [Span("anything", 6, 20)])
    assert not touched(text, lambda *_: [Span("email", 7, 20)])


def test_spans_that_do_not_meet_overlap_by_nothing() -> None:
    assert overlap(Span("a", 0, 3), Span("a", 5, 9)) == 0
