"""Stemmed full text in the database itself: SQLite's FTS5, or PostgreSQL's text search."""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    bindparam,
    case,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from app.store.documents import in_scope, load_passages
from app.store.glossary import CompanyGlossary
from app.store.session import Sessions
from app.store.tables import DocumentRow, PassageRow
from knowledge_base.glossary import Glossary
from knowledge_base.indexes import KeptStems, StemCounts
from knowledge_base.passages import Origin, Passage, Scope

_MOST_STEMS = 64  # of a query
_MOST_READ = 2_000  # entries of the index: what keeps a search as fast among 100,000 passages as among 10,000
_FIRST = 4  # times the limit: taken from the index before the rows are asked who is in scope
_WIDER = 8  # times as many, when the rows left too few

_index = table("passage_words", column("rowid"))
_rank: ColumnElement[float] = literal_column("bm25(passage_words)")  # the lower the better
_vocabulary = table("passage_words_vocabulary", column("term"), column("doc"))
_counts = select(_vocabulary.c.term, _vocabulary.c.doc).where(
    _vocabulary.c.term.in_(bindparam("stems", expanding=True))
)
_newest = select(func.max(PassageRow.id))


class SqlWordIndex:
    """A WordIndex; each search opens a session of its own, and filters by clearance inside its query."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._glossary = CompanyGlossary(sessions)
        self._counted = (0, 0)  # the newest passage, and how many there were then

    def glossary(self) -> Glossary:
        return self._glossary.current()

    def count_stems(self, stems: Sequence[str]) -> StemCounts:
        # Only letters and digits reach the query languages of the two databases.
        sought = [stem for stem in dict.fromkeys(stems) if stem.isalnum()]
        with self._sessions() as session:
            return StemCounts(self._total(session), _count(session, sought))

    def search_words(self, counts: Mapping[str, int], scope: Scope, *, limit: int) -> Mapping[int, float]:
        chosen = _rarest({stem: count for stem, count in counts.items() if stem.isalnum()})
        if not chosen:
            return {}
        with self._sessions() as session:
            if session.get_bind().dialect.name == "sqlite":
                return _search_fts5(session, chosen, scope, limit=limit)
            return _search_postgresql(session, chosen, scope, total=self._total(session), limit=limit)

    def list_ids(self, scope: Scope, *, limit: int) -> list[int]:
        query = select(PassageRow.id).join(DocumentRow).where(*in_scope(scope)).limit(limit)
        with self._sessions() as session:
            return list(session.scalars(query))

    def load_stems(self, ids: Sequence[int], scope: Scope) -> Mapping[int, KeptStems]:
        with self._sessions() as session:
            found = session.execute(_kept(*_shape(scope)), {"ids": list(ids), **_values(scope)})
            return {
                identifier: KeptStems(document, language, stems, Origin(origin), published, words)
                for identifier, document, language, stems, origin, published, words in found
            }

    def load_passages(self, ids: Sequence[int], scope: Scope) -> list[Passage]:
        with self._sessions() as session:
            return load_passages(session, ids, scope)

    def _total(self, session: Session) -> int:
        """Counting reads a whole index, so it is done when passages have come; those gone change little."""
        newest = session.scalar(_newest) or 0
        if newest != self._counted[0]:
            self._counted = (newest, session.scalar(select(func.count()).select_from(PassageRow)) or 0)
        return self._counted[1]


def _count(session: Session, stems: Sequence[str]) -> dict[str, int]:
    """Map the stems that occur to the number of passages they occur in."""
    if not stems:
        return {}
    if session.get_bind().dialect.name == "sqlite":
        return {row.term: row.doc for row in session.execute(_counts, {"stems": stems})}
    counts = [
        select(func.count()).select_from(PassageRow).where(_holds(stem)).scalar_subquery() for stem in stems
    ]
    found = session.execute(select(*counts)).one()
    return {stem: count for stem, count in zip(stems, found, strict=True) if count}


def _rarest(counts: Mapping[str, int]) -> dict[str, int]:
    """The rarest stems first, as many as may be read; common ones lead to what is found anyway."""
    chosen: dict[str, int] = {}
    for stem, count in sorted(counts.items(), key=lambda pair: pair[1])[:_MOST_STEMS]:
        if chosen and sum(chosen.values()) + count > _MOST_READ:
            break
        chosen[stem] = count
    return chosen


def _search_fts5(
    session: Session, counts: Mapping[str, int], scope: Scope, *, limit: int
) -> dict[int, float]:
    """Rank in the index alone, which is fast, and ask the rows about the best; more when few are in scope."""
    values = {"words": " OR ".join(f'"{stem}"' for stem in counts), "limit": limit, **_values(scope)}
    first = limit * _FIRST
    while True:
        ranked = session.execute(_ranked(*_shape(scope)), values | {"first": first})
        found = {passage: -rank for passage, rank in ranked}
        if len(found) == limit or first >= sum(counts.values()):
            return found
        first *= _WIDER


def _search_postgresql(
    session: Session, counts: Mapping[str, int], scope: Scope, *, total: int, limit: int
) -> dict[int, float]:
    """Rank by the rarity of the stems that are there; PostgreSQL's own ranking does not know it."""
    any_of = cast(" | ".join(f"'{stem}'" for stem in counts), TSQUERY)
    score: Any = sum(
        (case((_holds(stem), math.log(1 + total / count)), else_=0.0) for stem, count in counts.items()),
        start=literal_column("0.0"),
    )
    query = (
        select(PassageRow.id, score.label("score"))
        .join(DocumentRow, DocumentRow.id == PassageRow.document_id)
        .where(_words().op("@@")(any_of), *in_scope(scope))
        .order_by(score.desc(), PassageRow.id)
        .limit(limit)
    )
    return {passage: float(found) for passage, found in session.execute(query)}


