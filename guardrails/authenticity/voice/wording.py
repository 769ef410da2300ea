"""Fingerprints of wording: hashed n-grams and function words, as counts nobody can read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from guardrails.authenticity.voice import views
from guardrails.authenticity.voice.anatomy import dissect
from guardrails.authenticity.voice.lexicon import FUNCTION_WORDS

Floats = NDArray[np.float64]
Cells = NDArray[np.int64]

VIEWS = ("threes", "fours", "plain", "layout", "frame")
"""3-grams and 4-grams of characters as typed, 3-grams of words alone and of layout, 2-grams of the frame."""
BUCKETS = 8192
_BITS = 13
_MULTIPLIERS = np.array([2654435761, 2246822519, 3266489917, 668265263], dtype=np.uint64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_INDEX = {language: {word: i for i, word in enumerate(words)} for language, words in FUNCTION_WORDS.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One text as sparse counts of n-grams, view after view, and the relative frequency of function words.

    `cells` are places in an array of len(VIEWS) x BUCKETS, in rising order; `counts` says how often
    each occurs, and `starts` where each view begins in them (no view is empty). `function` has one
    cell per function word of the language, and sums to at most 1.
    """

    cells: Cells
    counts: Floats
    starts: Cells
    function: Floats

    def cells_of(self, view: str) -> Cells:
        """The cells of one of VIEWS."""
        place = VIEWS.index(view)
        return np.split(self.cells, self.starts[1:])[place]

    def per_view(self, values: Floats) -> Floats:
        """Sums over each view of one value per cell."""
        sums: Floats = np.add.reduceat(values, self.starts)
        return sums

    def spread(self, values: Floats) -> Floats:
        """One value per view, repeated for each of its cells."""
        sizes = np.diff(np.append(self.starts, len(self.cells)))
        return np.repeat(values, sizes)


def read_wording(text: str, language: str) -> Wording:
    """Count one text; linear in its length."""
    typed = _codes(views.lowered(text))
    found = [
        _grams(typed, 3),
        _grams(typed, 4),
        _grams(_codes(views.words_alone(text)), 3),
        _grams(_codes(views.layout(text)), 3),
        _grams(_tokens(views.frame(text, language)), 2),
    ]
    sizes = [len(cells) for cells, _ in found]
    return Wording(
        cells=np.concatenate([cells + view * BUCKETS for view, (cells, _) in enumerate(found)]),
        counts=np.concatenate([counts for _, counts in found]),
        starts=np.cumsum([0, *sizes[:-1]]),
        function=_function_words(text, language),
    )


def _codes(text: str) -> NDArray[np.uint64]:
    """Code points between line breaks: how a text starts and ends is telling too."""
    encoded = f"\n{text}\n".encode("utf-32-le", "surrogatepass")
    return np.frombuffer(encoded, dtype=np.uint32).astype(np.uint64)


def _tokens(tokens: Sequence[str]) -> NDArray[np.uint64]:
    codes = [crc32(token.encode("utf-8", "surrogatepass")) for token in ("^", *tokens, "$")]
    return np.array(codes, dtype=np.uint64)


def _grams(codes: NDArray[np.uint64], n: int) -> tuple[Cells, Floats]:
    if len(codes) < n:  # an empty text still leaves one gram
        codes = np.pad(codes, (0, n - len(codes)))
    last = len(codes) - n + 1
    keys = np.zeros(last, np.uint64)
    for i in range(n):
        keys += codes[i : last + i] * _MULTIPLIERS[i]
    keys = (keys ^ (keys >> np.uint64(29))) * _MIX  # wraps around, as a multiplicative hash should
    cells, counts = np.unique((keys >> np.uint64(64 - _BITS)).astype(np.int64), return_counts=True)
    return cells, counts.astype(np.float64)


def _function_words(text: str, language: str) -> Floats:
    known = _INDEX[language]
    anatomy = dissect(text)
    counts = np.zeros(len(known) + 1)
    for word in anatomy.cut(anatomy.words):
        whole = word.lower().replace("’", "'")
        for part in (whole,) if whole in known else whole.split("'"):
            counts[known.get(part, -1)] += 1
    shares: Floats = counts[:-1] / max(counts.sum(), 1.0)
    return shares
