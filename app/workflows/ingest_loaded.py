"""One document that was read, into the library: whole or not at all."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

from app.domain.documents import Document
from app.errors import Unavailable
from app.services import Services
from app.store import documents
from app.store.passage_ids import reserve_document_id, reserve_passage_ids
from app.store.public_readings import add_readings
from app.store.session import Session
from app.workflows.change_library import changing_library, mark_incomplete
from app.workflows.delete_document import forget_vectors
from app.workflows.embed_library import embed_passages, may_embed
from app.workflows.notice_orders import with_alarms
from app.workflows.watch_document import Watch, is_watched, keep_watch, make_watch
from guardrails.confidentiality.leaks.public_texts import read_public
from knowledge_base.indexes import EmbedderUnavailable, Vectors
from knowledge_base.passages import Classification, Clearance, LoadedDocument, Remark
from knowledge_base.vectors import IndexUnavailable

logger = logging.getLogger(__name__)

LONGEST_PLACE = 1000


class Outcome(StrEnum):
    ADDED = "added"
    REPLACED = "replaced"  # the file, or its clearance, had changed
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: why it was refused, or how many passages can be retrieved from it.

    `place` is where it was read: a path or an address. `message` is an English sentence that may
    hold `%(name)s` placeholders for `params`. `remarks` say what was left out of a document that was
    read all the same; of a confidential one, they quote nothing.
    """

    place: str
    outcome: Outcome
    message: str = ""
    document_id: int | None = None
    title: str = ""
    passages: int = 0
    params: Mapping[str, object] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @property
    def sentence(self) -> str:
        return self.message % self.params if self.params else self.message


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that is slow to make of a document, made before anything is locked."""

    loaded: LoadedDocument
    place: str
    clearance: Clearance
    cleared_by: str
    passages: Sequence[dict[str, Any]]
    vectors: Vectors | None
    embedded_by: str
    readings: Sequence[bytes]
    watch: Watch | None


class _ClearedMeanwhile(Exception):
    """Somebody cleared the document anew while it was being prepared."""


def ingest_loaded(
    services: Services,
    loaded: LoadedDocument,
    *,
    place: str,
    clearance: Clearance,
    cleared_by: str,
    keeps_clearance: bool = False,
) -> FileOutcome:
    """Keep and index a document read from `place`, a path or an address: the same place, the same document.

    The same checksum under the same clearance changes nothing. A document read again from its
    place keeps its id; what it said before, and bytes already here under another clearance, are
    replaced. While an embedder elsewhere does not answer, the vectors are left to a job. With
    `keeps_clearance`, for readings that nobody asked for, a document already here
    stays cleared as somebody decided. Raises Unavailable when the vector index does not answer:
    nothing of the document is kept then.
    """
    place, loaded = storable(place), with_alarms(loaded)
    with services.sessions() as session:
        known = documents.find_same(session, path=place, checksum=loaded.checksum)
        cleared = clearance
        if keeps_clearance and known:
            cleared, cleared_by = known[0].clearance, known[0].cleared_by
        if _is_same(services, session, known, loaded, cleared):
            return _outcome(place, Outcome.UNCHANGED, known[0].id, loaded, cleared)
    prepared = _prepare(services, loaded, place, cleared, cleared_by)
    try:
        document_id, outcome = _keep(services, prepared, keeps_clearance=keeps_clearance)
    except _ClearedMeanwhile:
        return ingest_loaded(
            services, loaded, place=place, clearance=clearance, cleared_by=cleared_by, keeps_clearance=True
        )
    return _outcome(place, outcome, document_id, loaded, cleared)


def storable(place: str) -> str:
    """The place as the database can keep it: valid UTF-8, and of bounded length."""
    clean = place.encode("utf-8", "backslashreplace").decode().replace("\0", "")
    if len(clean) <= LONGEST_PLACE:
        return clean
    digest = sha256(clean.encode()).hexdigest()
    return f"{clean[: LONGEST_PLACE - len(digest) - 1]}#{digest}"


def read_passages(services: Services, texts: Sequence[str]) -> list[bytes]:
    """What the tripwire reads in each public passage, to be kept with it."""
    key = services.fingerprint_key
    return [read_public(text, key).packed(key) for text in texts]


def _is_same(
    services: Services,
    session: Session,
    known: Sequence[Document],
    loaded: LoadedDocument,
    clearance: Clearance,
) -> bool:
    """Whether nothing is to be done. Only its file can make a confidential document be watched again."""
    if len(known) != 1 or known[0].checksum != loaded.checksum or known[0].clearance != clearance:
        return False
    if clearance.classification is not Classification.CONFIDENTIAL:
        return True
    return is_watched(services, session, known[0].id, _text_of(loaded))


def _text_of(loaded: LoadedDocument) -> str:
    return "\n".join(chunk.text for chunk in loaded.chunks)


def _outcome(
    place: str, outcome: Outcome, document_id: int, loaded: LoadedDocument, clearance: Clearance
) -> FileOutcome:
    searchable = clearance.classification is Classification.PUBLIC
    secret = clearance.classification is Classification.CONFIDENTIAL
    return FileOutcome(
        place,
        outcome,
        document_id=document_id,
        title=loaded.title,
        passages=len(loaded.chunks) if searchable else 0,
        remarks=tuple(remark for remark in loaded.remarks if not (secret and remark.quotes)),
    )


def _prepare(
    services: Services, loaded: LoadedDocument, place: str, clearance: Clearance, cleared_by: str
) -> _Prepared:
    is_kept = clearance.classification is not Classification.CONFIDENTIAL
    is_found = clearance.classification is Classification.PUBLIC
    is_secret = clearance.secret(services.clock())
    embedded_by = services.embedders.serving_name
    return _Prepared(
        loaded,
        place,
        clearance,
        cleared_by,
        passages=documents.prepare_passages(loaded) if is_kept else (),
        vectors=_embed(services, loaded) if may_embed(services, clearance) else None,
        embedded_by=embedded_by,
        readings=read_passages(services, [chunk.text for chunk in loaded.chunks]) if is_found else (),
        watch=make_watch(services, _text_of(loaded)) if is_secret else None,
    )


def _embed(services: Services, loaded: LoadedDocument) -> Vectors | None:
    """None while the embedder does not answer: words alone find the document until it does."""
    try:
        return embed_passages(services, [(loaded.title, c.heading, c.text) for c in loaded.chunks])
    except EmbedderUnavailable as error:
        logger.warning("a document is kept without its vectors for now: %s", error)
        return None


def _keep(services: Services, prepared: _Prepared, *, keeps_clearance: bool) -> tuple[int, Outcome]:
    """Write vectors first, then all rows in one transaction, and at last forget what they replaced.

    A search reads rows last, so a vector without a row is never seen; a row without its vector
    would be.
    """
    with changing_library(services):
        with services.sessions.begin() as session:
            known = _find_known(session, prepared, keeps_clearance=keeps_clearance)
            if _is_same(services, session, known, prepared.loaded, prepared.clearance):  # somebody was faster
                return known[0].id, Outcome.UNCHANGED
            document_id = known[0].id if known else reserve_document_id(session)
            ids = reserve_passage_ids(session, len(prepared.passages))
        try:
            if prepared.vectors is not None and prepared.embedded_by == services.embedders.serving_name:
                _add_vectors(services, prepared.vectors, ids, prepared.clearance, document_id)
            elif may_embed(services, prepared.clearance):  # a job makes them (see `complete_index`)
                mark_incomplete(services)
            with services.sessions.begin() as session:
                stale = _replace(services, session, prepared, known, document_id)
                documents.insert_passages(session, document_id, prepared.passages, ids=ids)
                add_readings(session, dict(zip(ids, prepared.readings, strict=False)))
                if prepared.watch is not None:
                    keep_watch(services, session, document_id, prepared.watch)
        except BaseException:  # an interrupt too: there are no rows, so there must be no vectors
            forget_vectors(services, ids)
            raise
        forget_vectors(services, stale)
    return document_id, Outcome.REPLACED if known else Outcome.ADDED


def _find_known(session: Session, prepared: _Prepared, *, keeps_clearance: bool) -> list[Document]:
    """The documents to replace, first the one whose id is kept: the one known from the same place."""
    known = documents.find_same(session, path=prepared.place, checksum=prepared.loaded.checksum)
    if keeps_clearance and known and known[0].clearance != prepared.clearance:
        raise _ClearedMeanwhile
    return known


def _add_vectors(
    services: Services, vectors: Vectors, ids: Sequence[int], clearance: Clearance, document_id: int
) -> None:
    try:
        services.vectors.add(ids, vectors, [clearance] * len(ids), [document_id] * len(ids))
    except IndexUnavailable as error:
        raise Unavailable("The vector index does not answer, so nothing can be added now.") from error


def _replace(
    services: Services,
    session: Session,
    prepared: _Prepared,
    known: Sequence[Document],
    document_id: int,
) -> list[int]:
    """Write the document's own row over what was known; return the ids of passages that went."""
    now = services.clock()
    stale = documents.list_passage_ids(session, document_id)
    for other in known[1:]:
        stale += documents.delete_document(session, other.id, now=now, successor=document_id)
    documents.add_document(
        session,
        prepared.loaded,
        path=prepared.place,
        clearance=prepared.clearance,
        cleared_by=prepared.cleared_by,
        now=now,
        document_id=document_id,
    )
    return stale
