"""Texts with marked words, and how well a detector finds them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from pydantic import ValidationInfo, field_validator

from evals.case import DATASETS, Row, Side, read_cases
from evals.made_up_data import MADE_UP
from evals.metrics import Tally
from evals.token_shapes import HARMLESS, TOKENS

DETECTION = DATASETS / "detection"
ENOUGH_OVERLAP = 0.5
"""Of the intersection over the union: from here on, two spans are the same find."""


class Span(NamedTuple):
    """Code points [start, end) of a text that are of a kind, such as "email"."""

    kind: str
    start: int
    end: int


class Marked(NamedTuple):
    """A text in which everything of the kinds under study is marked."""

    id: str
    language: Side
    text: str
    spans: tuple[Span, ...]


Detector = Callable[[str, Side], Iterable[Span]]


class MarkedRow(Row):
    """`spans` are words of the text, each with its kind; words that occur twice are marked at each place."""

    id: str
    language: Side
    text: str
    spans: tuple[tuple[str, str], ...] = ()
    label: str = ""
    why: str

    @field_validator("spans")
    @classmethod
    def _stand_in_the_text(
        cls, spans: tuple[tuple[str, str], ...], info: ValidationInfo
    ) -> tuple[tuple[str, str], ...]:
        for words, _ in spans:
            if words not in info.data.get("text", words):
                raise ValueError(f"{words!r} is not in the text")
        return spans

    def marked(self) -> Marked:
        found = [Span(kind, *place) for words, kind in self.spans for place in _places(words, self.text)]
        return Marked(self.id, self.language, self.text, tuple(found))


class Context(Row):
    """An ordinary text with one {placeholder}, filled with made-up data."""

    id: str
    language: Side
    text: str
    quoted: bool = False
    why: str


def read_marked(name: str) -> list[Marked]:
    """The texts of a dataset. Raises BrokenDataset."""
    return [row.marked() for row in read_rows(name)]


def read_rows(name: str) -> tuple[MarkedRow, ...]:
    """The rows of a dataset, with their labels. Raises BrokenDataset."""
    return read_cases([_path(name)], MarkedRow)


def entities(*, seed: int = 0, rounds: int = 6) -> list[Marked]:
    """Each context filled `rounds` times, and texts full of figures that are nobody's."""
    random = Random(seed)  # noqa: S311  (repeatable texts, no secret)
    filled = [
        _filled(context, name, maker(random), kind=name.partition("_")[0], turn=turn)
        for context in read_cases([_path("entity_contexts")], Context)
        for name, maker in MADE_UP.items()
        if f"{{{name}}}" in context.text
        for turn in range(rounds)
    ]
    return [*filled, *read_marked("entities")]


def secrets(*, quoted: bool, seed: int = 0) -> list[Marked]:
    """A token of every shape in two contexts per language: bare in prose, or in quotation marks."""
    random = Random(seed)  # noqa: S311  (repeatable texts, no secret)
    contexts = [c for c in read_cases([_path("secret_contexts")], Context) if c.quoted is quoted]
    return [
        _filled(context, "secret", shape(random), kind="secret", turn=turn)
        for turn, shape in enumerate(TOKENS.values())
        for side in ("fr", "en")
        for context in random.sample([c for c in contexts if c.language == side], 2)
    ]


def harmless(*, seed: int = 0) -> list[Marked]:
    """The same contexts around what only looks like a secret, and talk of keys and passwords."""
    random = Random(seed)  # noqa: S311  (repeatable texts, no secret)
    contexts = [c for c in read_cases([_path("secret_contexts")], Context) if not c.quoted]
    filled = [
        _filled(
            random.choice([c for c in contexts if c.language == side]), "secret", shape(random), turn=turn
        )
        for turn, shape in enumerate(HARMLESS.values())
        for side in ("fr", "en")
    ]
    return [*filled, *(marked for marked in read_marked("secrets") if not marked.spans)]


def tallies(texts: Sequence[Marked], detector: Detector, kinds: Iterable[str]) -> Mapping[str, Tally]:
    """What was found, missed and found wrongly, by kind."""
    total = dict.fromkeys(kinds, Tally())
    for marked in texts:
        found = list(detector(marked.text, marked.language))
        for kind in total:
            total[kind] += _tally(
                [span for span in marked.spans if span.kind == kind],
                [span for span in found if span.kind == kind],
            )
    return total


def _tally(wanted: Sequence[Span], found: Sequence[Span]) -> Tally:
    """Each wanted span takes the found one that covers it best; what is left over is a false alarm."""
    left = list(found)
    hits = 0
    for span in wanted:
        best = max(left, key=lambda other: overlap(span, other), default=None)
        if best is not None and overlap(span, best) >= ENOUGH_OVERLAP:
            left.remove(best)
            hits += 1
    return Tally(hits, len(left), len(wanted) - hits)


def overlap(one: Span, other: Span) -> float:
    """Intersection over union of two spans, in [0, 1]."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start) or 1)


def touched(marked: Marked, find: Detector) -> bool:
    """Whether each marked span is met by some find, of whatever kind and extent."""
    found = list(find(marked.text, marked.language))
    return all(any(overlap(span, other) > 0 for other in found) for span in marked.spans)


def _filled(context: Context, name: str, value: str, *, turn: int, kind: str = "") -> Marked:
    text = context.text.replace(f"{{{name}}}", value)
    spans = [Span(kind, *place) for place in _places(value, text)] if kind else []
    return Marked(f"{context.id}-{name}-{turn}", context.language, text, tuple(spans))


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + len(words))


def _path(name: str) -> Path:
    return DETECTION / f"{name}.jsonl"
