"""What a library of many passages costs: time, memory and disk, and what of it is still found."""

import multiprocessing
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np

from app.services import Services
from app.store import documents
from evals.bench.record import Record, Table
from evals.metrics import mean, percentile
from evals.stage import open_stage
from knowledge_base.indexes import Embedder, Vectors
from knowledge_base.loaders import load_file
from knowledge_base.passages import Chunk, Classification, Clearance, LoadedDocument, Origin
from knowledge_base.search import hybrid_search

PER_DOCUMENT = 10
PUBLIC = Clearance(Origin.INDUSTRY, Classification.PUBLIC)
_VOCABULARY = 60_000  # words; the rank-th is used about as often as in a language (Zipf and Mandelbrot)
_TOPICS = 400  # of vectors: passages crowd around topics, as real ones do
_SENTENCES, _WORDS = 6, 14  # of a passage, and of a sentence
_QUERIES = 200
_PARTS = (
    "ba",
    "ri",
    "to",
    "ne",
    "lu",
    "so",
    "mi",
    "cha",
    "ven",
    "dor",
    "pel",
    "qua",
    "tin",
    "ga",
    "rem",
    "os",
)


Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one size. Rates are passages per second of CPU, query times milliseconds, sizes megabytes.

    `embedded` is measured on real passages on one core; `kept` is rows and words, `indexed`
    vectors. `recall` is the share of the ten truly nearest among those the vector index names
    as candidates, `found` the share of queries whose passage is among the ten hits.
    """

    passages: int
    embedded: float
    kept: float
    indexed: float
    p50: float
    p95: float
    wall_p95: float
    memory: float
    disk: float
    recall: float
    found: float


def measure(sizes: Sequence[int], *, heard: Callable[[Cost], None] = lambda _cost: None) -> list[Cost]:
    """Measure each size in a process of its own, so that memory is counted for it alone."""
    costs = []
    for size in sizes:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as apart:
            costs.append(apart.submit(measure_one, size).result())
        heard(costs[-1])
    return costs


def record(costs: Sequence[Cost], *, command: str) -> Record:
    columns = ("passages", *(field.name for field in fields(Cost)[1:]))
    rows = tuple((f"{one.passages:,}", *(getattr(one, name) for name in columns[1:])) for one in costs)
    note = (
        "Rates are passages per second of CPU; p50 and p95 are milliseconds of CPU of a whole search,"
        " embedding the query included; memory and disk are megabytes, disk without the embedding model (23)."
        " Texts are invented words as frequent as in a language, vectors are invented too; `embedded` is"
        " measured on real passages."
    )
    return Record("scale", "What many passages cost", command, (Table("By size", columns, rows, note),))


def measure_one(size: int) -> Cost:
    random = Random(7)  # noqa: S311  (repeatable texts, no secret)
    with open_stage(demo=False) as services:
        writer = _Writer(random)
        vectors = _vectors(size)
        kept, ids = _timed(lambda: _keep_rows(services, writer, size))
        indexed, _ = _timed(lambda: _index(services, ids, vectors))
        asked = [writer.query(number) for number in random.sample(range(size), min(_QUERIES, size))]
        cpu, wall, found = _ask(services, asked, ids, vectors)
        return Cost(
            passages=size,
            embedded=_embedding_rate(services.embedder),
            kept=size / kept,
            indexed=size / indexed,
            p50=percentile(cpu, 50) or 0.0,
            p95=percentile(cpu, 95) or 0.0,
            wall_p95=percentile(wall, 95) or 0.0,
            memory=_memory(),
            disk=sum(path.stat().st_size for path in services.settings.data_dir.rglob("*") if path.is_file())
            / 1e6,
            recall=_recall(services, ids, vectors),
            found=found,
        )


class _Writer:
    """Writes passages that can be written again: the one of a number is always the same."""

    def __init__(self, random: Random) -> None:
        self._words = ["".join(random.choices(_PARTS, k=random.randint(2, 5))) for _ in range(_VOCABULARY)]
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(_VOCABULARY)))

    def passage(self, number: int) -> str:
        random = Random(number)  # noqa: S311  (see above)
        return " ".join(f"{' '.join(self._some(random, _WORDS)).capitalize()}." for _ in range(_SENTENCES))

    def query(self, number: int) -> tuple[int, str]:
        """Words of a passage, half of them of one sentence, as somebody might remember it."""
        random = Random(-number - 1)  # noqa: S311  (see above)
        sentences = self.passage(number).lower().split(".")
        remembered = random.sample(random.choice(sentences[:-1]).split(), 3)
        return number, " ".join([*remembered, *random.sample(" ".join(sentences).split(), 3)])

    def _some(self, random: Random, count: int) -> list[str]:
        return random.choices(self._words, cum_weights=self._weights, k=count)


class _Given:
    """An Embedder that does the work of embedding a query, and answers with the vector it was given."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self._embedder = embedder
        self.answer: Vectors = np.zeros((1, embedder.dimensions), dtype=np.float32)

    def embed(self, texts: Sequence[str]) -> Vectors:
        self._embedder.embed(texts)
        return self.answer


