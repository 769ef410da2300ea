"""One spelling for what looks the same, with the way back to the original characters."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Letters that a reader tells apart only by their drawing. Guillemets stay: they mark quotations.
_SAME_LOOK = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"',
    "‐": "-", "\N{NON-BREAKING HYPHEN}": "-", "−": "-",
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE",
    "\N{COMBINING ENCLOSING KEYCAP}": "", "。": ".", "｡": ".",
    **dict(zip("⓿❶❷❸❹❺❻❼❽❾➀➁➂➃➄➅➆➇➈➊➋➌➍➎➏➐➑➒", "0123456789123456789123456789", strict=True)),
}  # fmt: skip
_KEPT_APART = ("<super>", "<sub>", "<fraction>")
# A cluster that may change: any character outside plain ASCII, with the base letter that combining
# marks belong to. Runs are bounded so that a thousand stacked marks stay linear.
_CLUSTER = re.compile(
    r"[\x00-\x7f](?=[\u0300-\u036f\ufe0f\u20e3])[\u0300-\u036f\ufe0f\u20e3]{1,30}"
    r"|[^\x00-\x7f][\u0300-\u036f]{0,30}"
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in one spelling. `edits` are the places where lengths differ, in order.

    Each edit is (normalised offset, normalised length, original offset, original length).
    """

    text: str
    edits: tuple[tuple[int, int, int, int], ...] = ()
    starts: Sequence[int] = ()

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original half-open span that [start, end) of the normalised text covers.

        A span that begins or ends inside a folded character takes the whole character.
        """
        left = self._original(start, at_end=False)
        return left, max(left, self._original(end, at_end=True)) if end > start else left

    def _original(self, offset: int, *, at_end: bool) -> int:
        """An edit that wrote nothing (a hidden character) lies after a span that ends at it."""
        index = bisect_left(self.starts, offset) if at_end else self._last_edit_at(offset)
        if index == 0:
            return offset
        written_at, written, read_at, read = self.edits[index - 1]
        inside = offset - written_at
        if 0 < inside < written:
            return read_at + read if at_end else read_at
        if inside == 0 and not at_end and written:
            return read_at
        return read_at + read + inside - written

    def _last_edit_at(self, offset: int) -> int:
        index = bisect_left(self.starts, offset)
        while index < len(self.starts) and self.starts[index] == offset:
            index += 1
        return index


def normalise(text: str) -> Normalised:
    """Fold compatibility forms, curly quotes and ligatures; drop hidden characters; never fail.

    Lone surrogates become U+FFFD, since no vendor's matcher survives them.
    """
    if text.isascii():
        return Normalised(text)
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    read = written = 0
    for match in _CLUSTER.finditer(text):
        cluster = match.group()
        folded = _folded(cluster)
        if folded is cluster or folded == cluster:
            continue
        pieces += (text[read : match.start()], folded)
        written += match.start() - read
        if len(folded) != len(cluster):
            edits.append((written, len(folded), match.start(), len(cluster)))
        written += len(folded)
        read = match.end()
    pieces.append(text[read:])
    return Normalised("".join(pieces), tuple(edits), [edit[0] for edit in edits])


@lru_cache(maxsize=8192)
def _folded(cluster: str) -> str:
    return unicodedata.normalize("NFC", "".join(map(_folded_character, cluster)))


def _folded_character(character: str) -> str:
    if character in _SAME_LOOK:
        return _SAME_LOOK[character]
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return ""
    if category in ("Zs", "Zl", "Zp"):
        return "\n" if category in ("Zl", "Zp") else " "
    if unicodedata.decomposition(character).startswith(_KEPT_APART):
        return character
    return unicodedata.normalize("NFKC", character)


class _Folding(dict[int, str]):
    """A translation table that fills itself: each character to one lower-case, accent-free character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        bare = unicodedata.normalize("NFD", character.casefold())
        self[code] = bare[:1] or character
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return `text` without case and accents, at the same length: offsets carry over."""
    return text.translate(_FOLDING)
