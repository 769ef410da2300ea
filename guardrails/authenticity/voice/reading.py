"""One text as the measure of a voice sees it: habit values, their bins, and its wording."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guardrails.authenticity.voice.anatomy import dissect
from guardrails.authenticity.voice.chain import Chain, read_chain
from guardrails.authenticity.voice.habits import habits_of
from guardrails.authenticity.voice.wording import Wording, read_wording

LONGEST_READ = 20_000
"""Code points; no network takes longer posts, and the start of one tells enough."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """`values` and `bins` hold one cell per habit of the language, in the order of `habits_of`."""

    values: NDArray[np.float64]
    bins: NDArray[np.int64]
    wording: Wording
    chain: Chain


def read_text(text: str, language: str) -> Reading:
    """Measure one text; linear in its length, well under a millisecond for a post."""
    anatomy, kinds = dissect(text), habits_of(language)
    values = [kind.value(anatomy, language) for kind in kinds]
    bins = [kind.bin(value) for kind, value in zip(kinds, values, strict=True)]
    return Reading(
        np.array(values), np.array(bins, dtype=np.int64), read_wording(text, language), read_chain(text)
    )
