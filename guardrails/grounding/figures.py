"""Numbers and dates as values, however French or English writes them."""

import re
from dataclasses import dataclass

from guardrails.sentences import Span

_SMALL = 12
_MULTIPLIERS = {
    "k": 1e3, "thousand": 1e3, "mille": 1e3, "millier": 1e3, "milliers": 1e3,
    "m": 1e6, "mio": 1e6, "mn": 1e6, "million": 1e6, "millions": 1e6,
    "md": 1e9, "mds": 1e9, "bn": 1e9, "b": 1e9, "billion": 1e9, "billions": 1e9, "milliard": 1e9,
    "milliards": 1e9, "trillion": 1e12, "trillions": 1e12,
}  # fmt: skip
_SPELLED = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5,
    "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20,
    "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100,
}  # fmt: skip
_MONTH_NAMES = (
    "january janvier jan janv", "february fevrier feb fevr", "march mars mar", "april avril apr avr",
    "may mai", "june juin jun", "july juillet jul juil", "august aout aug",
    "september septembre sept sep", "october octobre oct", "november novembre nov",
    "december decembre dec",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_DATES = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})\b\.?(?:,? (?P<year>{_YEAR})\b)?"
    rf"|\b(?P<month2>{_MONTH})\b\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,? (?P<year2>{_YEAR})\b)?"
    rf"|\b(?P<month3>{_MONTH})\b\.? (?P<year3>{_YEAR})\b"
    rf"|\b(?P<year4>{_YEAR})-(?P<month4>\d\d)-(?P<day4>\d\d)\b"
    rf"|\b(?P<day5>\d{{1,2}})/(?P<month5>\d{{1,2}})/(?P<year5>{_YEAR})\b"
    rf"|\b(?:q|t)(?P<quarter>[1-4])(?: |-)?(?P<year6>{_YEAR})?\b"
    rf"|(?<![\d.,])(?P<year7>{_YEAR})(?![\d%]|[.,]\d| ?(?:%|€|\$|euros?\b|dollars?\b|(?:\d{{3}})\b))"
)
_NUMBER = re.compile(
    r"(?<![\w.,/:#-])(?P<currency>[€$£] ?)?"
    r"(?P<digits>\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,4})?|\d{1,18}(?:[.,]\d{1,6})?)(?!\d)"
    r"(?! ?[:h]\d\d)(?! ?(?:st|nd|rd|th|er|e|eme|d|p|v)\b(?!['\w]))"
    r"(?:(?: |-)?(?P<multiplier>millions?|milliards?|billions?|trillions?|thousand|milliers?|mille|mds?|"
    r"mio|mn|bn)\b| ?(?P<letter>[kmb])(?= ?[€$£]|\b))?"
    r"(?: ?(?P<percent>%|percent\b|per cent\b|pour ?cent\b|pct\b)"
    r"| ?(?P<money>[€$£]|euros?\b|dollars?\b|pounds?\b|usd\b|eur\b))?"
)
_SPELLED_NUMBER = re.compile(
    rf"\b(?P<word>{'|'.join(_SPELLED)})\b"
    r"(?:[ -](?P<multiplier>millions?|milliards?|billions?|thousand|mille)\b)?"
    r"(?: (?P<percent>percent|per cent|pour cent|%))?"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[#@][\w.-]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a date at a span of the text read.

    `values` are all readings ("1,200" may be 1200 or 1.2); a date has one reading of parts such as
    ("y2024", "m3"). A `minor` figure (a small bare integer) is a claim only where a source or the
    author said the rest of its sentence.
    """

    kind: str
    span: Span
    values: frozenset[float] = frozenset()
    parts: frozenset[str] = frozenset()
    minor: bool = False


def find_figures(folded: str, *, spelled: bool = False) -> list[Figure]:
    """Return numbers and dates of a folded text in order; `spelled` adds "twelve" and "douze"."""
    taken = bytearray(len(folded))
    for address in _ADDRESS.finditer(folded):
        _take(taken, address.span())
    figures: list[Figure] = []
    for pattern, read in ((_DATES, _date), (_NUMBER, _number), (_SPELLED_NUMBER, _spelled_number)):
        for match in pattern.finditer(folded):
            figure = read(match)
            if any(taken[slice(*figure.span)]) or (read is _spelled_number and figure.minor and not spelled):
                continue
            _take(taken, figure.span)
            figures.append(figure)
    return sorted(figures, key=lambda figure: figure.span)


def _take(taken: bytearray, span: Span) -> None:
    """Mark the span, so that "3 mars 2030" is not read again as 3 and as 2030."""
    taken[slice(*span)] = b"\1" * (span[1] - span[0])


def _date(match: re.Match[str]) -> Figure:
    parts = set()
    year = None
    for name, value in match.groupdict().items():
        if value is None:
            continue
        part = name.rstrip("0123456789")
        number = _MONTHS.get(value) or int(value)
        parts.add(f"{part[0]}{number}")
        year = number if part == "year" else year
    bare_year = len(parts) == 1 and year is not None
    return Figure(
        "date", match.span(), frozenset({float(year)} if bare_year and year else ()), frozenset(parts)
    )


def _number(match: re.Match[str]) -> Figure:
    multiplier = _multiplier(match)
    readings = {reading * multiplier for reading in _readings(match.group("digits"))}
    percent = bool(match.group("percent"))
    bare = not percent and multiplier == 1 and not match.group("money") and not match.group("currency")
    minor = bare and match.group("digits").isdigit() and max(readings) <= _SMALL
    return Figure(
        "number", match.span(), frozenset(map(_percent if percent else float, readings)), minor=minor
    )


def _multiplier(match: re.Match[str]) -> float:
    letter = match.group("letter")
    money = match.group("money") or match.group("currency")
    if letter in ("m", "b") and not money:
        return 1.0
    return _MULTIPLIERS.get(match.group("multiplier") or letter or "", 1.0)


def _spelled_number(match: re.Match[str]) -> Figure:
    multiplier = _MULTIPLIERS.get(match.group("multiplier") or "", 1.0)
    value = _SPELLED[match.group("word")] * multiplier
    percent = bool(match.group("percent"))
    values = frozenset({_percent(value) if percent else value})
    return Figure("number", match.span(), values, minor=multiplier == 1 and not percent)


def _percent(value: float) -> float:
    """Percentages live on an axis of their own: 12 % is not 12."""
    return -1.0 - value


def _readings(digits: str) -> set[float]:
    compact = digits.replace(" ", "").replace("'", "")
    whole = {float(re.sub(r"[.,]", "", compact))} if re.fullmatch(r"\d{1,3}([.,]\d{3})+", compact) else set()
    last = max(compact.rfind("."), compact.rfind(","))
    if last < 0:
        return {float(compact)}
    decimal = re.sub(r"[.,]", "", compact[:last]) + "." + compact[last + 1 :]
    return whole | ({float(decimal)} if not whole or compact.count(compact[last]) == 1 else set())


@dataclass(frozen=True, slots=True)
class KnownFigures:
    """The figures of a material, ready to be asked whether they hold another."""

    values: frozenset[float]
    dates: tuple[frozenset[str], ...]

    def hold(self, figure: Figure) -> bool:
        """A date is held by one that says at least as much; a year may also be a number."""
        if figure.parts and any(figure.parts <= date for date in self.dates):
            return True
        return bool(figure.values & self.values)


def known_figures(folded: str) -> KnownFigures:
    figures = find_figures(folded, spelled=True)
    values = frozenset(value for figure in figures for value in figure.values)
    return KnownFigures(values, tuple(figure.parts for figure in figures if figure.parts))
