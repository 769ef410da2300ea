"""Code points on our side, UTF-16 units in a browser: the way across, and back."""

from collections.abc import Sequence
from itertools import accumulate


def to_utf16(text: str, offset: int) -> int:
    """Return the UTF-16 offset of code-point `offset` in `text`; a lone surrogate counts one unit.

    Offsets outside the text are brought to its nearest end.
    """
    offset = min(max(offset, 0), len(text))
    return offset + sum(character > "\uffff" for character in text[:offset])


def utf16_offsets(text: str) -> Sequence[int]:
    """Return the UTF-16 offset of every code-point offset of `text`, its end included, in one pass."""
    if not text or max(text) <= "\uffff":
        return range(len(text) + 1)
    return list(accumulate((2 if character > "\uffff" else 1 for character in text), initial=0))


def from_utf16(text: str, units: int) -> int:
    """Return the code-point offset of UTF-16 offset `units`; the middle of a pair gives its start."""
    seen = 0
    for offset, character in enumerate(text):
        seen += 2 if character > "\uffff" else 1
        if seen > units:
            return offset
    return len(text)
