"""How well does the product's own search do on public collections with known answers?"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import process_time
from typing import Any

from app.services import Services
from app.store import documents
from evals.case import Side
from evals.external.texts import read_lines, some
from evals.metrics import mean, ndcg, percentile, recall_at
from evals.search import find_passages
from evals.stage import open_stage
from evals.suite import Floor, SuiteResult
from knowledge_base.indexes import Embedder
from knowledge_base.passages import Chunk, Classification, Clearance, LoadedDocument, Origin

HITS = 10
MOST_QUERIES = 200
PUBLIC = Clearance(Origin.INDUSTRY, Classification.PUBLIC)
COLLECTIONS: Mapping[str, Side] = {"fquad": "fr", "xquad_en": "en", "cranfield": "en"}

FLOORS = (
    Floor("nDCG@10 fquad", "French is not a second language.", 0.8, languages=("fr",)),
    Floor(
        "nDCG@10 xquad_en", "Questions about paragraphs, the easiest of the three.", 0.96, languages=("en",)
    ),
    Floor("nDCG@10 cranfield", "Long technical questions with many answers.", 0.39, languages=("en",)),
)


@dataclass(frozen=True, slots=True)
class RetrievalCollections:
    """Each collection goes into an empty house of its own, through the product's rows and indexes."""

    data: Path
    seed: int = 0
    floors: tuple[Floor, ...] = FLOORS
    fewest_cases: int = 200
    name: str = "retrieval, external"

    def run(self, services: Services) -> SuiteResult:
        """The demo company's services are not used: its documents must not be among the answers."""
        metrics: dict[str, dict[str, float]] = {}
        cases: Counter[str] = Counter()
        for collection, side in COLLECTIONS.items():
            with open_stage(demo=False) as empty:
                measured, asked = self._measure(collection, side, empty)
            cases[side] += asked
            for name, value in measured.items():
                metrics[f"{name} {collection}"] = {side: value}
        return SuiteResult(metrics=metrics, cases=cases)

    def _measure(self, collection: str, side: Side, services: Services) -> tuple[dict[str, float], int]:
        folder = self.data / "retrieval" / collection
        names = fill(services, read_lines(folder / "corpus.jsonl"), side)
        grades = json.loads((folder / "qrels.json").read_text(encoding="utf-8"))
        queries = [row for row in read_lines(folder / "queries.jsonl") if grades.get(row["id"])]
        gains, recalls, seconds = [], [], []
        for row in some(queries, MOST_QUERIES, seed=self.seed):
            start = process_time()
            ranking = [names[passage] for passage in _search(services, row["text"])]
            seconds.append(process_time() - start)
            gains.append(ndcg(ranking, grades[row["id"]], at=HITS))
            recalls.append(recall_at(ranking, grades[row["id"]], at=HITS))
        measured = {
            "nDCG@10": mean(gains),
            "recall@10": mean(recalls),
            "ms CPU p95": percentile([1000 * one for one in seconds], 95),
        }
        return {name: value for name, value in measured.items() if value is not None}, len(gains)


def _search(services: Services, query: str) -> list[int]:
    return [passage.id for passage in find_passages(services, query, limit=HITS)]


def fill(
    services: Services,
    rows: Sequence[Mapping[str, Any]],
    language: str,
    *,
    embedder: Embedder | None = None,
) -> dict[int, str]:
    """Keep each text as a document of one passage; map passage ids to the collection's own."""
    names: dict[int, str] = {}
    owners: list[int] = []
    now = services.clock() - timedelta(days=1)
    with services.sessions.begin() as session:
        for row in rows:
            loaded = _loaded(row, language)
            document = documents.add_document(
                session, loaded, path=row["id"], clearance=PUBLIC, cleared_by="evals", now=now
            )
            for passage in documents.add_passages(session, document, loaded):
                names[passage] = row["id"]
                owners.append(document)
    vectors = (embedder or services.embedder).embed([row["text"] for row in rows])
    services.vectors.add(list(names), vectors, [PUBLIC] * len(names), owners)
    return names


def _loaded(row: Mapping[str, Any], language: str) -> LoadedDocument:
    checksum = hashlib.sha256(f"{row['id']} {row['text']}".encode("utf-8", "replace")).hexdigest()
    return LoadedDocument("", language, (Chunk(row["text"]),), checksum=checksum)
