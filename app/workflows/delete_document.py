"""Taking a document out of the library, everywhere."""

from app.services import Services
from app.store import documents


def delete_document(services: Services, document_id: int) -> None:
    """Delete its rows, its words, its fingerprints and its vectors. Raises NotFound.

    Rows go first: a search reads them last, so from then on nothing of it can be found.
    """
    with services.sessions.begin() as session:
        documents.get_document(session, document_id)
        passages = documents.delete_document(session, document_id)
    services.vectors.delete(passages)
