"""This company's checks, kept up with its database: they are built again when what they know has changed."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from threading import Lock
from typing import TypeVar

from app.company import Company
from app.domain.people import Person, PersonId
from app.store import drafts, fingerprints
from app.store.session import Sessions
from guardrails.authenticity.sameness import SamenessIndex
from guardrails.checks import Check
from guardrails.confidentiality.fingerprints import FingerprintLibrary
from guardrails.confidentiality.lexicon import LexiconTerm
from guardrails.default_checks import default_checks
from guardrails.policy import Policy

Value = TypeVar("Value")

NOBODY = PersonId(0)


class Guarding:
    """Builds the checks for an author; what is costly is remembered until the rows behind it change."""

    def __init__(
        self,
        sessions: Sessions,
        company: Company,
        policy: Policy,
        *,
        key: bytes,
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._company = company
        self._policy = policy
        self._key = key
        self._clock = clock
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._remembered: dict[str, tuple[Hashable, object]] = {}

    def checks(self, author: Person | None) -> Sequence[Check]:
        """The checks for a text of `author`; colleagues' texts are all others' that left their desks."""
        author_id = author.id if author else NOBODY
        phrases = [phrase for spoken in self._company.disclosures.values() for phrase in spoken]
        return default_checks(
            policy=self._policy,
            today=self._clock().date(),
            lexicon=[
                LexiconTerm(term.term, term.kind, term.starts, term.ends) for term in self._company.terms
            ],
            fingerprints=self._fingerprints(),
            sameness=self._sameness(),
            employer=self._company.name,
            products=(*self._company.aliases, *self._company.products),
            phrases=phrases,
            author=author_id,
            people=(author.name,) if author else (),
        )

    def _fingerprints(self) -> FingerprintLibrary:
        now = self._clock()
        with self._sessions() as session:
            version = fingerprints.fingerprint_version(session, now=now)

        def build() -> FingerprintLibrary:
            with self._sessions() as session:
                entries = fingerprints.list_fingerprints(session, now=now)
                public = fingerprints.list_public_texts(session, now=now)
            return FingerprintLibrary.load(entries, key=self._key, public_texts=public)

        return self._remember("fingerprints", version, build)

    def _sameness(self) -> SamenessIndex:
        now = self._clock()
        with self._sessions() as session:
            version = (drafts.public_version(session), fingerprints.fingerprint_version(session, now=now))

        def build() -> SamenessIndex:
            with self._sessions() as session:
                colleagues = drafts.list_public_texts(session)
                company = fingerprints.list_company_texts(session, now=now)
            return SamenessIndex.build(
                [
                    *(("colleague", owner, text) for owner, text in colleagues),
                    *(("company", NOBODY, text) for text in company),
                ]
            )

        return self._remember("sameness", version, build)

    def _remember(self, name: str, version: Hashable, build: Callable[[], Value]) -> Value:
        with self._locks[name]:
            known = self._remembered.get(name)
            if known is None or known[0] != version:
                known = (version, build())
                self._remembered[name] = known
        return known[1]  # type: ignore[return-value]  # what was stored under `name` is what `build` makes
