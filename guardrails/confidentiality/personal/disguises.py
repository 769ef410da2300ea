"""Names written so that a search does not find them: "C o r m o r a n", "Cor-mo-ran", "C0rm0ran"."""

import re
from collections.abc import Iterator, Sequence

from guardrails.tokens import WORD, Word

_SHORTEST = 4
_CHAINED = re.compile(r"[^\W_]{1,30}(?:[-._·•*~+|:/][^\W_]{1,30}){1,60}")
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[ ._·•*~+|:/-]{1,3}[^\W_](?![^\W_])){3,60}")
_ALTERED = re.compile(r"(?=[^\s]{0,40}[\d@$€!|\u0370-\u04ff])[\w@$€!|]{4,40}")
_LOOKS = dict(zip("аеорсхуіѕԁԛαεορυικ", "aeopcxyisdqaeopuik", strict=True))
_LEET = str.maketrans(
    {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "€": "e", **_LOOKS}
)
_READINGS = tuple({**_LEET, **str.maketrans(dict.fromkeys("1!|", letter))} for letter in "il")


def find_disguised(folded: str, *, longest: int) -> Iterator[Word]:
    """Yield what spaced, cut or altered words may spell, up to `longest` letters, with their spans."""
    for pattern in (_CHAINED, _SPACED):
        for match in pattern.finditer(folded):
            pieces = [(piece.group(), *piece.span()) for piece in WORD.finditer(folded, *match.span())]
            yield from _joined(pieces, longest)
    for match in _ALTERED.finditer(folded):
        yield from _altered(match)


def _joined(pieces: Sequence[tuple[str, int, int]], longest: int) -> Iterator[Word]:
    """Every run of two pieces or more: a name may stand inside a longer chain."""
    for first, (begun, start, _) in enumerate(pieces):
        spelled = begun
        for piece, _, end in pieces[first + 1 :]:
            spelled += piece
            if len(spelled) > longest:
                break
            if len(spelled) >= _SHORTEST:
                yield Word(start, end, spelled)


def _altered(match: re.Match[str]) -> Iterator[Word]:
    word = match.group().rstrip("!|")
    # A word with more signs than letters is a number or a code, and nobody reads a name in it.
    if sum(map(str.isalpha, word)) * 2 < len(word):
        return
    for reading in _READINGS:
        spelled = word.translate(reading)
        if spelled != word:
            yield Word(match.start(), match.start() + len(word), spelled)
