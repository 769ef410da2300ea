"""Does the tripwire notice a confidential fact, however it is told, and only that?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from app.embedders import OneEmbedder
from app.services import Services
from app.workflows.ingest_loaded import ingest_loaded
from evals.case import SIDES, Side
from evals.external.texts import real_posts, some
from evals.stage import open_stage
from evals.suite import Floor, SuiteResult
from evals.suites.guardrails import read_guardrail_cases
from evals.suites.leak_measures import ORDINARY, Heard, Reading, details, failed, metrics
from evals.suites.leak_rows import LeakRow, invented_background, read_leaks, real_background
from guardrails.candidate import Candidate
from guardrails.checks import Check
from guardrails.findings import CheckState, Finding, Severity
from guardrails.policy import Policy
from guardrails.runner import run_checks
from knowledge_base.indexes import Embedder
from knowledge_base.passages import Chunk, Classification, Clearance, LoadedDocument, Origin
from knowledge_base.sentences import split_sentences

LIBRARY = 2_000
"""Confidential sentences in all, the facts among them."""

TRIPWIRE = frozenset(
    {
        "confidentiality.near_copy",
        "confidentiality.internal_copy",
        "confidentiality.reworded",
        "confidentiality.telling_detail",
    }
)
"""Rules that speak of a document. Keys, code names and the like would be found without any."""

SENTENCES_PER_DOCUMENT = 40
MOST_POSTS = 150
SECRET = Clearance(Origin.COMPANY, Classification.CONFIDENTIAL)
PUBLIC = Clearance(Origin.COMPANY, Classification.PUBLIC)

FLOORS = (
    *(
        Floor(f"{kind}, test", "The document's own words must never leave.", 0.98)
        for kind in ("verbatim", "light", "wrapped", "half-quoted")
    ),
    Floor("same topic blocked, test", "A subject is not a document.", at_most=0.02),
    Floor("same topic, test", "Reviewers see only what needs them.", at_most=0.25),
    Floor("unrelated, test", "Ordinary posts are left alone.", at_most=0.01),
    Floor("flagged per ordinary sentence", "A post has ten sentences: small shares add up.", at_most=0.01),
    Floor("checks that ran", "A check that never ran flags nothing.", 1.0),
)


@dataclass(frozen=True, slots=True)
class LeaksSuite:
    """Each language in a house of its own; with `data`, real documents are the background."""

    rows: Sequence[LeakRow] = field(default_factory=read_leaks)
    data: Path | None = None
    seed: int = 0
    library: int = LIBRARY
    floors: tuple[Floor, ...] = FLOORS
    fewest_cases: int = 150
    name: str = "leaks"

    def run(self, services: Services) -> SuiteResult:
        """A post is read where its own public sentence is not published: nobody wrote it before."""
        readings = [one for side in SIDES for one in self._read(side, services.embedder)]
        return SuiteResult(
            metrics=metrics(readings),
            cases=Counter(row.language for row in self.rows),
            failed=tuple(failed(readings)),
            details=details(readings),
        )

    def _read(self, side: Side, embedder: Embedder) -> Iterator[Reading]:
        rows = [row for row in self.rows if row.language == side]
        halves: tuple[list[LeakRow], list[LeakRow]] = ([], [])
        for row in rows:
            halves[row.number("half of the public texts") % 2].append(row)
        with open_stage(demo=False) as opened:
            # To prepare a model takes longer than to run it.
            house = replace(opened, embedder=embedder, embedders=OneEmbedder(embedder))
            hide(house, side, facts=[row.fact for row in rows], background=self._more(side))
            for asked, others in (halves, halves[::-1]):
                publish(house, side, [row.same_topic_public for row in others])
                checks = house.guarding.checks(None)
                for row in asked:
                    for kind, post in row.posts().items():
                        language = _other(side) if kind == "translated" else side
                        yield Reading(side, kind, hear(post, language, checks, house.policy), row)
            for post in self._ordinary(side):
                yield Reading(side, ORDINARY, hear(post, side, checks, house.policy))

    def _more(self, side: Side) -> list[str]:
        count = max(0, self.library - sum(row.language == side for row in self.rows))
        return real_background(self.data, side, count) if self.data else invented_background(side, count)

    def _ordinary(self, side: Side) -> list[str]:
        if self.data:
            return some(real_posts(self.data, side), MOST_POSTS, seed=self.seed)
        return [
            case.input.text
            for case in read_guardrail_cases()
            if case.language == side and case.kind in {"clean", "no_tone"}
        ]


def hide(house: Services, side: Side, *, facts: Sequence[str], background: Sequence[str]) -> None:
    """Bring in what is confidential: each fact on a page of its own, the background on longer ones."""
    longer = [
        background[start : start + SENTENCES_PER_DOCUMENT]
        for start in range(0, len(background), SENTENCES_PER_DOCUMENT)
    ]
    for number, sentences in enumerate([*([fact] for fact in facts), *longer]):
        _bring_in(house, side, f"secret-{number}", sentences, SECRET)


def publish(house: Services, side: Side, sentences: Sequence[str]) -> None:
    """Make these the only public sentences of the house."""
    _bring_in(house, side, "public", sentences, PUBLIC)


def _bring_in(
    house: Services, side: Side, place: str, sentences: Sequence[str], clearance: Clearance
) -> None:
    text = "\n".join(sentences)
    checksum = sha256(text.encode()).hexdigest()
    chunks = tuple(Chunk(sentence) for sentence in sentences)
    loaded = LoadedDocument(place, side, chunks, checksum=checksum)
    ingest_loaded(house, loaded, place=place, clearance=clearance, cleared_by="evals")


def hear(post: str, language: Side, checks: Sequence[Check], policy: Policy) -> Heard:
    """Check one post as the editor would, and keep what speaks of a document."""
    report = run_checks(Candidate(post, language=language, own_words=(post,)), checks, policy)
    found = [finding for finding in report.findings if finding.rule in TRIPWIRE]
    sentences = split_sentences(post)
    return Heard(
        rules=frozenset(finding.rule for finding in found),
        blocked=any(finding.severity is Severity.BLOCK for finding in found),
        ran=not _stopped(report.states),
        sentences=len(sentences),
        touched=_touched(post, sentences, found),
    )


def _stopped(states: Mapping[str, CheckState]) -> bool:
    """Whether a check of confidentiality stopped: its silence would pass for a verdict."""
    stopped = {name for name, state in states.items() if state in {CheckState.ERROR, CheckState.TIMEOUT}}
    return any(name.startswith("confidentiality.") for name in stopped)


def _other(side: Side) -> Side:
    return "en" if side == "fr" else "fr"


def _touched(post: str, sentences: Sequence[str], found: Sequence[Finding]) -> int:
    """How many sentences hold a part of a finding."""
    touched, start = 0, 0
    for sentence in sentences:
        start = max(post.find(sentence, start), start)
        end = start + len(sentence)
        touched += any(finding.start < end and start < finding.end for finding in found)
        start = end
    return touched
