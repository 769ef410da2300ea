"""Numbers and dates as values, however French or English writes them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from guardrails.grounding.shares import find_shares, percent
from guardrails.numerals import Numeral, find_numerals
from guardrails.sentences import Span

_SMALL = 12
_ROUNDED = 0.67
_ROUND_WORD = 1_000
_MULTIPLIERS = {
    "k": 1e3, "thousand": 1e3, "mille": 1e3, "millier": 1e3, "milliers": 1e3,
    "m": 1e6, "mio": 1e6, "mn": 1e6, "million": 1e6, "millions": 1e6,
    "md": 1e9, "mds": 1e9, "bn": 1e9, "b": 1e9, "billion": 1e9, "billions": 1e9, "milliard": 1e9,
    "milliards": 1e9, "trillion": 1e12, "trillions": 1e12,
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
_COUNTED = (
    "kgs?|kilos?|kwh|mwh|km|kilomet|grammes?|grams?|g|mg|tonnes?|tons?|litres?|liters?|metres?|meters?|cm|mm|m2|m3|watts?|w|kw|mw|volts?|"
    "v|hz|rpm|tours?|degres?|degrees?|heures?|hours?|jours?|days?|minutes?|references?|pieces?|parts|fours?|ovens?|personnes?|people|"
    "salarie\\w*|employe\\w*|employees?|collegues|colleagues|clients?|customers?|appels?|calls?|commandes?|orders?|tickets?|lignes?|"
    "lines?|mots?|words?|pages?|fois|times|boulangers?|bakers?|articles?|erreurs?|errors?|abonnes?|followers"
)
"""What stands after a number that only looks like a year."""
_DATES = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})\b(?:\.?,? (?P<year>{_YEAR})\b)?"
    rf"|\b(?P<month2>{_MONTH})\b\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,? (?P<year2>{_YEAR})\b)?"
    rf"|\b(?P<month3>{_MONTH})\b\.? (?P<year3>{_YEAR})\b"
    rf"|\b(?P<year4>{_YEAR})-(?P<month4>\d\d)-(?P<day4>\d\d)\b"
    rf"|\b(?P<day5>\d{{1,2}})/(?P<month5>\d{{1,2}})/(?P<year5>{_YEAR})\b"
    rf"|\b(?:q|t)(?P<quarter>[1-4])(?: |-)?(?P<year6>{_YEAR})?\b"
    rf"|(?<![\d.,])(?P<year7>{_YEAR})"
    rf"(?![\d%]|[.,]\d| ?(?:%|€|\$|euros?\b|dollars?\b|(?:\d{{3}})\b|(?:{_COUNTED})\b))"
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
_AFTER_WORDS = re.compile(
    r"(?:[ -](?P<multiplier>millions?|milliards?|billions?|trillions?)\b)?"
    r"(?: (?P<percent>percent\b|per cent\b|pour cent\b|%))?"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[#@][\w.-]+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+|(?<![\w.-])[a-z][\w-]{0,40}(?:\.[\w-]{1,40}){1,4}/\S*"
    r"|\b[a-z]{2}\d{2}(?: ?[a-z\d]{4}){3,7}(?: ?[a-z\d]{1,4})?\b"
    r"|(?<![\w.,])(?:\+|00)\d{1,3}[ .-]?(?:\(0\)[ .-]?)?\d(?:[ .-]?\d){6,11}(?!\w)"
    r"|(?<![\w.,])0\d(?:[ .-]\d{2}){4}(?!\w)|(?<![\w.,])0\d{9,10}(?!\w)"
    r"|(?<![\w.,])0\d{2,4} \d{3,4} ?\d{3,4}(?!\w)"
    r"|(?<!\w)v(?:ersion)?\.? ?\d+(?:\.\d+)*"
    r"|(?<![\w.,])(?!\d{1,3}(?:\.\d{3})+(?!\d))\d+(?:\.\d+){2,}(?![\w,])"
    r"|\b\d{1,2} ?(?::|h) ?\d{2}\b|\b\d{1,2} ?(?:am|pm|o'clock)\b"
    r"|\b(?:vers|a partir de|jusqu'a|at|from|until) \d{1,2} ?(?:h|heures)\b(?! (?:de|par|supp|a|per)\b)"
)
"""Digits that count nothing: links, tags, e-mail, bank accounts, telephones, versions, times of day."""


Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a date at a span of the text read.

    `values` are all readings ("1,200" may be 1200 or 1.2); a date has one reading of parts such as
    ("y2024", "m3"). A `minor` figure (a small bare integer) is a claim only where a source or the
    author said the rest of its sentence; so is one `in_words`. A `loose` one ("a third", "une vingtaine")
    never was exact. Any value within `ranges` (bounds included) is meant too.
    """

    kind: str
    span: Span
    values: frozenset[float] = frozenset()
    parts: frozenset[str] = frozenset()
    minor: bool = False
    in_words: bool = False
    loose: bool = False
    ranges: tuple[Range, ...] = ()


