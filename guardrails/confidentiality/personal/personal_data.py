"""Data that leads to a person: addresses, phone numbers, accounts, identity numbers."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from guardrails.confidentiality.personal.checksums import digits_of
from guardrails.confidentiality.personal.datum import Datum, Taken
from guardrails.confidentiality.personal.person_context import find_people_in_context
from guardrails.confidentiality.personal.persons import read_persons
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.normalisation import normalise

if TYPE_CHECKING:
    from guardrails.confidentiality.personal.presidio_engine import PersonalDataReader

_EVIDENCE = {
    "EMAIL": Evidence.STRUCTURE,
    "IP": Evidence.STRUCTURE,
    "IBAN": Evidence.CHECKSUM,
    "CARD": Evidence.CHECKSUM,
    "NIR": Evidence.CHECKSUM,
    "SIRET": Evidence.CHECKSUM,
    "SIREN": Evidence.CHECKSUM,
    "SSN": Evidence.STRUCTURE,
}
_INFORMS = frozenset({"URL"})
_COMPARED_DIGITS = 9
"""The end of a number is the same with and without its country's prefix."""


@lru_cache(maxsize=1)
def _reader() -> "PersonalDataReader":
    """Presidio takes a second to import, so it waits for the first text."""
    from guardrails.confidentiality.personal.presidio_engine import PersonalDataReader

    return PersonalDataReader()


def find_personal_data(text: str) -> list[Datum]:
    """Return the data in a text with their kinds, in code points of the text as given.

    Web addresses ("URL") and names of people ("PERSON") are among them: they inform, and alone they are
    no finding.
    """
    normalised = normalise(text)
    data = _reader().read(normalised.text)
    taken = Taken.by(data)
    people = [Datum("PERSON", *span) for span in read_persons(normalised.text) if not taken.touches(*span)]
    return [
        Datum(datum.entity, *normalised.original_span(datum.start, datum.end))
        for datum in sorted([*data, *people], key=lambda datum: datum.start)
    ]


def warm_up() -> None:
    """Import and build now what the first check would otherwise wait for."""
    _reader()


@dataclass(frozen=True, slots=True)
class PersonalDataCheck:
    """Find personal data, and people named beside it.

    Addresses of `domains` and numbers among `phones`, the company's own, pass; so do the `people` who speak
    for it.
    """

    domains: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    name: str = "confidentiality.personal_data"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        data = [
            datum
            for datum in _reader().read(doc.text)
            if not self._passes(datum.entity, doc.text[datum.start : datum.end])
        ]
        return [
            *(
                doc.finding(
                    f"confidentiality.{datum.entity.lower()}",
                    datum.start,
                    datum.end,
                    evidence=_EVIDENCE.get(datum.entity, Evidence.PATTERN),
                )
                for datum in data
            ),
            *find_people_in_context(doc, data, allowed=self.people),
        ]

    def _passes(self, entity: str, words: str) -> bool:
        if entity in _INFORMS:
            return True
        if entity == "EMAIL":
            domain = words.lower().rpartition("@")[2]
            return any(domain == own.lower() or domain.endswith(f".{own.lower()}") for own in self.domains)
        if entity == "PHONE":
            ending = digits_of(words)[-_COMPARED_DIGITS:]
            return any(digits_of(own)[-_COMPARED_DIGITS:] == ending for own in self.phones)
        return False
