"""All readers of personal data over one text, and which of them speaks where two of them do."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from guardrails.confidentiality.personal.bank_accounts import find_bank_accounts
from guardrails.confidentiality.personal.birth_dates import find_birth_dates
from guardrails.confidentiality.personal.datum import Datum, Taken
from guardrails.confidentiality.personal.identity_numbers import find_numbers
from guardrails.confidentiality.personal.mail_addresses import find_mail_addresses
from guardrails.confidentiality.personal.papers import find_papers
from guardrails.confidentiality.personal.postal_addresses import find_postal_addresses
from guardrails.confidentiality.personal.spelled_numbers import in_digits
from guardrails.confidentiality.personal.web_addresses import find_bare_pages, find_machines, find_pages
from guardrails.normalisation import fold

ENTITIES = (
    "EMAIL", "PHONE", "IBAN", "CARD", "NIR", "SSN", "NINO", "SIRET", "SIREN", "IP", "PLATE", "PASSPORT",
    "ID_CARD", "ADDRESS", "BIRTH_DATE",
)  # fmt: skip
"""What leads to a person or a company; "URL" is read as well and only informs."""
_FIRST = (
    "EMAIL", "IBAN", "NIR", "URL", "IP", "SIRET", "CARD", "BIRTH_DATE", "PASSPORT", "ID_CARD", "SSN", "NINO",
)  # fmt: skip
_RANK = {entity: rank for rank, entity in enumerate(_FIRST)}
_HAS_DIGIT = re.compile(r"\d")
_CHAT_LINK = re.compile(
    r"(?:wa\.me/|whatsapp\.com/send/?\?phone=)\+?(?P<number>\d{8,15})(?!\d)", re.IGNORECASE
)


def read_data(text: str) -> list[Datum]:
    """Return the data in a normalised text, in order; no two of them overlap."""
    folded = fold(text)
    mails = list(find_mail_addresses(text, folded))
    chats = [Datum("PHONE", *match.span("number")) for match in _CHAT_LINK.finditer(text)]
    pages = list(find_pages(text))
    pages += find_bare_pages(text, Taken.by([*mails, *pages]))
    found = [*mails, *chats, *pages]
    if _HAS_DIGIT.search(text):
        found += find_machines(text, folded)
        found += find_bank_accounts(folded)
        found += find_papers(text, folded)
        found += find_birth_dates(text, folded)
        found += find_postal_addresses(text)
        found += find_numbers(text, folded, Taken.by(found))
    found += _spelled(folded)
    return _apart(found, first=chats)


def _spelled(folded: str) -> Iterator[Datum]:
    """What shows only once words are read as digits, at its place in the text that was read."""
    digits = in_digits(folded)
    if digits is None:
        return
    found = [*find_bank_accounts(digits.text), *find_numbers(digits.text, digits.text, Taken(()))]
    for entity, start, end in found:
        edited = bisect_left(digits.starts, start)
        if edited < len(digits.starts) and digits.starts[edited] < end:
            yield Datum(entity, *digits.original_span(start, end))


def _apart(found: Iterable[Datum], *, first: list[Datum]) -> list[Datum]:
    """Keep what is surest where data overlap: check digits before structure before grouping."""
    ranked = sorted(found, key=lambda one: (_RANK.get(one.entity, len(_FIRST)), one.start, -one.end))
    kept: list[tuple[int, int, str]] = []
    for entity, start, end in [*first, *ranked]:
        at = bisect_left(kept, (start, start, ""))
        free_before = at == 0 or kept[at - 1][1] <= start
        free_after = at == len(kept) or kept[at][0] >= end
        if start < end and free_before and free_after:
            insort(kept, (start, end, entity))
    return [Datum(entity, start, end) for start, end, entity in kept]
