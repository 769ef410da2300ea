# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Postal addresses: French, British and American."""

import re
from collections.abc import Iterator

from guardrails.confidentiality.personal.datum import Datum

_NUMBER = r"(?<![\w.,/-])\d{1,4}(?: ?(?:bis|ter|quater|[A-Da-d])(?![\w']))?(?:[-/]\d{1,4})?"
_CITY = r"(?-i:[A-ZÀ-Þ])[\w'.-]{1,30}(?:[ -](?:(?:sur|sous|en|le|la|les|de|du|des|lès|saint|sainte|aux|et|d')[ -]){0,2}(?-i:[A-ZÀ-Þ])[\w'.-]{1,30}){0,4}(?: cedex(?: \d{1,2})?)?"
_POSTCODE_FR = rf"(?:[,;]? ?[\n–-]? ?|,? (?:à|in|en) )(?:F-|FR-|B-|CH-)?\d{{2}} ?\d{{3}}\b,? {_CITY}"
_STREET_FR = (
    r"rue|avenue|av\.|boulevard|bd\.?|bld|bvd|blvd|all[ée]es?|chemin|impasse|quai|faubourg|fbg|passage|sentier|ruelle|venelle|"
    r"rond-point|esplanade|promenade|lotissement|hameau|résidence|residence|traverse|montée"
)
_DOUBTFUL_FR = r"place|pl\.|route|rte|cours|square|voie|villa|cité|mail|zone|parvis"
_NAME_FR = (
    r"(?:(?: (?:de|du|des|la|le|les|aux?|à|et)){0,3} ?(?:(?<= )[ld]')?(?-i:[A-ZÀ-Þ0-9])[\w'.-]{0,30}){1,6}"
)
_LOWER_NAME_FR = r"(?: (?:de la|de l'|du|des|de|d')(?: |(?<='))[\w'-]{2,30})(?: [\w'-]{2,30}){0,3}?"
_FRENCH = re.compile(
    rf"{_NUMBER},? (?:(?:{_STREET_FR})(?:{_NAME_FR}|{_LOWER_NAME_FR})(?:{_POSTCODE_FR})?"
    rf"|(?:{_STREET_FR}|{_DOUBTFUL_FR})(?:{_NAME_FR}|{_LOWER_NAME_FR}){_POSTCODE_FR})",
    re.IGNORECASE,
)
_STREET_EN = (
    r"Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Dr|Close|Court|Ct|Place|Pl|Way|Crescent|Cres|Gardens|Gdns|Grove|Terrace|"
    r"Square|Sq|Mews|Row|Walk|Boulevard|Blvd|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail|Turnpike|Quay|Wharf|Broadway|Hill|Rise|View|Loop|Pike"
)
_ALSO_WORDS = frozenset(
    [
        "Way",
        "Close",
        "Court",
        "Place",
        "Row",
        "Walk",
        "Hill",
        "Rise",
        "View",
        "Loop",
        "Trail",
        "Pike",
        "Square",
        "Circle",
        "Drive",
        "Wharf",
    ]
)
"""Streets only where the town follows: "5 Best Way" is none."""
_UNIT = r"(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Room|#)\.? ?#?\w{1,6})"
_POSTCODE_UK = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
_TOWN_EN = r"(?:,? ?\n?[A-Z][\w'.-]{1,30}(?: (?:upon|on|of|the|in|[A-Z][\w'.-]{1,30})){0,3})"
_END_EN = rf"(?:{_UNIT}?{_TOWN_EN}{{0,3}},? ?\n?(?:[A-Z]{{2}},? \d{{5}}(?:-\d{{4}})?|[A-Z][a-z]+ \d{{5}}(?:-\d{{4}})?|{_POSTCODE_UK})|{_UNIT})?"
_ENGLISH = re.compile(
    rf"(?:(?:Flat|Apartment|Apt|Unit|Suite) \w{{1,4}},? )?(?<![\w.,/-])\d{{1,5}}[A-Za-z]?(?:-\d{{1,5}})?,? (?:[NSEW]\.? )?"
    rf"(?:(?:[A-Z][\w'.-]{{1,30}}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,4}}(?P<street>{_STREET_EN})\b\.?(?: (?:[NSEW]{{1,2}}|North|South|East|West)\b)?(?P<end>{_END_EN})"
)
_BOX = re.compile(
    rf"\b(?:P\.? ?O\.? ?Box \d{{1,6}}(?:{_TOWN_EN}{{0,3}},? ?(?:[A-Z]{{2}},? \d{{5}}(?:-\d{{4}})?|{_POSTCODE_UK}))?"
    rf"|(?:BP|CS|B\.P\.) ?\d{{1,5}},? ?[\n–-]? ?\d{{2}} ?\d{{3}} {_CITY})"
)
_DOOR = re.compile(r"(?<![\w.,/-])\d{1,5}(?=(?: ?(?:bis|ter|quater|[A-Da-d]))?[-/\d]{0,6},? [\w.])")
_ROOM = re.compile(r"(?:Flat|Apartment|Apt|Unit|Suite) \w{1,4},? $")
_BOX_SIGN = re.compile(r"(?i:box)|BP|CS|B\.P")


def find_postal_addresses(text: str) -> Iterator[Datum]:
    """Yield addresses that lead to a door: a number and a street, with the town if it follows."""
    read = 0
    for match in sorted(_matches(text), key=lambda match: (match.start(), -match.end())):
        if match.start() >= read:
            yield Datum("ADDRESS", *match.span())
            read = match.end()


def _matches(text: str) -> Iterator[re.Match[str]]:
    for door in _DOOR.finditer(text):
        room = _ROOM.search(text[max(0, door.start() - 20) : door.start()])
        start = door.start() - len(room.group()) if room else door.start()
        match = _FRENCH.match(text, door.start()) or _in_english(text, start)
        if match:
            yield match
    if _BOX_SIGN.search(text):
        yield from _BOX.finditer(text)


def _in_english(text: str, start: int) -> re.Match[str] | None:
    match = _ENGLISH.match(text, start)
    return match if match and (match["end"] or match["street"] not in _ALSO_WORDS) else None
