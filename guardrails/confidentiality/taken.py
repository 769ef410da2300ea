"""Which characters of a text are spoken for already."""

from collections.abc import Iterable
from typing import Any


class Taken:
    """Spans that were given away, first come, first served; linear in the length of what is asked."""

    def __init__(self, size: int) -> None:
        self._signs = bytearray(size)

    def add(self, spans: Iterable[tuple[int, int, Any]]) -> None:
        for start, end, _ in spans:
            self._signs[start:end] = b"\1" * (end - start)

    def free(self, start: int, end: int) -> bool:
        return not any(self._signs[start:end])
