"""Figures that say themselves how exact they are: "about a third", "près de 60 %", "over 1,200"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from guardrails.grounding.figures import Figure, Range

_BEFORE = 28
_HEDGES = {
    "about": r"about|around|roughly|approximately|approx\.?|some|circa|environ|autour de|quelques?|~|"
    r"a peu pres|plus ou moins|de l'ordre de|dans les",
    "nearly": r"nearly|almost|close to|just under|pres de|presque|pas loin de|quasi(?:ment)?",
    "over": r"over|more than|above|upwards of|at least|plus d[e']|au-dela de|au moins|un peu plus d[e']",
    "under": r"under|less than|fewer than|below|at most|moins d[e']|au plus|un peu moins d[e']",
}
_HEDGE = re.compile(
    "(?<!\\w)(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _HEDGES.items()) + r") ?$"
)
# How far the true value may lie from the one written, as factors of it.
_FACTORS = {"about": (0.95, 1.05), "nearly": (0.9, 1.02), "over": (1.0, 1.3), "under": (0.75, 1.0)}
_WIDEST = 0.1
_UNHEDGED = 0.025
_POINTS_HEDGED, _POINTS = 3.5, 1.6
_FRACTION = re.compile(r"[.,](\d{1,2})$")
_DIGITS = re.compile(r"\d[\d .,']*(?<=\d)")


def loosened(folded: str, figure: Figure) -> Figure:
    """The figure with the ranges in which its words still tell the truth; a date has none.

    A hedge in front of it widens them. Without one, a share and a figure in millions or with decimals
    may be rounded at its last digit, by 2.5 % at most; a plain count must be exact.
    """
    if figure.kind != "number":
        return figure
    hedge = _HEDGE.search(folded, max(0, figure.span[0] - _BEFORE), figure.span[0])
    name = hedge.lastgroup if hedge else None
    written = folded[figure.span[0] : figure.span[1]]
    return replace(figure, ranges=tuple(_ranges(figure, name, written)))


def _ranges(figure: Figure, hedge: str | None, written: str) -> Iterator[Range]:
    for value in figure.values:
        percent = value < 0
        size = -1.0 - value if percent else value
        low, high = _around(size, hedge, written, in_words=figure.loose, percent=percent)
        if low < high:
            yield (-1.0 - high, -1.0 - low) if percent else (low, high)


def _around(size: float, hedge: str | None, written: str, *, in_words: bool, percent: bool) -> Range:
    if hedge in ("over", "under"):
        return _FACTORS[hedge][0] * size, _FACTORS[hedge][1] * size
    if in_words:
        margin = (_POINTS_HEDGED if hedge else _POINTS) if percent else size * 0.2
        return size - margin, size + margin
    if hedge:
        low, high = _FACTORS[hedge]
        half = _last_digit(size, written, zeros=True) / 2 if hedge == "about" else 0.0
        half = max(half, 1.5) if percent and hedge == "about" else half
        margin = min(half, _WIDEST * size)
        return min(low * size, size - margin), max(high * size, size + margin)
    if not percent and written.isdigit():
        return size, size
    half = min(_last_digit(size, written, zeros=False) / 2, _UNHEDGED * size)
    return (size - half, size + half) if percent or _is_scaled(size, written) else (size, size)


def _is_scaled(size: float, written: str) -> bool:
    """Whether "million" or a fraction stands in it: nobody writes those to the last unit."""
    number = _DIGITS.search(written)
    return number is not None and (size >= 1e6 or bool(_FRACTION.search(number.group())))


def _last_digit(size: float, written: str, *, zeros: bool) -> float:
    """What one step of the last digit that counts is worth; with `zeros`, those at the end count for none."""
    found = _DIGITS.search(written)
    if not found:
        return 0.0
    digits = re.sub(r"[ ']", "", found.group())
    fraction = _FRACTION.search(digits)
    whole = re.sub(r"[.,]", "", digits[: fraction.start()] if fraction else digits)
    if fraction:
        places = len(fraction.group(1))
        return size / float(f"{whole}.{fraction.group(1)}") / 10**places if size else 0.0
    step = 10 ** (len(whole) - len(whole.rstrip("0") or "0")) if zeros else 1
    return step * size / (float(whole) or 1.0)
