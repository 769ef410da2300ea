"""Which passages have a vector, and making it: what must not leave goes to no endpoint."""

from collections.abc import Collection, Sequence

from app.services import Services
from app.store import proof
from app.store.proof import Expected
from app.store.session import Session
from knowledge_base.indexes import Embedder, Vectors
from knowledge_base.passages import Classification, Clearance


def embed_passages(
    services: Services, passages: Sequence[tuple[str, str, str]], *, by: Embedder | None = None
) -> Vectors:
    """Embed (title, heading, text) of each, by the embedder of the index that is searched.

    With its title and heading, a passage can be found by what it is about and not only by what it says.
    Raises EmbedderUnavailable.
    """
    embedder = by or services.embedders.serving
    return embedder.embed([f"{title}. {heading}\n{text}" for title, heading, text in passages])


def may_embed(services: Services, clearance: Clearance) -> bool:
    """Whether passages cleared like this have vectors in the index that is searched.

    Where they are made elsewhere, a document under embargo has none before it ends.
    """
    if clearance.classification is not Classification.PUBLIC:
        return False
    return not (
        services.embedders.leaves(services.embedders.serving_name) and clearance.secret(services.clock())
    )


def expected_vectors(
    services: Services, session: Session, passages: Collection[int] | None = None, *, by: str = ""
) -> Expected:
    """What an index made by the embedder `by`, or else the one that is searched, must hold."""
    is_sent = services.embedders.leaves(by or services.embedders.serving_name)
    return proof.expected_vectors(session, passages, open_at=services.clock() if is_sent else None)
