"""The words around a number, which often say what it is."""

import re

BEFORE, AFTER = 70, 30
"""Characters: a short sentence before, a few words after."""


class Surroundings:
    """Looks around places of a folded text; each look is bounded, whatever the length of the text."""

    __slots__ = ("_folded",)

    def __init__(self, folded: str) -> None:
        self._folded = folded

    def names(self, words: re.Pattern[str], start: int, end: int) -> bool:
        """Whether the words stand before or shortly after [start, end)."""
        return bool(
            words.search(self._folded[max(0, start - BEFORE) : start])
            or words.search(self._folded[end : end + AFTER])
        )

    def precedes(self, words: re.Pattern[str], start: int) -> bool:
        return bool(words.search(self._folded[max(0, start - BEFORE) : start]))

    def follows(self, words: re.Pattern[str], end: int) -> bool:
        """Whether the words begin right at `end`."""
        return bool(words.match(self._folded[end : end + AFTER]))

    def signed(self, start: int) -> bool:
        """Whether a sign right before makes it a part of a figure, a path or a code."""
        return self._folded[max(0, start - 1) : start] in set("+.,#/-=$€£")
