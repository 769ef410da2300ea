"""A search as the product makes it, for every measure of what is found."""

from app.services import Services
from knowledge_base.passages import Passage
from knowledge_base.search import hybrid_search


def find_passages(services: Services, query: str, *, limit: int) -> list[Passage]:
    """The first `limit` passages, best first, among those that a draft may cite now."""
    hits = hybrid_search(
        query,
        words=services.words,
        vectors=services.vectors,
        embedder=services.embedder,
        scope=services.scope(),
        limit=limit,
    )
    return [hit.passage for hit in hits]
