"""One document that was read, into the library: whole or not at all."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.documents import Document
from app.errors import Unavailable
from app.services import Services
from app.store import documents
from app.store.session import Session
from app.workflows.delete_document import forget_vectors
from guardrails.confidentiality.fingerprints import fingerprint_sentences
from knowledge_base.indexes import Vectors
from knowledge_base.passages import Classification, Clearance, LoadedDocument
from knowledge_base.vectors import IndexUnavailable


class Outcome(StrEnum):
    ADDED = "added"
    REPLACED = "replaced"  # the file, or its clearance, had changed
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: why it was refused, or how many passages can be retrieved from it.

    `place` is where it was read: a path or an address.
    """

    place: str
    outcome: Outcome
    sentence: str = ""
    document_id: int | None = None
    title: str = ""
    passages: int = 0


def ingest_loaded(
    services: Services, loaded: LoadedDocument, *, place: str, clearance: Clearance, cleared_by: str
) -> FileOutcome:
    """Keep and index a document read from `place`, a path or an address: the same place, the same document.

    The same checksum under the same clearance changes nothing. A document read again from its
    place, and bytes already here under another clearance, replace what was there. Raises
    Unavailable when the vector index does not answer: nothing of the document is kept then.
    """
    with services.sessions() as session:
        known = documents.find_same(session, path=place, checksum=loaded.checksum)
    if len(known) == 1 and _is_same(known[0], loaded, clearance):
        return _outcome(place, Outcome.UNCHANGED, known[0].id, loaded, clearance)
    vectors = _embed(services, loaded, clearance)  # slow, hence before the transaction
    document_id, replaced = _keep(
        services, loaded, vectors, place=place, clearance=clearance, cleared_by=cleared_by
    )
    outcome = Outcome.REPLACED if replaced else Outcome.ADDED
    return _outcome(place, outcome, document_id, loaded, clearance)


def _is_same(known: Document, loaded: LoadedDocument, clearance: Clearance) -> bool:
    return known.checksum == loaded.checksum and known.clearance == clearance


def _outcome(
    place: str, outcome: Outcome, document_id: int, loaded: LoadedDocument, clearance: Clearance
) -> FileOutcome:
    searchable = clearance.classification is Classification.PUBLIC
    return FileOutcome(
        place,
        outcome,
        document_id=document_id,
        title=loaded.title,
        passages=len(loaded.chunks) if searchable else 0,
    )


def _embed(services: Services, loaded: LoadedDocument, clearance: Clearance) -> Vectors | None:
    if clearance.classification is not Classification.PUBLIC:
        return None
    # With its title and heading, a passage can be found by what it is about and not only by what it says.
    return services.embedder.embed(
        [f"{loaded.title}. {chunk.heading}\n{chunk.text}" for chunk in loaded.chunks]
    )


def _keep(
    services: Services,
    loaded: LoadedDocument,
    vectors: Vectors | None,
    *,
    place: str,
    clearance: Clearance,
    cleared_by: str,
) -> tuple[int, bool]:
    """Store all in one transaction. Vectors come before the commit that makes the rows visible.

    A search reads rows last, so a vector without a row is never seen; a row without its vector
    would be.
    """
    added: list[int] = []
    stale: list[int] = []
    try:
        with services.sessions.begin() as session:
            known = documents.find_same(session, path=place, checksum=loaded.checksum)
            for document in known:
                stale += documents.delete_document(session, document.id)
            document_id = documents.add_document(
                session, loaded, path=place, clearance=clearance, cleared_by=cleared_by, now=services.clock()
            )
            added = _keep_text(services, session, document_id, loaded, clearance)
            if vectors is not None:
                services.vectors.add(added, vectors, [clearance] * len(added), [document_id] * len(added))
    except BaseException as error:
        # Whatever stopped it, an interrupt too: the rows are gone again, so their vectors must go.
        forget_vectors(services, added)
        if isinstance(error, IndexUnavailable):
            raise Unavailable("The vector index does not answer, so nothing can be added now.") from error
        raise
    forget_vectors(services, stale)
    return document_id, bool(known)


def _keep_text(
    services: Services, session: Session, document_id: int, loaded: LoadedDocument, clearance: Clearance
) -> list[int]:
    """Return the ids of the passages kept: none of a confidential document."""
    if not clearance.in_force(services.clock()):
        text = "\n".join(chunk.text for chunk in loaded.chunks)
        fingerprints = fingerprint_sentences(text, key=services.fingerprint_key)
        documents.add_fingerprints(session, document_id, fingerprints)
    if clearance.classification is Classification.CONFIDENTIAL:
        return []
    return documents.add_passages(session, document_id, loaded)
