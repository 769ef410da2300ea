"""The label of a sentence: where it comes from, computed on the text as it stands."""

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    SOURCED = "sourced"
    OWN = "own"
    PLAIN = "plain"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Nearest:
    """The sentence of a passage that comes closest to an unsupported one, as the passage words it."""

    source_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence as the half-open code-point span [start, end), its label and its sources.

    `source_ids` names the passages it rests on (sourced only), best first. `missing` lists the
    figures, dates or names that nothing supports, and `nearest` what a passage says instead, if any
    passage speaks of the same (unsupported only).
    """

    start: int
    end: int
    label: Label
    source_ids: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    nearest: Nearest | None = None
