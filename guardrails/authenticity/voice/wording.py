"""Fingerprints of wording: hashed character n-grams and function words, as counts nobody can read back."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guardrails.authenticity.voice.anatomy import dissect
from guardrails.authenticity.voice.lexicon import FUNCTION_WORDS

Floats = NDArray[np.float64]
Cells = NDArray[np.int64]

BUCKETS = 8192
_BITS = 13
_MULTIPLIERS = np.array([2654435761, 2246822519, 3266489917, 668265263], dtype=np.uint64)
_DECORATION = re.compile(r"[^\w\s.,;:!?…'()\-]|\ufe0f|\u200d")
_MARK = re.compile(r" ?[.;:!?…]+")
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_INDEX = {language: {word: i for i, word in enumerate(words)} for language, words in FUNCTION_WORDS.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Grams:
    """Sparse counts: `cells` are bucket numbers in rising order, `counts` how often each occurs."""

    cells: Cells
    counts: Floats

    @property
    def total(self) -> float:
        return float(self.counts.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One text as counts: character n-grams, and the relative frequency of function words.

    `threes` and `fours` see the text as it stands, in lower case; `plain` holds the 3-grams of its
    words alone, with tags, links, emoji, marks and layout levelled. `function` has one cell per
    function word of the language, and sums to at most 1.
    """

    threes: Grams
    fours: Grams
    plain: Grams
    function: Floats


def read_wording(text: str, language: str) -> Wording:
    """Count one text; linear in its length."""
    lowered = text.lower().replace("’", "'")
    return Wording(
        threes=_grams(lowered, 3),
        fours=_grams(lowered, 4),
        plain=_grams(_levelled(text), 3),
        function=_function_words(text, language),
    )


def _levelled(text: str) -> str:
    """Only what cannot be put on or taken off like a hat: words and commas, other marks all alike."""
    prose = _DECORATION.sub(" ", dissect(text).prose.lower().replace("’", "'"))
    return _MARK.sub(".", " ".join(prose.split()))


def _grams(text: str, n: int) -> Grams:
    encoded = f"\n{text}\n".encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(encoded, dtype=np.uint32).astype(np.uint64)
    if len(codes) < n:
        return Grams(np.zeros(0, np.int64), np.zeros(0))
    last = len(codes) - n + 1
    keys = np.zeros(last, np.uint64)
    for i in range(n):
        keys += codes[i : last + i] * _MULTIPLIERS[i]
    keys = (keys ^ (keys >> np.uint64(29))) * _MIX  # wraps around, as a multiplicative hash should
    cells, counts = np.unique((keys >> np.uint64(64 - _BITS)).astype(np.int64), return_counts=True)
    return Grams(cells, counts.astype(np.float64))


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
