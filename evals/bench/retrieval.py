"""How well is found on collections with known answers, by this product and by what one would build."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np

from app.services import Services
from evals.bench.peers import HITS, PEERS, Corpus, PeerMissing, Search
from evals.bench.record import Record, Table
from evals.bench.servers import chroma_server, postgresql_server
from evals.external.retrieval import fill
from evals.external.texts import DataMissing, read_lines, some
from evals.metrics import mean, ndcg, percentile, recall_at, reciprocal_rank
from evals.search import find_passages
from evals.stage import open_stage
from knowledge_base.indexes import Embedder, Vectors
from knowledge_base.language import detect_language
from knowledge_base.queries import understand

OURS = "Tandem"
WEIGHTED_SUM = "BM25 + 0.3 × meaning"
_CANDIDATES = 100


@dataclass(frozen=True, slots=True)
class Collection:
    """Texts, questions, and what answers them: names of texts to grades."""

    name: str
    language: str
    corpus: Corpus
    queries: Sequence[tuple[str, Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One system on one collection; milliseconds are of CPU, per query."""

    collection: str
    system: str
    ndcg: float
    recall: float
    mrr: float
    p50: float
    p95: float


class Remembering:
    """An Embedder that embeds each text once, so that all systems share the work of one."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        missing = list(dict.fromkeys(text for text in texts if text not in self._known))
        self._known.update(zip(missing, self._embedder.embed(missing), strict=True))
        return np.stack([self._known[text] for text in texts])


def measure(
    data: Path,
    *,
    queries: int,
    seed: int,
    peers: bool,
    postgresql: bool = False,
    chroma: bool = False,
    heard: Callable[[Measured], None] = lambda _measured: None,
) -> tuple[list[Measured], dict[str, str]]:
    """Ask each collection's questions of each system; return figures, and why systems were skipped.

    `queries` limits the questions of a collection, 0 asks them all. Raises DataMissing.
    """
    found: list[Measured] = []
    skipped: dict[str, str] = {}
    for collection in _collections(data, queries=queries, seed=seed):
        with _house(postgresql=postgresql, chroma=chroma) as services:
            for system, search in _systems(collection, services, peers=peers, skipped=skipped):
                found.append(_measure(collection, system, search))
                heard(found[-1])
    return found, skipped


def record(found: Sequence[Measured], skipped: Mapping[str, str], *, name: str, command: str) -> Record:
    """The figures as a page: nDCG@10 of all systems side by side, then the rest."""
    collections = list(dict.fromkeys(one.collection for one in found))
    systems = list(dict.fromkeys(one.system for one in found))
    by_place = {(one.collection, one.system): one for one in found}

    def row(system: str, value: Callable[[Measured], float]) -> tuple[str | float | None, ...]:
        values = [
            value(by_place[name, system]) if (name, system) in by_place else None for name in collections
        ]
        return system, *values, mean(one for one in values if one is not None)

    def table(title: str, value: Callable[[Measured], float]) -> Table:
        return Table(title, ("", *collections, "mean"), tuple(row(system, value) for system in systems))

    return Record(
        name=name,
        title="Retrieval, beside other libraries",
        command=command,
        tables=(
            table("nDCG@10", lambda one: one.ndcg),
            table("recall@10", lambda one: one.recall),
            table("MRR@10", lambda one: one.mrr),
            table("ms CPU per query, p50", lambda one: one.p50),
            table("ms CPU per query, p95", lambda one: one.p95),
        ),
        notes=tuple(f"{system}: skipped, {reason}." for system, reason in skipped.items()),
    )


def _collections(data: Path, *, queries: int, seed: int) -> Iterator[Collection]:
    folders = sorted(path.parent for path in data.glob("**/qrels.json"))
    if not folders:
        raise DataMissing(f"there is no collection in {data}")
    for folder in folders:
        grades = json.loads((folder / "qrels.json").read_text(encoding="utf-8"))
        rows = read_lines(folder / "corpus.jsonl")
        corpus = Corpus([row["id"] for row in rows], [row["text"] for row in rows])
        asked = [row for row in read_lines(folder / "queries.jsonl") if grades.get(row["id"])]
        chosen = some(asked, queries or len(asked), seed=seed)
        language = detect_language(" ".join(corpus.texts[:50]))
        yield Collection(folder.name, language, corpus, [(row["text"], grades[row["id"]]) for row in chosen])


@contextmanager
def _house(*, postgresql: bool, chroma: bool) -> Iterator[Services]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="tandem-bench-")))
        for name in ("postgresql", "chroma"):
            (folder / name).mkdir()
        database = stack.enter_context(postgresql_server(folder / "postgresql")) if postgresql else ""
        vectors = stack.enter_context(chroma_server(folder / "chroma")) if chroma else ""
        yield stack.enter_context(open_stage(demo=False, database_url=database, chroma_url=vectors))


def _systems(
    collection: Collection, services: Services, *, peers: bool, skipped: dict[str, str]
) -> Iterator[tuple[str, Search]]:
    embedder = Remembering(services.embedder)
    rows = [
        {"id": name, "text": text}
        for name, text in zip(collection.corpus.names, collection.corpus.texts, strict=True)
    ]
    names = fill(services, rows, collection.language, embedder=embedder)
    yield OURS, lambda query: [names[passage] for passage in _search(services, query)]
    yield WEIGHTED_SUM, lambda query: [names[passage] for passage in _weighted_sum(services, embedder, query)]
    for system, build in PEERS.items() if peers else ():
        try:
            yield system, build(collection.corpus, embedder)
        except PeerMissing as error:
            skipped[system] = str(error)


def _measure(collection: Collection, system: str, search: Search) -> Measured:
    search(collection.queries[0][0])  # the first call loads what the others find loaded
    gains, recalls, ranks, seconds = [], [], [], []
    for query, grades in collection.queries:
        start = process_time()
        ranking = search(query)[:HITS]
        seconds.append(1000 * (process_time() - start))
        gains.append(ndcg(ranking, grades, at=HITS))
        recalls.append(recall_at(ranking, grades, at=HITS))
        ranks.append(reciprocal_rank(ranking, grades))
    return Measured(
        collection=collection.name,
        system=system,
        ndcg=mean(gains) or 0.0,
        recall=mean(recalls) or 0.0,
        mrr=mean(ranks) or 0.0,
        p50=percentile(seconds, 50) or 0.0,
        p95=percentile(seconds, 95) or 0.0,
    )


def _search(services: Services, query: str) -> list[int]:
    return [passage.id for passage in find_passages(services, query, limit=HITS)]


def _weighted_sum(services: Services, embedder: Embedder, query: str) -> list[int]:
    """What is usually built from the same two indexes: normalised scores, 1 : 0.3."""
    asked, scope = understand(query), services.scope()
    stems = [stem for language in asked.languages for stem in asked.stems(language)]
    counts = services.words.count_stems(stems).passages
    words = services.words.search_words(counts, scope, limit=_CANDIDATES)
    cosines = services.vectors.search_vectors(embedder.embed([query])[0], scope, limit=_CANDIDATES)
    best, low = max(words.values(), default=1.0), min(cosines.values(), default=0.0)
    spread = max(max(cosines.values(), default=0.0) - low, 1e-9)
    scores = {
        passage: words.get(passage, 0.0) / best + 0.3 * (cosines.get(passage, low) - low) / spread
        for passage in {**words, **cosines}
    }
    return sorted(scores, key=lambda passage: -scores[passage])[:HITS]
