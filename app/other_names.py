"""Under which other names the tripwire reads a text: the company's glossary, and a general dictionary."""

from functools import cache
from threading import Lock

from app.store import glossary
from app.store.session import Sessions
from guardrails.confidentiality.leaks.company_terms import NO_TERMS, CompanyTerms
from guardrails.confidentiality.leaks.dictionary import Dictionary
from knowledge_base.glossary import dictionary_entries


class GlossaryTerms:
    """Read again when an entry comes, goes or changes; may be shared by threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._lock = Lock()
        self._known: tuple[object, CompanyTerms] = (None, NO_TERMS)

    def current(self) -> CompanyTerms:
        with self._lock, self._sessions() as session:
            version = glossary.glossary_version(session)
            if version != self._known[0]:
                entries = [(entry.french, entry.english) for entry in glossary.list_entries(session)]
                self._known = (version, CompanyTerms.of(entries))
            return self._known[1]


@cache
def general_dictionary() -> Dictionary:
    """The one that searches across languages use. To be prepared takes a moment."""
    return Dictionary.of((entry.french, entry.english) for entry in dictionary_entries())
