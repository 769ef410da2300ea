"""International bank account numbers, in any grouping."""

import re
from collections.abc import Iterator

from guardrails.confidentiality.personal.checksums import IBAN_LENGTHS, is_iban
from guardrails.confidentiality.personal.datum import Datum

_BETWEEN = r"[ .\-_/·|\n]{0,3}"
_BEGINNING = re.compile(
    rf"(?<![^\W_])(?P<country>[a-z]{_BETWEEN}[a-z]){_BETWEEN}\d{_BETWEEN}\d(?={_BETWEEN}[a-z0-9])"
)
_CHARACTER = re.compile(rf"{_BETWEEN}[a-z0-9]")
_FEWEST_DIGITS = 9


def find_bank_accounts(folded: str) -> Iterator[Datum]:
    """Yield IBANs of the length of their country and with the right check digits."""
    read = 0
    for match in _BEGINNING.finditer(folded):
        length = IBAN_LENGTHS.get(f"{match['country'][0]}{match['country'][-1]}".upper())
        if length is None or match.start() < read:
            continue
        end = _end(folded, match.end(), length - 4)
        if end and _proves(folded[match.start() : end]):
            yield Datum("IBAN", match.start(), end)
            read = end


def _end(folded: str, at: int, missing: int) -> int:
    """Where that many more letters and digits have been read; 0 if the text ends first or goes on."""
    for _ in range(missing):
        character = _CHARACTER.match(folded, at)
        if character is None:
            return 0
        at = character.end()
    return at if not folded[at : at + 1].isalnum() else 0


def _proves(written: str) -> bool:
    """Words can be read as an account by accident, so most of it must be digits."""
    return sum(map(str.isdigit, written)) >= _FEWEST_DIGITS and is_iban(written)
