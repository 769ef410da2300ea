"""What the tripwire's answers come to: shares by kind of leak, split and language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.case import SIDES, Side
from evals.metrics import share
from evals.suite import FailedCase, Measures
from evals.suites.leak_rows import INNOCENT, LEAKS, SPLITS, LeakRow

ORDINARY = "ordinary"
"""A whole post of somebody at work, of no row."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the tripwire said of one post: by which rules, and how many of its sentences they touch."""

    rules: frozenset[str]
    blocked: bool
    ran: bool
    sentences: int
    touched: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A post, counted for the language of the library it was held against."""

    language: Side
    kind: str
    heard: Heard
    row: LeakRow | None = None

    @property
    def split(self) -> str:
        return self.row.split if self.row else ""

    @property
    def hidden(self) -> bool:
        return self.row is not None and self.row.hidden


def metrics(readings: Sequence[Reading]) -> Measures:
    """The share flagged by kind and split, and of the sentences of innocent posts."""
    measures: dict[str, Mapping[str, float]] = {}
    for split in SPLITS:
        for kind in (*LEAKS, *INNOCENT):
            measures[f"{kind}, {split}"] = _shares(_of(readings, kind, split), _flagged)
        measures[f"same topic blocked, {split}"] = _shares(_of(readings, "same topic", split), _blocked)
    measures["flagged per ordinary sentence"] = _per_sentence(readings, ("unrelated", ORDINARY))
    measures["flagged per sentence on the same topic"] = _per_sentence(readings, ("same topic",))
    measures["checks that ran"] = _shares(readings, lambda one: one.heard.ran)
    return measures


def details(readings: Sequence[Reading]) -> Measures:
    """What blocks, and paraphrases by whether they kept a name or a figure."""
    measures: dict[str, Mapping[str, float]] = {}
    for split in SPLITS:
        heavy = _of(readings, "heavy", split)
        kept = [one for one in heavy if not one.hidden]
        measures[f"heavy with a name or figure, {split}"] = _shares(kept, _flagged)
        measures[f"heavy without, {split}"] = _shares([one for one in heavy if one.hidden], _flagged)
        for kind in (*LEAKS, *INNOCENT):
            measures[f"{kind}: blocked, {split}"] = _shares(_of(readings, kind, split), _blocked)
    ordinary = [one for one in readings if one.kind == ORDINARY]
    measures["ordinary posts flagged"] = _shares(ordinary, _flagged)
    measures["ordinary posts blocked"] = _shares(ordinary, _blocked)
    return measures


def failed(readings: Sequence[Reading]) -> Iterator[FailedCase]:
    """Rows to work on only: who reads what went wrong with the others has begun to learn them."""
    for one in readings:
        if one.row and one.split == "dev" and _flagged(one) == (one.kind in INNOCENT):
            saw = ", ".join(sorted(one.heard.rules)) or "nothing seen"
            yield FailedCase(f"{one.row.id}, {one.kind}", one.language, one.row.why, saw)


def _of(readings: Sequence[Reading], kind: str, split: str) -> list[Reading]:
    return [one for one in readings if one.kind == kind and one.split == split]


def _flagged(reading: Reading) -> bool:
    return bool(reading.heard.rules)


def _blocked(reading: Reading) -> bool:
    return reading.heard.blocked


def _shares(readings: Sequence[Reading], holds: Callable[[Reading], bool]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for side in SIDES:
        value = share(holds(one) for one in readings if one.language == side)
        if value is not None:
            shares[side] = value
    return shares


def _per_sentence(readings: Sequence[Reading], kinds: Sequence[str]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for side in SIDES:
        heard = [one.heard for one in readings if one.language == side and one.kind in kinds]
        if total := sum(one.sentences for one in heard):
            shares[side] = sum(one.touched for one in heard) / total
    return shares
