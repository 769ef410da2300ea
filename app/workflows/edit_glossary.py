"""The company's glossary, as comms keeps it: what is added, changed or removed counts at the next search."""

from app.domain.glossary import GlossaryEntry, checked_words
from app.errors import BadInput, NotReady
from app.services import Services
from app.store import glossary

FEWEST = 2


def list_glossary(services: Services) -> list[GlossaryEntry]:
    """All entries by their first word."""
    with services.sessions() as session:
        entries = glossary.list_entries(session)
    return sorted(entries, key=lambda entry: (*entry.french, *entry.english)[0].casefold())


def add_to_glossary(services: Services, *, french: str, english: str, by: str) -> GlossaryEntry:
    """Add words separated by commas. Raises BadInput, and NotReady when there are too many entries."""
    words = _words(french, english)
    with services.sessions.begin() as session:
        if len(glossary.list_entries(session)) >= glossary.MOST_ENTRIES:
            raise NotReady("The glossary is full: %(most)s entries.", most=glossary.MOST_ENTRIES)
        return glossary.add_entry(session, *words, by=by, now=services.clock())


def change_glossary(
    services: Services, entry_id: int, *, french: str, english: str, by: str
) -> GlossaryEntry:
    """Put what was typed in the place of an entry. Raises BadInput and NotFound."""
    words = _words(french, english)
    with services.sessions.begin() as session:
        return glossary.change_entry(session, entry_id, *words, by=by, now=services.clock())


def remove_from_glossary(services: Services, entry_id: int) -> None:
    """Raises NotFound."""
    with services.sessions.begin() as session:
        glossary.delete_entry(session, entry_id)


def _words(french: str, english: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = checked_words(french, "fr"), checked_words(english, "en")
    if sum(map(len, words)) < FEWEST:
        raise BadInput("Give at least two words that mean the same, in one language or in both.")
    return words
