"""Searching the library, within what may be cited at the moment."""

from collections.abc import Collection
from datetime import datetime

from app.errors import NotFound
from app.services import Services
from knowledge_base.explanation import Explanation, explain
from knowledge_base.passages import Hit, Origin, Scope
from knowledge_base.search import hybrid_search


def search_knowledge(
    services: Services,
    query: str,
    *,
    now: datetime | None = None,
    origins: Collection[Origin] | None = None,
    document_id: int | None = None,
    limit: int = 8,
    mix: bool = False,
) -> list[Hit]:
    """Return passages in force at `now` (by default, at this moment), best first.

    With `mix`, company and industry both come where both have something to say.
    """
    scope = Scope(
        now=now or services.clock(),
        origins=frozenset(origins) if origins is not None else None,
        document_id=document_id,
    )
    return hybrid_search(
        query,
        words=services.words,
        vectors=services.vectors,
        embedder=services.embedder,
        scope=scope,
        limit=limit,
        # Inside one document, a limit per document would only hide passages.
        per_document=limit if document_id is not None else 3,
        mix=mix,
    )


def explain_hit(
    services: Services, query: str, passage_id: int, *, now: datetime | None = None
) -> Explanation:
    """Why a search finds this passage. Raises NotFound for what may not be cited at `now`."""
    explanation = explain(
        query,
        passage_id,
        words=services.words,
        vectors=services.vectors,
        embedder=services.embedder,
        scope=Scope(now=now or services.clock()),
    )
    if explanation is None:
        raise NotFound("There is no such source.")
    return explanation
