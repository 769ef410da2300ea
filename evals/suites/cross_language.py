"""Does a question in one language find the page that answers it in the other?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from app.services import Services
from app.store import documents
from evals.case import DATASETS, SIDES, Case, Row, Side, read_cases
from evals.metrics import mean, recall_at, reciprocal_rank
from evals.search import find_passages
from evals.stage import open_stage
from evals.suite import FailedCase, Floor, Measures, SuiteResult
from knowledge_base.passages import Chunk, Classification, Clearance, LoadedDocument, Origin

HITS = 10
PUBLIC = Clearance(Origin.INDUSTRY, Classification.PUBLIC)


class QueryRow(Row):
    query: str


class PageRow(Row):
    """How the address of the page ends that answers, in the language the question is not asked in."""

    document: str


class Note(Row):
    """A short page, invented, that stands in the library beside the demo company's own."""

    id: str
    language: Side
    text: str


CrossCase = Case[QueryRow, PageRow]

FLOORS = (
    Floor(
        "recall@3", "The editor offers few sources; the one in the other language must be among them.", 0.5
    ),
    Floor("recall@10", "Nobody who searches finds nothing because of their language.", 0.65),
)


@dataclass(frozen=True, slots=True)
class CrossLanguageSuite:
    """Written by topic: a question seldom uses the words that a translation of its page would hold."""

    cases: Sequence[CrossCase] = field(
        default_factory=lambda: read_cases([DATASETS / "cross_language.jsonl"], CrossCase)
    )
    notes: Sequence[Note] = field(
        default_factory=lambda: read_cases([DATASETS / "cross_language_notes.jsonl"], Note)
    )
    floors: tuple[Floor, ...] = FLOORS
    fewest_cases: int = 35
    name: str = "cross_language"
    beside_demo: bool = True

    def run(self, services: Services) -> SuiteResult:
        """In a house of its own, which holds the notes too."""
        rankings = self._rankings()
        return SuiteResult(
            metrics=_measures(self.cases, rankings),
            cases=Counter(case.language for case in self.cases),
            failed=tuple(
                FailedCase(
                    case.id, case.language, case.why, f"found {', '.join(rankings[case.id][:3])} first"
                )
                for case in self.cases
                if not recall_at(rankings[case.id], _right(case, rankings[case.id]), at=HITS)
            ),
        )

    def measure(self) -> Measures:
        """The figures alone."""
        return _measures(self.cases, self._rankings())

    def _rankings(self) -> dict[str, list[str]]:
        with open_stage(demo=self.beside_demo) as house:
            _fill(house, self.notes)
            return {case.id: _ranking(house, case.input.query) for case in self.cases}


def _fill(services: Services, notes: Sequence[Note]) -> None:
    vectors = services.embedder.embed([note.text for note in notes])
    ids: list[int] = []
    owners: list[int] = []
    now = services.clock() - timedelta(days=1)
    with services.sessions.begin() as session:
        for note in notes:
            address = f"https://notes.example/notes/{note.id}"
            loaded = LoadedDocument("", note.language, (Chunk(note.text),), url=address, checksum=note.id)
            document = documents.add_document(
                session, loaded, path=address, clearance=PUBLIC, cleared_by="evals", now=now
            )
            ids += documents.add_passages(session, document, loaded)
            owners.append(document)
    services.vectors.add(ids, vectors, [PUBLIC] * len(ids), owners)


def _ranking(services: Services, query: str) -> list[str]:
    return list(dict.fromkeys(passage.url for passage in find_passages(services, query, limit=HITS)))


def _right(case: CrossCase, ranking: Sequence[str]) -> list[str]:
    wanted = case.expect.document
    return [url for url in ranking if url.endswith(wanted)] or [wanted]


def _measures(cases: Sequence[CrossCase], rankings: Mapping[str, Sequence[str]]) -> Measures:
    measured: dict[str, dict[str, float]] = {"recall@1": {}, "recall@3": {}, "recall@10": {}, "MRR": {}}
    for side in SIDES:
        asked = [
            (rankings[case.id], _right(case, rankings[case.id])) for case in cases if case.language == side
        ]
        for at in (1, 3, HITS):
            measured[f"recall@{at}"][side] = mean(recall_at(*one, at=at) for one in asked) or 0.0
        measured["MRR"][side] = mean(reciprocal_rank(*one) for one in asked) or 0.0
    return measured
