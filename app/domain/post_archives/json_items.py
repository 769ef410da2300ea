"""The elements of a JSON array inside a large file, one at a time, in little memory."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from app.domain.post_archives.containers import damaged
from app.errors import BadInput

_STEP = 512 * 1024  # bytes read at once
_LARGEST_ITEM = 4 * 1024 * 1024  # code points; a post with all that surrounds it takes some three thousand
_LONGEST_OPENING = 200  # code points of what names the array
_SEPARATOR = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def read_items(file: IO[bytes], opening: re.Pattern[str]) -> Iterator[Any]:
    """What the arrays hold whose beginning, bracket included, fits `opening`; the rest is passed over.

    Raises BadInput for what is no UTF-8, is cut short, or holds an element beyond reason.
    """
    text = _Text(file)
    while text.skip_past(opening):
        while not text.at("]"):
            yield text.take()


class _Text:
    """A window on a text that slides forward as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._window = ""
        self._place = 0
        self._ended = False

    def skip_past(self, opening: re.Pattern[str]) -> bool:
        """Go to where `opening` ends; False when it does not come any more."""
        while not (found := opening.search(self._window, self._place)):
            if self._ended:
                return False
            self._place = max(self._place, len(self._window) - _LONGEST_OPENING)
            self._slide()
        self._place = found.end()
        return True

    def at(self, sign: str) -> bool:
        """Whether `sign` comes next, white space and commas aside. Raises BadInput when nothing does."""
        while True:
            end = _SEPARATOR.match(self._window, self._place).end()  # type: ignore[union-attr]  # fits anything
            if end < len(self._window):
                self._place = end
                return self._window.startswith(sign, end)
            if self._ended:
                raise damaged()
            self._slide()

    def take(self) -> Any:
        """The element that begins here. Raises BadInput."""
        while True:
            try:
                item, end = _DECODER.raw_decode(self._window, self._place)
            except (ValueError, RecursionError):
                if self._ended or len(self._window) - self._place > _LARGEST_ITEM:
                    raise damaged() from None
                self._slide()
            else:
                self._place = end
                return item

    def _slide(self) -> None:
        data = self._file.read(_STEP)
        self._ended = len(data) == 0
        try:
            more = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError:
            raise BadInput(
                "This file was saved in another encoding than the one it came in. "
                "Bring it as you downloaded it."
            ) from None
        self._window = self._window[self._place :] + more
        self._place = 0
