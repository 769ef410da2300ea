"""Hybrid search: words first, meaning second, the database's clearance always last."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from knowledge_base.indexes import Embedder, VectorIndex, WordIndex
from knowledge_base.passages import Hit, Passage, Scope
from knowledge_base.stems import query_stems, stems
from knowledge_base.vectors import IndexUnavailable

logger = logging.getLogger(__name__)

DENSE_WEIGHT = 0.3  # found best over French and English; rank fusion loses five points in French
_CANDIDATES = 100  # from each index; the best ten are all but always among them
_LEAST_COSINE = 0.3  # below, a passage that shares no word with the query has nothing to do with it
_TIE = 2  # decimals; scores equal to that many are settled by date
_LONGEST_QUERY = 2_000  # characters


def hybrid_search(
    query: str,
    *,
    words: WordIndex,
    vectors: VectorIndex | None,
    embedder: Embedder | None,
    scope: Scope,
    limit: int = 8,
    per_document: int = 3,
) -> list[Hit]:
    """Return the best passages in scope, best first, at most `per_document` of each document.

    The score is BM25 over the best BM25, plus DENSE_WEIGHT times the cosine spread over [0, 1],
    divided to stay in [0, 1]. Without `vectors` or `embedder`, or while the vector index does
    not answer, words alone decide.
    """
    query = query[:_LONGEST_QUERY].strip()
    if not query or limit < 1:
        return []
    word_scores = _search_words(query, words, scope)
    cosines = _search_vectors(query, vectors, embedder, scope)
    found = _fuse(word_scores, cosines)
    # What the indexes say is only a proposal: the rows, read now, decide who is in scope.
    passages = words.load_passages(list(found), scope)
    hits = [Hit(passage, *found[passage.id]) for passage in passages]
    hits.sort(key=_order)
    return list(_diverse(hits, limit=limit, per_document=per_document))


def _search_words(query: str, words: WordIndex, scope: Scope) -> dict[int, float]:
    found = words.search_words(query_stems(query), scope, limit=_CANDIDATES)
    best = max(found.values(), default=0)
    return {passage: max(score, 0) / best for passage, score in found.items()} if best > 0 else {}


def _search_vectors(
    query: str, vectors: VectorIndex | None, embedder: Embedder | None, scope: Scope
) -> Mapping[int, float]:
    if vectors is None or embedder is None:
        return {}
    try:
        return vectors.search_vectors(embedder.embed([query])[0], scope, limit=_CANDIDATES)
    except IndexUnavailable:
        logger.warning("searching by words alone: the vector index does not answer")
        return {}


def _fuse(
    word_scores: Mapping[int, float], cosines: Mapping[int, float]
) -> dict[int, tuple[float, float, float]]:
    """Map passage ids to (fused, words, dense), each in [0, 1]."""
    dense_scores = _spread(cosines)
    weight = DENSE_WEIGHT if cosines else 0.0
    fused = {}
    for passage in {**word_scores, **cosines}:
        words, dense = word_scores.get(passage, 0.0), dense_scores.get(passage, 0.0)
        if words or cosines[passage] >= _LEAST_COSINE:
            fused[passage] = ((words + weight * dense) / (1 + weight), words, dense)
    return fused


def _spread(cosines: Mapping[int, float]) -> dict[int, float]:
    if not cosines:
        return {}
    low, high = min(cosines.values()), max(cosines.values())
    if high - low < 1e-6:
        return dict.fromkeys(cosines, 1.0)
    return {passage: (cosine - low) / (high - low) for passage, cosine in cosines.items()}


def _order(hit: Hit) -> tuple[float, int, float, int]:
    """Best first; among the practically equal, the newest first."""
    published = hit.passage.published_on or date.min
    return -round(hit.score, _TIE), -published.toordinal(), -hit.score, hit.passage.id


def _diverse(hits: Iterable[Hit], *, limit: int, per_document: int) -> Iterator[Hit]:
    taken: Counter[int] = Counter()
    seen: set[tuple[str, ...]] = set()
    for hit in hits:
        fingerprint = _fingerprint(hit.passage)
        if taken[hit.passage.document_id] >= per_document or fingerprint in seen:
            continue
        taken[hit.passage.document_id] += 1
        seen.add(fingerprint)
        yield hit
        if sum(taken.values()) == limit:
            return


def _fingerprint(passage: Passage) -> tuple[str, ...]:
    """Equal for passages that differ in punctuation, case or small words only."""
    return tuple(stems(passage.text, passage.language)) or (passage.text,)