def _words() -> Any:
    """A column that only PostgreSQL has, made from `stems` by the database (see migrations)."""
    return literal_column("passages.passage_words")


def _holds(stem: str) -> Any:
    return _words().op("@@")(cast(f"'{stem}'", TSQUERY))


# What follows is asked several times in each search. Putting a statement together takes longer than
# running it, so each is put together once for every shape of a scope, with places for its values.


def _shape(scope: Scope) -> tuple[bool, bool]:
    return scope.origins is not None, scope.document_id is not None


def _values(scope: Scope) -> dict[str, Any]:
    return {
        "now": scope.now,
        **({"origins": sorted(scope.origins)} if scope.origins is not None else {}),
        **({"document": scope.document_id} if scope.document_id is not None else {}),
    }


def _in_shape(origins: bool, document: bool) -> list[ColumnElement[bool]]:
    places: Any = Scope
    return in_scope(
        places(
            now=bindparam("now"),
            origins=bindparam("origins", expanding=True) if origins else None,
            document_id=bindparam("document") if document else None,
        )
    )


@cache
def _kept(origins: bool, document: bool) -> Any:
    return (
        select(
            PassageRow.id,
            PassageRow.document_id,
            PassageRow.language,
            PassageRow.stems,
            DocumentRow.origin,
            DocumentRow.published_on,
            PassageRow.text,
        )
        .join(DocumentRow, DocumentRow.id == PassageRow.document_id)
        .where(PassageRow.id.in_(bindparam("ids", expanding=True)), *_in_shape(origins, document))
    )


@cache
def _ranked(origins: bool, document: bool) -> Any:
    ranked = (
        select(_index.c.rowid, _rank.label("rank"))
        .where(text("passage_words MATCH :words"))
        .order_by(_rank)
        .limit(bindparam("first"))
        .subquery()
    )
    return (
        select(ranked.c.rowid, ranked.c.rank)
        .join(PassageRow, PassageRow.id == ranked.c.rowid)
        .join(DocumentRow, DocumentRow.id == PassageRow.document_id)
        .where(*_in_shape(origins, document))
        .order_by(ranked.c.rank)
        .limit(bindparam("limit"))
    )
