"""Clearing a document anew: what its text may do follows at once, everywhere."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.documents import Document
from app.errors import NotReady, Unavailable
from app.services import Services
from app.store import clearances, documents
from app.store.public_readings import add_readings
from app.store.session import Session
from app.workflows.change_library import changing_library, mark_incomplete
from app.workflows.delete_document import forget_vectors
from app.workflows.embed_library import embed_passages, may_embed
from app.workflows.ingest_loaded import read_passages
from app.workflows.watch_document import Watch, drop_watch, keep_watch, make_watch
from knowledge_base.indexes import EmbedderUnavailable, Vectors
from knowledge_base.passages import Classification, Clearance, Passage
from knowledge_base.vectors import IndexUnavailable

logger = logging.getLogger(__name__)

TEXT_NOT_KEPT = (
    "The text of a confidential document is not kept, so it cannot be cleared from here."
    " Add the file again under its new clearance."
)
INDEX_AWAY = "The vector index does not answer, so this cannot be cleared now. Try again."


@dataclass(frozen=True, slots=True)
class _Change:
    """A document as it was read, its new clearance, and what is slow to make for it."""

    document: Document
    passages: Sequence[Passage]
    clearance: Clearance
    vectors: Vectors | None
    embedded_by: str
    readings: Sequence[bytes]
    watch: Watch | None

    @property
    def ids(self) -> list[int]:
        return [passage.id for passage in self.passages]


def clear_document(
    services: Services, document_id: int, clearance: Clearance, *, by: str, note: str = ""
) -> Document:
    """Set a document's clearance and remember who did, when and why.

    Made confidential, it keeps its fingerprints alone: text, words and vectors go. Whatever is
    taken back is out of reach from the next query on, even while the vector index is away.
    Raises NotFound; NotReady for a confidential document whose text would be needed again; and
    Unavailable when more would be allowed than the vector index can be told now.
    """
    while True:
        change = _prepare(services, document_id, clearance)
        with changing_library(services):
            if _is_current(services, change):
                _apply(services, change, by=by, note=note)
                break
    with services.sessions() as session:
        return documents.get_document(session, document_id)


def _prepare(services: Services, document_id: int, clearance: Clearance) -> _Change:
    with services.sessions() as session:
        document = documents.get_document(session, document_id)
        passages = documents.list_passages(session, document_id)
    before = document.clearance.classification
    if before is Classification.CONFIDENTIAL and clearance.classification is not before:
        raise NotReady(TEXT_NOT_KEPT)
    vectors, readings, embedded_by = None, [], services.embedders.serving_name
    if may_embed(services, clearance) and not may_embed(services, document.clearance):
        vectors = _embed(services, passages)
    if clearance.classification is Classification.PUBLIC and before is not Classification.PUBLIC:
        readings = read_passages(services, [passage.text for passage in passages])
    text = "\n".join(passage.text for passage in passages)
    # What is confidential already is watched, and there is no text to make it anew from.
    is_watchable = clearance.secret(services.clock()) and before is not Classification.CONFIDENTIAL
    watch = make_watch(services, text) if is_watchable else None
    return _Change(document, passages, clearance, vectors, embedded_by, readings, watch)


def _embed(services: Services, passages: Sequence[Passage]) -> Vectors | None:
    """None while the embedder does not answer: words alone find the passages until it does."""
    try:
        return embed_passages(services, [(p.title, p.heading, p.text) for p in passages])
    except EmbedderUnavailable as error:
        logger.warning("a document is cleared without its vectors for now: %s", error)
        return None


def _is_current(services: Services, change: _Change) -> bool:
    """Whether nobody read or cleared the document meanwhile."""
    with services.sessions() as session:
        return (
            documents.get_document(session, change.document.id).clearance == change.document.clearance
            and documents.list_passage_ids(session, change.document.id) == change.ids
        )


def _apply(services: Services, change: _Change, *, by: str, note: str) -> None:
    """Vectors may never be cleared for less than rows are: a search reads rows last, but vectors first."""
    before, after = change.document.clearance, change.clearance
    try:
        _widen(services, change)
    except IndexUnavailable as error:
        raise Unavailable(INDEX_AWAY) from error
    try:
        with services.sessions.begin() as session:
            clearances.set_clearance(
                session, change.document.id, after, by=by, note=note, now=services.clock()
            )
            _change_text(services, session, change)
    except BaseException:  # an interrupt too: no decision was kept, so no vectors may be
        if change.vectors is not None:
            forget_vectors(services, change.ids)
        raise
    if not may_embed(services, after):
        forget_vectors(services, change.ids)
    elif before.classification is Classification.PUBLIC:
        _narrow(services, change)


def _widen(services: Services, change: _Change) -> None:
    before, after = change.document.clearance, change.clearance
    is_usable = change.vectors is not None and change.embedded_by == services.embedders.serving_name
    if change.vectors is not None and is_usable:
        documents_ids = [change.document.id] * len(change.ids)
        services.vectors.add(change.ids, change.vectors, [after] * len(change.ids), documents_ids)
    elif after.classification is before.classification is Classification.PUBLIC:
        wider = _wider(before, after)
        if wider != before:
            services.vectors.set_clearance(change.ids, wider)
    if may_embed(services, after) and not (is_usable or may_embed(services, before)):
        mark_incomplete(services)  # a job makes them (see `complete_index`)


def _wider(one: Clearance, other: Clearance) -> Clearance:
    """The narrowest clearance that allows all that either of the two does."""
    embargoes, ends = (one.embargo_until, other.embargo_until), (one.valid_until, other.valid_until)
    return replace(
        other,
        embargo_until=None if None in embargoes else min(filter(None, embargoes)),
        valid_until=None if None in ends else max(filter(None, ends)),
    )


def _narrow(services: Services, change: _Change) -> None:
    try:
        services.vectors.set_clearance(change.ids, change.clearance)
    except IndexUnavailable:  # rows decide in the end; `tandem kb verify --repair` does the rest
        mark_incomplete(services)
        logger.warning("vectors were left cleared as before", extra={"document": change.document.id})


def _change_text(services: Services, session: Session, change: _Change) -> None:
    document_id = change.document.id
    add_readings(session, dict(zip(change.ids, change.readings, strict=False)))
    if not change.clearance.secret(services.clock()):
        drop_watch(session, document_id)
    elif change.watch is not None:
        keep_watch(services, session, document_id, change.watch)
    if change.clearance.classification is Classification.CONFIDENTIAL:
        documents.delete_passages(session, document_id, now=services.clock())
