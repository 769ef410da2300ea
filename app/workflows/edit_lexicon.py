"""What must not be said, or not yet, as comms keeps it: a change counts at the next check."""

from dataclasses import dataclass
from datetime import datetime

from app.company import Term
from app.domain.lexicon import LexiconChange, LexiconEntry, LexiconWish
from app.domain.people import Person
from app.errors import BadInput, NotAllowed, NotReady
from app.services import Services
from app.store import lexicon


@dataclass(frozen=True, slots=True)
class Shelf:
    """The whole list: what comms keeps, what stands in the company's file, and what was done lately."""

    entries: tuple[LexiconEntry, ...]
    fixed: tuple[Term, ...]
    changes: tuple[LexiconChange, ...]


def open_lexicon(services: Services, *, reviewer: Person) -> Shelf:
    _check_reviews(reviewer)
    with services.sessions() as session:
        entries, changes = lexicon.list_entries(session), lexicon.list_changes(session)
    return Shelf(tuple(sorted(entries, key=_place)), services.company.terms, tuple(changes))


def add_to_lexicon(services: Services, wish: LexiconWish, *, reviewer: Person) -> LexiconEntry:
    """Raises NotReady when there are too many entries."""
    _check_reviews(reviewer)
    with services.sessions.begin() as session:
        if lexicon.count_entries(session) >= lexicon.MOST_ENTRIES:
            raise NotReady("The lexicon is full: %(most)s entries.", most=lexicon.MOST_ENTRIES)
        return lexicon.add_entry(session, wish, by=reviewer.name, now=services.clock())


def change_lexicon(services: Services, entry_id: int, wish: LexiconWish, *, reviewer: Person) -> LexiconEntry:
    """Raises NotFound."""
    _check_reviews(reviewer)
    with services.sessions.begin() as session:
        return lexicon.change_entry(session, entry_id, wish, by=reviewer.name, now=services.clock())


def lift_from_lexicon(services: Services, entry_id: int, *, reviewer: Person) -> LexiconEntry:
    """End an embargo or a quiet period before its day. Raises NotFound, and BadInput for a mere name."""
    _check_reviews(reviewer)
    with services.sessions.begin() as session:
        if not lexicon.get_entry(session, entry_id).wish.kind.may_be_lifted:
            raise BadInput("Only an embargo or a quiet period can be lifted. Remove the entry instead.")
        return lexicon.lift_entry(session, entry_id, by=reviewer.name, now=services.clock())


def remove_from_lexicon(services: Services, entry_id: int, *, reviewer: Person) -> None:
    """Raises NotFound. The history keeps what it was."""
    _check_reviews(reviewer)
    with services.sessions.begin() as session:
        lexicon.delete_entry(session, entry_id, by=reviewer.name, now=services.clock())


def _place(entry: LexiconEntry) -> tuple[bool, str, datetime | str]:
    """What is over stands last; then by kind, then by name."""
    return entry.lifted_at is not None, entry.wish.kind.value, (entry.wish.words or ("",))[0].casefold()


def _check_reviews(person: Person) -> None:
    if not person.role.reviews:
        raise NotAllowed("Only reviewers can open this page.")