def _ask(
    services: Services, asked: Sequence[tuple[int, str]], ids: Sequence[int], vectors: Vectors
) -> tuple[list[float], list[float], float]:
    embedder, scope = _Given(services.embedder), services.scope()
    cpu, wall, found = [], [], []
    for number, query in [asked[0], *asked]:  # the first one warms up
        embedder.answer = _near(vectors[number : number + 1], seed=number)
        start, began = process_time(), perf_counter()
        hits = hybrid_search(
            query, words=services.words, vectors=services.vectors, embedder=embedder, scope=scope, limit=10
        )
        cpu.append(1000 * (process_time() - start))
        wall.append(1000 * (perf_counter() - began))
        found.append(ids[number] in {hit.passage.id for hit in hits})
    return cpu[1:], wall[1:], mean(map(float, found[1:])) or 0.0


def _recall(services: Services, ids: Sequence[int], vectors: Vectors) -> float:
    chosen = np.random.default_rng(3).choice(len(vectors), size=min(100, len(vectors)), replace=False)
    shares = []
    for place in chosen:
        query = _near(vectors[place : place + 1], seed=int(place))[0]
        true = {ids[nearest] for nearest in np.argsort(-(vectors @ query))[:10]}
        shares.append(len(true & set(services.vectors.nearest(query, limit=40))) / len(true))
    return mean(shares) or 0.0


def _keep_rows(services: Services, writer: _Writer, size: int) -> list[int]:
    kept: list[int] = []
    for start in range(0, size, PER_DOCUMENT):
        chunks = tuple(
            Chunk(writer.passage(number)) for number in range(start, min(start + PER_DOCUMENT, size))
        )
        loaded = LoadedDocument(f"Document {start}", "en", chunks, checksum=str(start))
        with services.sessions.begin() as session:
            document = documents.add_document(
                session, loaded, path=str(start), clearance=PUBLIC, cleared_by="evals", now=services.clock()
            )
            kept += documents.add_passages(session, document, loaded)
    return kept


def _index(services: Services, ids: Sequence[int], vectors: Vectors) -> None:
    for start in range(0, len(ids), 1_000):
        part = ids[start : start + 1_000]
        owners = [1 + place // PER_DOCUMENT for place in range(start, start + len(part))]
        services.vectors.add(part, vectors[start : start + 1_000], [PUBLIC] * len(part), owners)


def _vectors(size: int) -> Vectors:
    random = np.random.default_rng(5)
    topics = random.normal(size=(_TOPICS, 384))
    rows = 0.8 * topics[random.integers(_TOPICS, size=size)] + random.normal(size=(size, 384))
    return _unit(rows)


def _near(rows: Vectors, *, seed: int) -> Vectors:
    return _unit(rows + np.random.default_rng(seed).normal(scale=0.04, size=rows.shape))


def _unit(rows: "np.ndarray[tuple[int, ...], np.dtype[np.floating]]") -> Vectors:
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _timed(work: Callable[[], Done]) -> tuple[float, Done]:
    start = process_time()
    done = work()
    return process_time() - start, done


def _embedding_rate(embedder: Embedder) -> float:
    """Passages a second of one core, on the demo company's own, half of them French."""
    passages = [
        f"{loaded.title}. {chunk.heading}\n{chunk.text}"
        for path in sorted(Path(str(files("app.demo"))).rglob("*.md"))
        if "documents" in path.parts
        for loaded in (load_file(path),)
        for chunk in loaded.chunks
    ]
    spent, _ = _timed(lambda: embedder.embed(passages))
    return len(passages) / spent


def _memory() -> float:
    """Megabytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6