def find_figures(
    folded: str, *, spelled: bool = False, languages: Iterable[str] = ("en", "fr")
) -> list[Figure]:
    """Return numbers and dates of a folded text in order.

    `spelled` adds small figures in words, "twelve" and "douze"; `languages` says in which words.
    """
    taken = bytearray(len(folded))
    for address in _ADDRESS.finditer(folded):
        _take(taken, address.span())
    read = (
        *map(_date, _DATES.finditer(folded)),
        *(map(_loose, find_shares(folded)) if spelled else ()),
        *map(_number, _NUMBER.finditer(folded)),
        *(_spelled_number(folded, numeral) for numeral in find_numerals(folded, languages=languages)),
    )
    figures: list[Figure] = []
    for figure in read:
        if not any(taken[slice(*figure.span)]) and (spelled or not figure.in_words or not figure.minor):
            _take(taken, figure.span)
            figures.append(figure)
    return sorted(figures, key=lambda figure: figure.span)


def _loose(found: tuple[Span, float]) -> Figure:
    span, value = found
    return Figure("number", span, frozenset({value}), minor=True, in_words=True, loose=True)


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
    is_share = bool(match.group("percent"))
    bare = not is_share and multiplier == 1 and not match.group("money") and not match.group("currency")
    minor = bare and match.group("digits").isdigit() and max(readings) <= _SMALL
    return Figure(
        "number", match.span(), frozenset(map(percent if is_share else float, readings)), minor=minor
    )


def _multiplier(match: re.Match[str]) -> float:
    letter = match.group("letter")
    money = match.group("money") or match.group("currency")
    if letter in ("m", "b") and not money:
        return 1.0
    return _MULTIPLIERS.get(match.group("multiplier") or letter or "", 1.0)


def _spelled_number(folded: str, numeral: Numeral) -> Figure:
    after = _AFTER_WORDS.match(folded, numeral.end)
    multiplier = after.group("multiplier") if after else None
    is_share = bool(after and after.group("percent"))
    value = numeral.value * _MULTIPLIERS.get(multiplier or "", 1.0)
    return Figure(
        "number",
        (numeral.start, after.end() if after else numeral.end),
        frozenset({percent(value) if is_share else value}),
        minor=not multiplier and not is_share and value <= _ROUND_WORD,
        in_words=True,
    )


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
    """The figures of a material, ready to be asked whether they hold another. `shares` were told in words."""

    values: frozenset[float]
    dates: tuple[frozenset[str], ...]
    shares: frozenset[float] = frozenset()

    def hold(self, figure: Figure) -> bool:
        """A date is held by one that says at least as much; a year may also be a number."""
        return self.hold_exactly(figure) or self.near(figure) is not None

    def hold_exactly(self, figure: Figure) -> bool:
        if figure.parts and any(figure.parts <= date for date in self.dates):
            return True
        return bool(figure.values & self.values)

    def near(self, figure: Figure) -> float | None:
        """The value that the words of the figure may mean, where it is not the very same."""
        wanted = next(iter(figure.values), 0.0)
        meant = [value for value in self.values for low, high in figure.ranges if low <= value <= high]
        # "Un tiers" in a source holds "33 %" here.
        meant += [share for share in self.shares for value in figure.values if abs(share - value) <= _ROUNDED]
        return min(meant, key=lambda value: abs(value - wanted), default=None)


def known_figures(folded: str) -> KnownFigures:
    figures = find_figures(folded, spelled=True)
    values = frozenset(value for figure in figures for value in figure.values)
    shares = frozenset(value for figure in figures if figure.loose for value in figure.values if value < 0)
    return KnownFigures(values, tuple(figure.parts for figure in figures if figure.parts), shares)
