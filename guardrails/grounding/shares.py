# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Shares and round numbers in words: "a third of", "une sur trois", "une vingtaine"."""

import re
from collections.abc import Iterator

from guardrails.sentences import Span

_SHARE = re.compile(
    r"(?<!first )(?<!second )(?<!other )(?<!back )(?<!last )\bhalf (?:of )?(?P<half>(?:the|our|my|its|their|all|of|those|these)"
    r"(?! (?:way|time|hour|battle|year|day|night|week|month))\b)"
    r"|\bla (?P<half2>moitie) d(?:es|u|'|e (?:la|l'|nos|ses|leurs|ces))"
    r"|\b(?:(?P<some>a|one|un|le|two|deux|(?:les )?trois|three)[ -])(?P<part>thirds?|quarters?|fifths?|tenths?|tiers|quarts?|"
    r"cinquiemes?|dixiemes?)(?= (?:of|d[eu']|des)\b)(?! (?:d'heure|of an hour|d'annee|of a second))"
    r"|\b(?:one|une?) (?:\w+ )?(?:in|out of|sur) (?P<among>two|three|four|five|ten|deux|trois|quatre|cinq|dix)\b"
)
_PARTS = {"thi": 3, "tie": 3, "qua": 4, "fif": 5, "cin": 5, "ten": 10, "dix": 10}
_AMONG = {
    "two": 2,
    "deux": 2,
    "three": 3,
    "trois": 3,
    "four": 4,
    "quatre": 4,
    "five": 5,
    "cinq": 5,
    "ten": 10,
    "dix": 10,
}
_GROUP = re.compile(
    r"\b(?:a dozen|une (?P<group>dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine))"
    r"(?=(?: \w+)? d[e'] ?|\s\w)(?! (?:d'annees|de jours|d'ans))"
)
_GROUPS = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
}  # fmt: skip


def percent(value: float) -> float:
    """Percentages live on an axis of their own: 12 % is not 12."""
    return -1.0 - value


def find_shares(folded: str) -> Iterator[tuple[Span, float]]:
    """The spans and values, on the axis of percentages or of plain numbers, of figures without digits."""
    for match in _SHARE.finditer(folded):
        yield match.span(), percent(100 * _share(match))
    for match in _GROUP.finditer(folded):
        yield match.span(), float(_GROUPS.get(match.group("group"), 12))


def _share(match: re.Match[str]) -> float:
    if among := match.group("among"):
        return 1 / _AMONG[among]
    if not (part := match.group("part")):
        return 0.5
    many = match.group("some").split()[-1]
    return _AMONG.get(many, 1) / _PARTS[part[:3]]
