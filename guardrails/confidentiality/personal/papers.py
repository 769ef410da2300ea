# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Papers of people: passports, identity cards, national insurance numbers and number plates."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from guardrails.confidentiality.personal.checksums import is_nir
from guardrails.confidentiality.personal.datum import Datum
from guardrails.confidentiality.personal.surroundings import Surroundings


class _Kind(NamedTuple):
    """What it looks like; the words without which it is not one; signs of those words, for a quick look."""

    entity: str
    pattern: re.Pattern[str]
    words: re.Pattern[str] | None = None
    hints: tuple[str, ...] = ()
    proof: Callable[[str], bool] = bool


def _written(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")


_CODE = re.compile(r"[A-Z][ .·-]?\d\d|\d[ .·-]?[A-Z]{2}|\d[ .-]?(?:[AaBb] ?\d|\D{0,3}cl[ée]|\D{0,3}key)")
"""Letters that touch digits, as in all but passports and identity cards: a quick look."""
_PLATE_LETTERS = "[A-HJ-NP-TV-Z]"
_PASSPORT = re.compile(r"\bpasse?ports?\b")
_IDENTITY = re.compile(
    r"\b(?:identite|identity|cnie?|id card|id number|piece d'identite|titre de sejour|residence permit)\b"
)
_CAR = re.compile(
    r"\b(?:plaques?|immatricul\w+|plates?|registration|reg|voiture|vehicule|car|van|camion|truck|scooter|moto|garee?s?|parked)\b"
)

_KINDS = (
    _Kind("PASSPORT", _written(r"\d{2} ?[A-Z]{2} ?\d{5}|[A-Z]\d{8}|[A-Z]{2}\d{6,7}|\d{9}|[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}"),
          _PASSPORT, ("passport", "passeport")),
    _Kind("ID_CARD", _written(r"\d{12}|\d{4} ?\d{4} ?\d{4}|(?=[A-Z0-9]{0,8}\d)[A-Z0-9]{9}|\d{2}[A-Z0-9]{2}\d{5}"),
          _IDENTITY, ("identit", "cni", "id card", "id number", "sejour", "residence permit")),
    _Kind("NINO", _written(r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]")),
    _Kind("PLATE", _written(rf"(?!SS|WW)(?:{_PLATE_LETTERS}{{2}}-\d{{3}}-(?!SS){_PLATE_LETTERS}{{2}})")),
    _Kind("PLATE", _written(
        rf"(?!SS|WW){_PLATE_LETTERS}{{2}}[ .·]?\d{{3}}[ .·]?{_PLATE_LETTERS}{{2}}|\d{{1,4}}[ -]?[A-Z]{{2,3}}[ -]?(?:\d{{2}}|2[AB]|97\d)"
        r"|[A-Z]{2}\d{2} ?[A-Z]{3}"),
          _CAR, ("plaque", "immatricul", "plate", "registration", " reg", "voiture", "vehicule", " car", " van", "camion",
                 "truck", "scooter", "moto", "garee", "parked")),
    _Kind("NIR", _written(
        r"[1-8][ .-]?\d{2}[ .-]?\d{2}[ .-]?(?:\d{2}|2[AaBb])[ .-]?\d{3}[ .-]?\d{3}[ .,:/-]{0,3}(?:cl[ée]|key)?[ .:-]{0,3}\d{2}"), proof=is_nir),
)  # fmt: skip


def find_papers(text: str, folded: str) -> Iterator[Datum]:
    """Yield what papers are numbered with; most of it needs a word nearby that says which paper it is."""
    around = Surroundings(folded)
    for kind in _KINDS if _CODE.search(text) else _KINDS[:2]:
        if kind.hints and not any(hint in folded for hint in kind.hints):
            continue
        for match in kind.pattern.finditer(text):
            if kind.proof(match.group()) and (kind.words is None or around.names(kind.words, *match.span())):
                yield Datum(kind.entity, *match.span())
