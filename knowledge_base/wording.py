"""How much of a query's own wording a passage keeps: its words as they were typed, and side by side."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_SATURATION, _LENGTH = 1.2, 0.75  # k1 and b of BM25; how often a word is there does not matter here
_MOST_WORDS = 64  # of a query


class Wording:
    """Weighs what `texts` share with a query, letter by letter, by how rare it is among them.

    Stems forget endings and small words, and with them whether a passage says what was asked or
    only speaks of it: "a été construit" is a better answer to "quand a été construit" than
    "reconstruction". Rarity among the candidates stands for rarity in the library: all of them
    hold the words that led to them, so what tells them apart is left.
    """

    def __init__(self, query: str, texts: Sequence[str]) -> None:
        self._texts = [_spaced(_WORD.findall(text.lower())) for text in texts]
        self._sought = _sought(query)
        held = np.array([[piece in text for piece in self._sought] for text in self._texts], dtype=float)
        self._held = held.reshape(len(texts), len(self._sought))
        count = self._held.sum(axis=0)
        self._rarity = np.log(1 + (len(texts) - count + 0.5) / (count + 0.5)) * (count > 0)

    @property
    def ideal(self) -> float:
        """The value of a usual text that holds everything that any of the texts holds."""
        return float(self._rarity.sum())

    def values(self) -> NDArray[np.floating]:
        """One value per text, in [0, ideal] for those of usual length, more for shorter ones."""
        lengths = np.array([len(text) for text in self._texts], dtype=float)
        usual = max(float(lengths.mean()), 1.0) if self._texts else 1.0
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / usual)
        values: NDArray[np.floating] = self._held @ self._rarity * (_SATURATION + 1) / (1 + norm)
        return values


def _sought(query: str) -> list[str]:
    typed = _WORD.findall(query.lower())[:_MOST_WORDS]
    pairs = (_spaced(pair) for pair in pairwise(typed))
    return list(dict.fromkeys([*(_spaced([word]) for word in typed), *pairs]))


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
