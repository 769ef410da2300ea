"""Bringing files into the library: read, cleared, kept and indexed, each whole or not at all."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.domain.documents import Document
from app.errors import Unavailable
from app.services import Services
from app.store import documents
from app.store.session import Session
from app.workflows.delete_document import forget_vectors
from guardrails.confidentiality.fingerprints import fingerprint_sentences
from knowledge_base.indexes import Vectors
from knowledge_base.loaders import UnreadableFile, load_file
from knowledge_base.passages import Classification, Clearance, LoadedDocument
from knowledge_base.vectors import IndexUnavailable

logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    ADDED = "added"
    REPLACED = "replaced"  # the file, or its clearance, had changed
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: why it was refused, or how many passages can be retrieved from it."""

    path: Path
    outcome: Outcome
    sentence: str = ""
    document_id: int | None = None
    title: str = ""
    passages: int = 0


def ingest_documents(
    services: Services,
    paths: Iterable[Path],
    *,
    clearance: Clearance,
    cleared_by: str,
    on_file: Callable[[FileOutcome], None] = lambda _outcome: None,
) -> list[FileOutcome]:
    """Read files, and folders with all that is in them; call `on_file` after each file.

    A file that cannot be read is refused with a sentence, and the others go on. Bytes already
    here under the same clearance change nothing; a file read again from the same path, and
    bytes already here under another clearance, replace what was there. Raises Unavailable when
    the vector index does not answer: nothing of that file is kept then.
    """
    outcomes = []
    for path in list_files(paths):
        outcome = _ingest(services, path, clearance, cleared_by)
        outcomes.append(outcome)
        on_file(outcome)
    return outcomes


def list_files(paths: Iterable[Path]) -> list[Path]:
    """Each file once, in order; hidden files inside folders are left alone, links to folders not followed."""
    return list(dict.fromkeys(file for path in paths for file in _walk(path)))


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _ingest(services: Services, path: Path, clearance: Clearance, cleared_by: str) -> FileOutcome:
    try:
        loaded = load_file(path)
    except UnreadableFile as error:
        return FileOutcome(path, Outcome.REFUSED, str(error))
    except Exception:  # a parser that fails on one file must not stop the others
        logger.exception("a file could not be read", extra={"suffix": path.suffix})
        return FileOutcome(path, Outcome.REFUSED, "This file could not be read.")
    place = str(path.resolve())
    with services.sessions() as session:
        known = documents.find_same(session, path=place, checksum=loaded.checksum)
    if len(known) == 1 and _is_same(known[0], loaded, clearance):
        return _outcome(path, Outcome.UNCHANGED, known[0].id, loaded, clearance)
    vectors = _embed(services, loaded, clearance)  # slow, hence before the transaction
    document_id, replaced = _keep(
        services, loaded, vectors, place=place, clearance=clearance, cleared_by=cleared_by
    )
    return _outcome(path, Outcome.REPLACED if replaced else Outcome.ADDED, document_id, loaded, clearance)


def _is_same(known: Document, loaded: LoadedDocument, clearance: Clearance) -> bool:
    return known.checksum == loaded.checksum and known.clearance == clearance


def _outcome(
    path: Path, outcome: Outcome, document_id: int, loaded: LoadedDocument, clearance: Clearance
) -> FileOutcome:
    searchable = clearance.classification is Classification.PUBLIC
    return FileOutcome(
        path,
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
