"""Searching the library, within what may be cited at the moment."""

from collections.abc import Collection
from datetime import datetime

from app.services import Services
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
) -> list[Hit]:
    """Return passages in force at `now` (by default, at this moment), best first."""
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
    )
