"""Does a question find the document that answers it, in both languages, and never what must stay hidden?"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.briefs import Brief
from app.domain.people import Language
from app.services import Services
from app.store import documents
from evals.case import DATASETS, SIDES, Case, Row, read_cases
from evals.metrics import mean, ndcg, recall_at, reciprocal_rank, share
from evals.suite import FailedCase, Floor, Measures, SuiteResult
from knowledge_base.passages import Passage, Scope
from knowledge_base.search import hybrid_search

HITS = 10
ANSWERED_WITHIN = 3


class QuestionRow(Row):
    """What somebody types. `at` moves the clock, for what is under embargo today."""

    query: str
    at: datetime | None = None


class DocumentRow(Row):
    """`document` is how the address of the right document ends; None means that nothing hidden may come.

    `answer` stands in the passage that answers.
    """

    document: str | None
    answer: str = ""


RetrievalCase = Case[QuestionRow, DocumentRow]

FLOORS = (
    Floor("nothing hidden came back", "What is confidential, internal or embargoed is no source.", 1.0),
    Floor("released documents found", "An embargo must end, or hiding proves nothing.", 1.0),
    Floor("recall@3", "The editor offers few sources: the right one must be among the first.", 0.85),
    Floor("answer@3", "A document is cited by passage: the passage must hold the fact.", 0.7),
)


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that came back, and the ids of the documents that must not."""

    case: RetrievalCase
    passages: tuple[Passage, ...]
    hidden: bool

    @property
    def ranking(self) -> list[str]:
        """Addresses of the documents in the order of their best passages."""
        return list(dict.fromkeys(passage.url for passage in self.passages))

    @property
    def right(self) -> list[str]:
        wanted = self.case.expect.document
        known = [url for url in self.ranking if wanted and url.endswith(f"/{wanted}")]
        return known or [f"/{wanted}"]

    @property
    def in_time(self) -> bool:
        return recall_at(self.ranking, self.right, at=ANSWERED_WITHIN) == 1

    @property
    def answered(self) -> bool:
        answer = _plain(self.case.expect.answer)
        return any(answer in _plain(p.text) for p in self.passages[:ANSWERED_WITHIN])

    @property
    def passed(self) -> bool:
        return not self.hidden if self.case.kind == "hidden" else self.in_time


@dataclass(frozen=True, slots=True)
class RetrievalSuite:
    cases: Sequence[RetrievalCase] = field(
        default_factory=lambda: read_cases([DATASETS / "retrieval.jsonl"], RetrievalCase)
    )
    floors: tuple[Floor, ...] = FLOORS
    fewest_cases: int = 30
    name: str = "retrieval"

    def run(self, services: Services) -> SuiteResult:
        """Ask every question of the company's own library, as the pages do."""
        hidden = _hidden_documents(services)
        found = [_ask(case, services, hidden) for case in self.cases]
        return SuiteResult(
            metrics=_measures(found),
            cases=Counter(one.case.language for one in found),
            failed=tuple(_failed(one) for one in found if not one.passed),
        )


def _hidden_documents(services: Services) -> frozenset[int]:
    """Everything that may not be cited now, told from the rows alone."""
    with services.sessions() as session:
        known = documents.list_documents(session)
    return frozenset(one.id for one in known if not one.clearance.in_force(services.clock()))


def _ask(case: RetrievalCase, services: Services, hidden: frozenset[int]) -> Found:
    query = case.input.query
    scope = Scope(now=case.input.at) if case.input.at else services.scope()
    hits = hybrid_search(
        query,
        words=services.words,
        vectors=services.vectors,
        embedder=services.embedder,
        scope=scope,
        limit=HITS,
    )
    passages = tuple(hit.passage for hit in hits)
    offered = services.passages_for(Brief(topic=query, language=Language(case.language)))
    seen = {passage.document_id for passage in (*offered, *(() if case.input.at else passages))}
    return Found(case, passages, hidden=bool(seen & hidden))


def _measures(found: Sequence[Found]) -> Measures:
    sides = {side: [one for one in found if one.case.language == side] for side in SIDES}
    measured = {side: _side(some) for side, some in sides.items()}
    names = dict.fromkeys(name for values in measured.values() for name in values)
    return {
        name: {side: value for side in SIDES if (value := measured[side][name]) is not None} for name in names
    }


def _side(found: Sequence[Found]) -> dict[str, float | None]:
    kinds: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        kinds[one.case.kind].append(one)
    same, across = kinds["same_language"], kinds["cross_language"]
    return {
        "recall@1": mean(recall_at(one.ranking, one.right, at=1) for one in same),
        "recall@3": mean(recall_at(one.ranking, one.right, at=3) for one in same),
        "MRR": mean(reciprocal_rank(one.ranking, one.right) for one in same),
        "nDCG@10": mean(ndcg(one.ranking, dict.fromkeys(one.right, 1.0)) for one in same),
        "answer@3": share(one.answered for one in same),
        "recall@3 across languages": mean(recall_at(one.ranking, one.right, at=3) for one in across),
        "recall@10 across languages": mean(recall_at(one.ranking, one.right, at=HITS) for one in across),
        "nDCG@10 across languages": mean(ndcg(one.ranking, dict.fromkeys(one.right, 1.0)) for one in across),
        "nothing hidden came back": share(not one.hidden for one in found),
        "released documents found": share(one.in_time for one in kinds["released"]),
    }


def _failed(one: Found) -> FailedCase:
    first = ", ".join(url.rsplit("/", 1)[-1] for url in one.ranking[:ANSWERED_WITHIN]) or "nothing"
    saw = "a hidden document came back" if one.hidden else f"found {first} first"
    return FailedCase(one.case.id, one.case.language, one.case.why, saw)


def _plain(text: str) -> str:
    """Without typographic spaces, which differ between a page and a person's typing."""
    return " ".join(text.split()).replace("’", "'").casefold()
