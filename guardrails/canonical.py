"""One form for what is written in many ways: "1 900 kg" and "1,900 kilos", "12 %" and "douze pour cent"."""

import re
from dataclasses import dataclass

from guardrails.normalisation import Normalised
from guardrails.numerals import find_numerals
from guardrails.sentences import Span
from guardrails.tokens import WORD, Word

_CURRENCY = r"€|\$|£|euros?\b|eur\b|dollars?\b|usd\b|pounds?\b|livres sterling\b|gbp\b"
_UNITS = {
    "pct": r"%|percent\b|per cent\b|pour ?cent\b|pct\b",
    "deg": r"[°º] ?[cf]?\b|[°º]|degr(?:e|ee)s?\b(?: (?:celsius|centigrades?|c)\b)?",
    "kg": r"kgs?\b|kilos?\b|kilogram(?:me)?s?\b",
    "kwh": r"kwh\b|kilowatt[- ]?(?:heures?|hours?)\b",
    "km": r"kms?\b|kilomet(?:re|er)s?\b",
    "db": r"db\b|decibels?\b",
    "t": r"tonnes?\b|tons?\b|t\b",
    "m": r"met(?:re|er)s?\b|m\b",
    "l": r"lit(?:re|er)s?\b|l\b(?!')",
    "h": r"heures?\b|hours?\b|hrs?\b|h\b",
    "min": r"minutes?\b|mins?\b|mn\b",
}
UNITS = frozenset(_UNITS)
_UNIT = "|".join(f"(?P<{name}>{spellings})" for name, spellings in _UNITS.items())
_SCALES = {
    "k": 1e3, "thousand": 1e3, "mille": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6,
    "md": 1e9, "mds": 1e9, "bn": 1e9, "billion": 1e9, "billions": 1e9, "milliard": 1e9, "milliards": 1e9,
}  # fmt: skip
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(
    r"(?P<before>[€$£] ?)?"
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:[ .,']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,15}(?:[.,]\d{1,4}(?!\d))?)"
    r"(?: ?-?(?P<scale>millions?|milliards?|billions?|thousand|mille|mio|mds?|bn)\b"
    rf"| ?(?P<letter>mn|[km])(?= ?[€$£]|\b))?"
    rf"(?: ?(?:d'|de |of )?(?P<after>{_CURRENCY}))?"
    rf"(?: ?-?(?:{_UNIT}))?"
    r"(?!\w)"
    r"|(?P<word>[^\W_]+)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at a span of the text read, in one form: "1900" with the unit "kg", or "2310000" as money.

    `scaled` numbers were written with "million" and the like.
    """

    span: Span
    value: float
    unit: str = ""
    money: bool = False
    scaled: bool = False

    @property
    def form(self) -> str:
        return f"{self.value:.10g}" if self.value < 1e15 else f"{self.value:.0f}"


@dataclass(frozen=True, slots=True)
class Canonical:
    """The words of a text in one spelling, and its quantities; offsets are those of the text read.

    A quantity is a word, and its unit the next one. Currencies are left out: who writes "£2,900"
    for "2,900" changes nothing.
    """

    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]


def read_canonical(folded: str, offset: int = 0) -> Canonical:
    """Read a folded text in one pass; `offset` is added to every place."""
    digits = _in_digits(folded)
    if not _DIGIT.search(digits.text):
        return Canonical(
            tuple(Word(m.start() + offset, m.end() + offset, m.group()) for m in WORD.finditer(folded)), ()
        )
    read: list[Word] = []
    quantities: list[Quantity] = []
    for match in _TOKEN.finditer(digits.text):
        if match.group("word"):
            read.append(_word(digits, match.span(), match.group(), offset))
            continue
        quantity = _quantity(match, digits, offset)
        quantities.append(quantity)
        if not quantity.unit:
            read.append(_word(digits, match.span(), quantity.form, offset))
            continue
        # "58 m" is read as a letter before it is known to be a unit.
        unit = match.span(quantity.unit if match.group(quantity.unit) else "letter")
        read.append(_word(digits, (match.start(), unit[0]), quantity.form, offset))
        read.append(_word(digits, unit, quantity.unit, offset))
    return Canonical(tuple(read), tuple(quantities))


def canonical_words(folded: str, offset: int = 0) -> tuple[Word, ...]:
    return read_canonical(folded, offset).words


def _word(digits: Normalised, span: Span, form: str, offset: int) -> Word:
    start, end = digits.original_span(*span) if digits.edits else span
    return Word(start + offset, end + offset, form)


def _in_digits(folded: str) -> Normalised:
    """The text with its number words in digits, and the way back."""
    numerals = find_numerals(folded)
    if not numerals:
        return Normalised(folded)
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    read = written = 0
    for start, end, value in numerals:
        number = str(value)
        pieces += (folded[read:start], number)
        written += start - read
        edits.append((written, len(number), start, end - start))
        written += len(number)
        read = end
    pieces.append(folded[read:])
    return Normalised("".join(pieces), tuple(edits), [edit[0] for edit in edits])


def _quantity(match: re.Match[str], digits: Normalised, offset: int) -> Quantity:
    money = bool(match.group("before") or match.group("after"))
    scale = match.group("scale") or ""
    letter = match.group("letter") or ""
    unit = next((name for name in _UNITS if match.group(name)), "")
    # "58 m" is a distance, "€58m" is money, "58k" is a thousand in any case.
    if letter == "m" and not money:
        unit, letter = "m", ""
    start, end = digits.original_span(*match.span())
    value = _value(match.group("digits")) * _SCALES.get(scale or letter, 1.0)
    return Quantity((start + offset, end + offset), value, unit, money, bool(scale or letter))


def _value(digits: str) -> float:
    """ "1,900", "1.900" and "1 900" are thousands; a last group of any other length is a fraction."""
    compact = re.sub(r"[ ']", "", digits)
    if re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", compact):
        return float(re.sub(r"[.,]", "", compact))
    last = max(compact.rfind("."), compact.rfind(","))
    if last < 0:
        return float(compact)
    return float(re.sub(r"[.,]", "", compact[:last]) + "." + compact[last + 1 :])
