"""How alike are the posts of colleagues who asked about the same source on the same day?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from evals.writing.drafted import Drafted, Written
from evals.writing.rows import Meeting, meeting_of
from guardrails.authenticity.sameness import SamenessCheck, SamenessIndex

COSINE, CONTAINMENT = 0.30, 0.33
"""Where the product warns (see `SamenessCheck`); a test holds the two together."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two drafts of two colleagues on one source, and how alike they are."""

    language: str
    first: Drafted
    second: Drafted
    cosine: float
    containment: float

    @property
    def alike(self) -> bool:
        return self.cosine >= COSINE and self.containment >= CONTAINMENT

    @property
    def opens_alike(self) -> bool:
        return self.first.opening == self.second.opening


def meetings(written: Iterable[Written]) -> dict[Meeting, list[Written]]:
    """Briefs by what they share, where more than one author does."""
    found: defaultdict[Meeting, list[Written]] = defaultdict(list)
    for one in written:
        meeting = meeting_of(one.case)
        if meeting is not None:
            found[meeting].append(one)
    return {meeting: met for meeting, met in found.items() if len({one.author for one in met}) > 1}


def compare(written: Sequence[Written], *, background: Iterable[str]) -> list[Pair]:
    """Every draft against every draft of a colleague at the same source, as a reader meets them: whole.

    The product leaves out what a post cites with its source named; a reader does not.
    `background` says which n-grams are common, as the company's own posts do in the product.
    """
    index = SamenessIndex.build([], background=background)
    return [pair for meeting, met in meetings(written).items() for pair in _pairs(meeting, met, index)]


def _pairs(meeting: Meeting, met: Sequence[Written], index: SamenessIndex) -> Iterator[Pair]:
    for one, other in combinations(met, 2):
        if one.author == other.author:
            continue
        for first in one.drafts:
            for second in other.drafts:
                yield Pair(meeting.language, first, second, *likeness(first.text, second.text, index))


def likeness(first: str, second: str, index: SamenessIndex) -> tuple[float, float]:
    """Cosine of weighted character n-grams, and containment of the shorter's content words."""
    (stems, grams, counts), (other_stems, other_grams, other_counts) = index.count(first), index.count(second)
    weights, other_weights = counts * index.idf[grams], other_counts * index.idf[other_grams]
    shared, here, there = np.intersect1d(grams, other_grams, return_indices=True)
    size = float(np.linalg.norm(weights) * np.linalg.norm(other_weights))
    cosine = float(weights[here] @ other_weights[there]) / size if len(shared) and size else 0.0
    fewest = min(len(stems), len(other_stems))
    return cosine, len(stems & other_stems) / fewest if fewest else 0.0


def thresholds() -> tuple[float, float]:
    """What the product's own check goes by."""
    check = SamenessCheck(SamenessIndex.build([]))
    return check.cosine, check.containment
