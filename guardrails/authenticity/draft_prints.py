"""What is kept of a text that its author has handed to nobody: keyed hashes, in memory, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Self

import numpy as np

from guardrails.authenticity.gram_counts import Grams, Weights, count_grams, spoken_forms
from guardrails.stems import content_stems

FEWEST_CHARACTERS = 200
"""Of a text that is compared: shorter ones would let anybody try out phrases on their colleagues' drafts."""


@dataclass(frozen=True, slots=True, eq=False)
class DraftPrint:
    """Keyed buckets of character n-grams with their counts, and keyed hashes of content stems.

    `owner` is any number of its author's. Without the key, neither words nor their order can be read back.
    """

    owner: int
    grams: Grams = field(repr=False)
    counts: Weights = field(repr=False)
    stems: frozenset[bytes] = field(repr=False)

    @classmethod
    def of(cls, text: str, *, owner: int, key: bytes) -> Self | None:
        """None for a text that is too short to be compared. `key` is at most 64 bytes."""
        if len(text.strip()) < FEWEST_CHARACTERS:
            return None
        forms = spoken_forms(text)
        return cls.of_counted(content_stems(forms), *count_grams(forms, key=key), owner=owner, key=key)

    @classmethod
    def of_counted(
        cls, stems: Iterable[str], grams: Grams, counts: Weights, *, owner: int, key: bytes
    ) -> Self:
        """Of a text whose n-grams are counted already, under the same key."""
        hashed = (blake2b(stem.encode(), key=key, digest_size=8).digest() for stem in stems)
        return cls(owner, grams, counts, frozenset(hashed))

    def shared_with(self, other: "DraftPrint") -> float:
        """The share of the content stems of the richer of the two that both have.

        A list of many words holds those of every draft, and yet is like none.
        """
        return len(self.stems & other.stems) / max(len(self.stems), len(other.stems), 1)

    def cosine(self, other: "DraftPrint", rarities: Weights) -> float:
        """Of the n-grams weighted by count and rarity; both must come from one key."""
        _, mine, theirs = np.intersect1d(self.grams, other.grams, assume_unique=True, return_indices=True)
        weights, others = (one.counts * rarities[one.grams] for one in (self, other))
        norms = float(np.linalg.norm(weights) * np.linalg.norm(others))
        return float(weights[mine] @ others[theirs]) / norms if norms else 0.0


def is_near_any(
    mine: DraftPrint, drafts: Iterable[DraftPrint], rarities: Weights, *, cosine: float, containment: float
) -> bool:
    """Whether one of the drafts is as near as that, both ways and as a whole."""
    return any(
        mine.shared_with(other) >= containment and mine.cosine(other, rarities) >= cosine for other in drafts
    )
