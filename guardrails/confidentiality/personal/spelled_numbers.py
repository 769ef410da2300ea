"""Digits written as words or as letters that look alike: the text with all of them in digits."""

import re
from collections.abc import Iterator

from guardrails.normalisation import Normalised
from guardrails.numerals import find_numerals

_DIGIT = (
    r"zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|triple|"
    r"une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|"
    r"quarante|cinquante|soixante|septante|huitante|octante|nonante|"
    r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_NUMBER_WORD = re.compile(rf"(?<![^\W\d_])(?:plus|{_DIGIT})(?![^\W\d_])")
_JOINED = re.compile(r"[\d ,./()\n+–-]{0,24}(?:(?:et|and)[ -])?")
_TOUCHES_DIGITS = re.compile(r"[\d+][ ,./()\n–-]{0,3}$"), re.compile(r"[ ,./()\n–-]{0,3}\d")
_SIGNS = (
    "zero",
    "oh ",
    "six",
    "sept",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "huit",
    "neuf",
    "vingt",
    "trente",
    "quarante",
    "soixante",
    "one ",
    "two",
    "three",
    "four",
    "five",
    "seven",
    "eight",
    "nine",
    "double",
    "ninety",
    "twenty",
)
_FEWEST = 4
"""Words for digits, or digits beside them: less is how everybody counts."""
_MIXED = re.compile(r"(?<![^\W_])(?:[oil]{0,18}\d[\doil]{0,18}|o{1,4})(?![^\W_])")
_LETTER_BY_DIGIT = re.compile(r"\d[oil]|[oil]\d")
_LOOKS = {"o": "0", "i": "1", "l": "1"}
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789", strict=True))
_RAISED_RUN = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹₀-₉](?:[ ._-]{0,2}[⁰¹²³⁴⁵⁶⁷⁸⁹₀-₉]){6,40}")
_ANY_DIGIT = _HAS_DIGITS = re.compile(r"\d")
_SIMPLE = {"zero": "0", "oh": "0", "nought": "0", "one": "1", "un": "1", "une": "1", "plus": "+"}
_REPEATED = {"double": 2, "triple": 3}
_WORD = re.compile(r"[^\W\d_]+")

Edit = tuple[int, int, str]


def in_digits(folded: str) -> Normalised | None:
    """The folded text with spelled digits as digits and the way back; None where nothing is spelled."""
    edits = sorted([*_from_words(folded), *_from_letters(folded)])
    return _rewritten(folded, edits) if edits else None


def _from_words(folded: str) -> Iterator[Edit]:
    few = 1 if len(_ANY_DIGIT.findall(folded)) > _FEWEST else _FEWEST
    if sum(map(folded.count, _SIGNS)) < few:
        return
    for start, end in _rows(folded):
        yield from _digits_in(folded[start:end], start)


def _rows(folded: str) -> Iterator[tuple[int, int]]:
    """Spans of number words that follow each other, digits among them; or that touch digits."""
    start = end = count = 0
    for word in [*_NUMBER_WORD.finditer(folded), None]:
        if word and count and _JOINED.fullmatch(folded, end, word.start()):
            end, count = word.end(), count + 1
            continue
        if count >= _FEWEST or (count and _touches_digits(folded, start, end)):
            yield start, end
        if word:
            start, end, count = word.start(), word.end(), 1


def _touches_digits(folded: str, start: int, end: int) -> bool:
    before, after = _TOUCHES_DIGITS
    return bool(
        before.search(folded[max(0, start - 5) : start])
        or after.match(folded, end)
        or _HAS_DIGITS.search(folded, start, end)
    )


def _digits_in(words: str, offset: int) -> Iterator[Edit]:
    """Each number of a row of them: "zero six" stays two, "trente-neuf" is one, "double seven" is 77."""
    numerals = find_numerals(words)
    counted = {numeral.start: numeral for numeral in numerals}
    read, repeat, repeated_at = 0, 0, 0
    for word in _WORD.finditer(words):
        if word.start() < read:
            continue
        start, digits, end = word.start(), _SIMPLE.get(word.group(), ""), word.end()
        if word.start() in counted:
            numeral = counted[word.start()]
            digits, end = str(numeral.value), numeral.end
        if word.group() in _REPEATED:
            repeat, repeated_at = _REPEATED[word.group()], start
            continue
        if digits:
            if repeat:
                digits, start, repeat = digits * repeat, repeated_at, 0
            yield offset + start, offset + end, digits
        read = end


def _from_letters(folded: str) -> Iterator[Edit]:
    """ "O6 39 98 O1 O2": a letter among digits is the digit that it looks like; so is a raised one."""
    for match in _MIXED.finditer(folded) if _LETTER_BY_DIGIT.search(folded) else ():
        for at, character in enumerate(match.group(), start=match.start()):
            if character in _LOOKS:
                yield at, at + 1, _LOOKS[character]
    for match in _RAISED_RUN.finditer(folded) if not folded.isascii() else ():
        for at, character in enumerate(match.group(), start=match.start()):
            if character in _RAISED:
                yield at, at + 1, _RAISED[character]


def _rewritten(folded: str, edits: list[Edit]) -> Normalised:
    pieces: list[str] = []
    changed: list[tuple[int, int, int, int]] = []
    read = written = 0
    for start, end, digits in edits:
        if start < read:
            continue
        pieces += (folded[read:start], digits)
        written += start - read
        changed.append((written, len(digits), start, end - start))
        written += len(digits)
        read = end
    pieces.append(folded[read:])
    return Normalised("".join(pieces), tuple(changed), [edit[0] for edit in changed])
