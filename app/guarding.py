"""This company's checks, kept up with its database: they are built again when what they know has changed."""

import hashlib
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from threading import Lock
from typing import TypeVar

from app.company import Company
from app.domain.lexicon import LexiconEntry
from app.domain.people import Person, PersonId
from app.domain.policies import AS_DELIVERED
from app.secret_likeness import SecretLikeness
from app.store import drafts, fingerprints, lexicon, policies, secret_vectors
from app.store.session import Sessions
from app.tripwire import Kept, Tripwire
from app.watched import Watched, watched
from guardrails.authenticity.draft_prints import DraftPrint
from guardrails.authenticity.sameness import SamenessIndex
from guardrails.candidate import Candidate
from guardrails.checks import Check, Tier, tier_of
from guardrails.confidentiality.leaks.leak_judge import LeakJudgeCheck
from guardrails.confidentiality.leaks.likeness import LikenessCheck, LikenessIndex
from guardrails.decisions import Decisions
from guardrails.default_checks import default_checks
from guardrails.findings import Report
from guardrails.policy import Policy, load_policy
from guardrails.runner import run_checks

Value = TypeVar("Value")

NOBODY = PersonId(0)

MOST_REMEMBERED = 200
"""Texts whose slow checks are done; each is asked about again while it is on somebody's screen."""


