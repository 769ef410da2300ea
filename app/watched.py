"""What must not be said today: the company file's names, and what comms keeps in the lexicon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.company import Company
from app.domain.lexicon import Kind, LexiconEntry
from guardrails.confidentiality.lexicon import LexiconTerm
from guardrails.confidentiality.quiet_period import QuietPeriod


@dataclass(frozen=True, slots=True)
class Watched:
    terms: tuple[LexiconTerm, ...]
    quiet_periods: tuple[QuietPeriod, ...]


def watched(company: Company, entries: Iterable[LexiconEntry], *, now: datetime, zone: tzinfo) -> Watched:
    """What is in force at `now`. Days of the company file begin and end at midnight in `zone`."""
    today = now.astimezone(zone).date()
    fixed = (
        LexiconTerm(
            term.term, term.kind, term.starts, term.ends, term.others, term.ends if term.announced else None
        )
        for term in company.terms
    )
    current = [entry for entry in entries if entry.in_force(now)]
    return Watched(
        terms=(
            *(term for term in fixed if term.in_force(today)),
            *(entry.term(zone) for entry in current if entry.wish.kind is not Kind.QUIET_PERIOD),
        ),
        quiet_periods=tuple(
            entry.quiet_period() for entry in current if entry.wish.kind is Kind.QUIET_PERIOD
        ),
    )
