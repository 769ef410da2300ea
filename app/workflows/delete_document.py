"""Taking a document out of the library, everywhere."""

import logging
from collections.abc import Sequence

from app.services import Services
from app.store import documents
from app.workflows.change_library import changing_library, mark_incomplete
from knowledge_base.vectors import IndexUnavailable

logger = logging.getLogger(__name__)


def delete_document(services: Services, document_id: int) -> None:
    """Delete its rows, its words, its fingerprints and its vectors. Raises NotFound.

    Rows go first: a search reads them last, so from then on nothing of it can be found.
    """
    with changing_library(services):
        with services.sessions.begin() as session:
            documents.get_document(session, document_id)
            passages = documents.delete_document(session, document_id, now=services.clock())
        forget_vectors(services, passages)


def forget_vectors(services: Services, passage_ids: Sequence[int]) -> None:
    """Delete vectors whose rows are gone. Left behind, they waste room but cannot be found.

    Call it inside `changing_library`.
    """
    if not passage_ids:
        return
    try:
        services.vectors.delete(passage_ids)
    except IndexUnavailable:
        mark_incomplete(services)
        logger.warning("vectors were left behind", extra={"passages": len(passage_ids)})