class Guarding:
    """Builds the checks for an author; what is costly is remembered until the rows behind it change.

    `start` is what the company's policy file says; the newest version in the database takes its place.
    """

    def __init__(
        self,
        sessions: Sessions,
        company: Company,
        start: Decisions,
        *,
        key: bytes,
        clock: Callable[[], datetime],
        zone: tzinfo,
        likeness: SecretLikeness | None = None,
    ) -> None:
        self._sessions = sessions
        self._company = company
        self.start = start
        self._key = key
        self._clock = clock
        self._zone = zone
        self._likeness = likeness
        self._tripwire = Tripwire(sessions, key=key, clock=clock)
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._remembered: dict[str, tuple[Hashable, object]] = {}
        self._finished: OrderedDict[Hashable, Report] = OrderedDict()
        self._prints: dict[tuple[int, PersonId, str], DraftPrint | None] = {}

    def decisions(self) -> Decisions:
        """What the company has decided, as it stands now in any process."""
        with self._sessions() as session:
            newest = policies.newest_policy_id(session)

        def read() -> Decisions:
            if newest == AS_DELIVERED:
                return self.start
            with self._sessions() as session:
                return policies.get_policy_version(session, newest).decisions

        return self._remember("decisions", newest, read)

    def policy(self) -> Policy:
        """The rules as the company wants them today."""
        return self.policy_of(self.decisions())

    def policy_of(self, decisions: Decisions) -> Policy:
        """The rules as these decisions would have them today."""
        policy = load_policy().with_decisions(decisions, today=self._today())
        # An address at the company's own domain is no personal data, whichever file names the domain.
        return replace(policy, domains=policy.domains | set(self._company.domains))

    def report(
        self, candidate: Candidate, author: Person | None, *, finished: bool, policy: Policy | None = None
    ) -> Report:
        """Judge a text of `author`. `finished` asks the slow checks too, and waits for them.

        What they said of a text is remembered with everything it depends on: asked about the very same
        again, they need not be. Only whole answers are remembered, so what failed is tried again.
        """
        policy = policy or self.policy()
        kept = self._tripwire.current()
        checks = self.checks(author, policy, kept)
        if all(tier_of(check) is Tier.FAST for check in checks):
            return run_checks(candidate, checks, policy)
        circumstances = self._circumstances(candidate, author, policy, kept)
        if known := self._finished.get(circumstances):
            return known
        report = run_checks(candidate, checks, policy, slow=finished)
        if report.complete:
            self._finished[circumstances] = report
            while len(self._finished) > MOST_REMEMBERED:
                self._finished.popitem(last=False)
        return report

    def _circumstances(
        self, candidate: Candidate, author: Person | None, policy: Policy, kept: Kept
    ) -> Hashable:
        """All that an answer depends on, without keeping the text."""
        with self._sessions() as session:
            known = (drafts.public_version(session), kept.version, kept.library.terms.digest)
        who = (author.id, author.name) if author else None
        actions = [(rule, policy.action(rule).value) for rule in sorted(policy.rules)]
        lists = [sorted(words) for words in (policy.domains, policy.phones, policy.spokespersons)]
        decided = (actions, sorted(policy.thresholds.items()), lists, policy.market)
        return hashlib.sha256(
            repr((candidate, who, decided, self._today(), self._watched(), known)).encode()
        ).digest()

    def close(self) -> None:
        """Wait for what is being built beside."""
        self._tripwire.close()

    def checks(
        self, author: Person | None, policy: Policy | None = None, kept: Kept | None = None
    ) -> Sequence[Check]:
        """The checks for a text of `author`; colleagues' texts are all others' that left their desks."""
        policy, kept = policy or self.policy(), kept or self._tripwire.current()
        author_id = author.id if author else NOBODY
        now = self._watched()
        phrases = [phrase for spoken in self._company.disclosures.values() for phrase in spoken]
        return default_checks(
            policy=policy,
            today=self._today(),
            lexicon=now.terms,
            quiet_periods=now.quiet_periods,
            fingerprints=kept.library,
            sameness=self._sameness(kept),
            drafts=self._draft_prints(),
            employer=self._company.name,
            products=(*self._company.aliases, *self._company.products),
            phrases=phrases,
            competitors=self._company.competitors,
            author=author_id,
            people=(author.name,) if author else (),
            further=list(self._slow_tripwires(policy, kept)),
        )

    def _slow_tripwires(self, policy: Policy, kept: Kept) -> Iterator[Check]:
        """The check on vectors where they are kept, and the judge where a model may judge."""
        likeness = self._likeness
        if likeness is None:
            return
        if likeness.embed is not None:
            yield LikenessCheck(
                kept.library,
                self._secret_vectors(likeness.model, kept),
                likeness.embed,
                likeness.nearest_public,
                evidence=policy.thresholds["reworded_evidence"],
            )
        if likeness.judge is not None:
            yield LeakJudgeCheck(kept.library, likeness.judge, likeness.nearest_public)

    def _secret_vectors(self, model: str, kept: Kept) -> LikenessIndex:
        now = self._clock()

        def build() -> LikenessIndex:
            with self._sessions() as session:
                known = secret_vectors.load_secret_vectors(session, now=now, model=model)
            rows = [row for row, level in enumerate(known.levels) if level == "confidential"]
            return LikenessIndex.of(kept.library, [known.documents[row] for row in rows], known.vectors[rows])

        return self._remember("secret vectors", kept.version, build)

    def _today(self) -> date:
        """The day it is where the company is."""
        return self._clock().astimezone(self._zone).date()

    def _watched(self) -> Watched:
        """What must not be said now: the rows are read again when they change, the clock at every call."""
        with self._sessions() as session:
            version = lexicon.lexicon_version(session)

        def build() -> list[LexiconEntry]:
            with self._sessions() as session:
                return lexicon.list_entries(session)

        entries = self._remember("lexicon", version, build)
        return watched(self._company, entries, now=self._clock(), zone=self._zone)

    def _sameness(self, kept: Kept) -> SamenessIndex:
        now = self._clock()
        with self._sessions() as session:
            version = (drafts.public_version(session), kept.version)

        def build() -> SamenessIndex:
            with self._sessions() as session:
                colleagues = drafts.list_public_texts(session)
                company = fingerprints.list_company_texts(session, now=now)
            return SamenessIndex.build(
                [
                    *(("colleague", owner, text) for owner, text in colleagues),
                    *(("company", NOBODY, text) for text in company),
                ],
                key=self._key,
            )

        return self._remember("sameness", version, build)

    def _draft_prints(self) -> Sequence[DraftPrint]:
        """Prints of what is on people's desks: each text is read once, turned into keyed hashes, and dropped.

        A deleted draft leaves nothing behind: its print goes with the next question.
        """
        with self._locks["draft prints"], self._sessions() as session:
            desks = drafts.list_desks(session)
            known = {desk: self._prints[desk] for desk in desks if desk in self._prints}
            texts = drafts.read_for_prints(session, [desk[0] for desk in desks if desk not in known])
            for desk in desks:
                if desk not in known and desk[0] in texts:
                    known[desk] = DraftPrint.of(texts[desk[0]], owner=desk[1], key=self._key)
            self._prints = known
        return [one for one in known.values() if one is not None]

    def _remember(self, name: str, version: Hashable, build: Callable[[], Value]) -> Value:
        with self._locks[name]:
            known = self._remembered.get(name)
            if known is None or known[0] != version:
                known = (version, build())
                self._remembered[name] = known
        return known[1]  # type: ignore[return-value]  # what was stored under `name` is what `build` makes
