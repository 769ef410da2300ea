"""Stemmed full text in the database itself: SQLite's FTS5, or PostgreSQL's text search."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session

from app.store.documents import in_scope, load_passages
from app.store.session import Sessions
from app.store.tables import DocumentRow, PassageRow
from knowledge_base.passages import Passage, Scope

_MOST_STEMS = 64  # of a query; what is longer is a text, and its rarest words come early enough
_SATURATION, _LENGTH = 1.2, 0.75  # k1 and b of BM25, as in FTS5
_CANDIDATES = 4  # times the limit: ranked by PostgreSQL, then again by BM25


class SqlWordIndex:
    """A WordIndex; each search opens a session of its own, and filters by clearance inside its query."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def search_words(self, stems: Sequence[str], scope: Scope, *, limit: int) -> Mapping[int, float]:
        # Only letters and digits reach the query languages of the two databases.
        wanted = [stem for stem in stems[:_MOST_STEMS] if stem.isalnum()]
        if not wanted:
            return {}
        with self._sessions() as session:
            if session.get_bind().dialect.name == "sqlite":
                return _search_fts5(session, wanted, scope, limit=limit)
            return _search_postgresql(session, wanted, scope, limit=limit)

    def load_passages(self, ids: Sequence[int], scope: Scope) -> list[Passage]:
        with self._sessions() as session:
            return load_passages(session, ids, scope)


def _search_fts5(session: Session, stems: Sequence[str], scope: Scope, *, limit: int) -> dict[int, float]:
    words = table("passage_words", column("rowid"))
    rank: ColumnElement[float] = literal_column("bm25(passage_words)")  # the lower the better
    query = (
        select(words.c.rowid, rank)
        .join(PassageRow, PassageRow.id == words.c.rowid)
        .join(DocumentRow, DocumentRow.id == PassageRow.document_id)
        .where(text("passage_words MATCH :words"), *in_scope(scope))
        .order_by(rank)
        .limit(limit)
    )
    found = session.execute(query, {"words": " OR ".join(f'"{stem}"' for stem in stems)})
    return {passage: -score for passage, score in found}


def _search_postgresql(
    session: Session, stems: Sequence[str], scope: Scope, *, limit: int
) -> dict[int, float]:
    """Take the candidates that PostgreSQL ranks first, and rank them as FTS5 would.

    Its own ranking does not know how rare a word is, which costs much in both languages.
    """
    rarity = _rarity(session, stems)
    words, wanted = _words(), _any_of(stems)
    query = (
        select(PassageRow.id, PassageRow.stems)
        .join(DocumentRow, DocumentRow.id == PassageRow.document_id)
        .where(words.op("@@")(wanted), *in_scope(scope))
        .order_by(func.ts_rank(words, wanted).desc(), PassageRow.id)
        .limit(limit * _CANDIDATES)
    )
    candidates = {passage: kept.split() for passage, kept in session.execute(query)}
    average = sum(map(len, candidates.values())) / max(len(candidates), 1)
    scores = {passage: _bm25(kept, rarity, average) for passage, kept in candidates.items()}
    return dict(Counter(scores).most_common(limit))


def _rarity(session: Session, stems: Sequence[str]) -> dict[str, float]:
    """The inverse document frequency of each stem (Robertson and Spärck Jones, kept positive)."""
    total = session.scalar(select(func.count()).select_from(PassageRow)) or 0
    counts = {stem: session.scalar(_count(stem)) or 0 for stem in stems}
    return {
        stem: math.log(1 + (total - count + 0.5) / (count + 0.5)) for stem, count in counts.items() if count
    }


def _count(stem: str) -> Select[int]:
    return select(func.count()).select_from(PassageRow).where(_words().op("@@")(_any_of([stem])))


def _words() -> Any:
    # As in the index's own expression, or the planner would not use it.
    return func.to_tsvector(literal_column("'simple'"), PassageRow.stems)


def _any_of(stems: Sequence[str]) -> Any:
    return func.to_tsquery(literal_column("'simple'"), " | ".join(f"'{stem}'" for stem in stems))


def _bm25(stems: Sequence[str], rarity: Mapping[str, float], average: float) -> float:
    counts = Counter(stem for stem in stems if stem in rarity)
    norm = _SATURATION * (1 - _LENGTH + _LENGTH * len(stems) / max(average, 1))
    return sum(rarity[stem] * count * (_SATURATION + 1) / (count + norm) for stem, count in counts.items())
