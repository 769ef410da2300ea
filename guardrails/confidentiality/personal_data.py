"""Data that leads to a person: addresses, phone numbers, accounts, identity numbers."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from guardrails.confidentiality.checksums import digits_of
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding

if TYPE_CHECKING:
    from guardrails.confidentiality.presidio_engine import PersonalDataReader

_EVIDENCE = {
    "EMAIL": Evidence.STRUCTURE,
    "IP": Evidence.STRUCTURE,
    "IBAN": Evidence.CHECKSUM,
    "CARD": Evidence.CHECKSUM,
    "NIR": Evidence.CHECKSUM,
    "SIRET": Evidence.CHECKSUM,
    "SIREN": Evidence.CHECKSUM,
}
_COMPARED_DIGITS = 9
"""The end of a number is the same with and without its country's prefix."""


@lru_cache(maxsize=1)
def _reader() -> "PersonalDataReader":
    """Presidio takes a second to import, so it waits for the first text."""
    from guardrails.confidentiality.presidio_engine import PersonalDataReader

    return PersonalDataReader()


def warm_up() -> None:
    """Import and build now what the first check would otherwise wait for."""
    _reader()


@dataclass(frozen=True, slots=True)
class PersonalDataCheck:
    """Find personal data; addresses of `domains` and numbers among `phones`, the company's own, pass."""

    domains: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    name: str = "confidentiality.personal_data"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if "@" not in doc.text and not any(map(str.isdigit, doc.text)) and not _may_be_spelled(doc):
            return []
        return [
            doc.finding(
                f"confidentiality.{data.entity.lower()}",
                data.start,
                data.end,
                evidence=_EVIDENCE.get(data.entity, Evidence.PATTERN),
            )
            for data in _reader().read(doc.text)
            if not self._passes(data.entity, doc.text[data.start : data.end])
        ]

    def _passes(self, entity: str, words: str) -> bool:
        if entity == "EMAIL":
            domain = words.lower().rpartition("@")[2]
            return any(domain == own.lower() or domain.endswith(f".{own.lower()}") for own in self.domains)
        if entity == "PHONE":
            ending = digits_of(words)[-_COMPARED_DIGITS:]
            return any(digits_of(own)[-_COMPARED_DIGITS:] == ending for own in self.phones)
        return False


def _may_be_spelled(doc: Doc) -> bool:
    """Whether words may stand for signs: "ana at example dot test", "zéro six"."""
    return (
        "zero" in doc.folded
        or "oh " in doc.folded
        or any(
            sign in doc.folded
            for sign in ("arobase", "[at", "(at", "{at", "<at", " dot ", " point ", "dot]", "dot)")
        )
    )
