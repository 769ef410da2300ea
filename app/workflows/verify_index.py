"""Proving that the indexes hold what the database says, no less and no more; and mending them."""

import logging
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.errors import Unavailable
from app.services import Services
from app.store import documents, proof
from app.workflows.change_library import comparing_library, is_incomplete, is_marked, unmark
from app.workflows.embed_library import embed_passages, expected_vectors
from app.workflows.start_ingestion import count_stray_uploads, sweep_uploads
from app.workflows.verify_watch import Fault, audit_watch, repair_watch
from knowledge_base.indexes import Audit, Embedder, EmbedderUnavailable, VectorIndex, Vectors
from knowledge_base.vectors import IndexUnavailable

logger = logging.getLogger(__name__)

VERIFY = "library.verify"
COMPLETE = "library.complete"
_BATCH = 256  # passages embedded at a time, while nobody is kept waiting
_MOST_PASSES = 5
_OPENED_LATELY = timedelta(hours=2)


class Trouble(StrEnum):
    """What can be wrong; a repair mends all but UNWATCHABLE and UNLIKENED, which need the file again."""

    VECTORS_MISSING = "vectors_missing"
    VECTORS_SURPLUS = "vectors_surplus"
    VECTORS_DIFFERING = "vectors_differing"
    WORDS = "words"
    UNWATCHED = "unwatched"
    UNWATCHABLE = "unwatchable"
    UNLIKENED = "unlikened"
    OVERKEPT = "overkept"
    CONFIDENTIAL_TEXT = "confidential_text"
    UPLOADS = "uploads"


@dataclass(frozen=True, slots=True)
class Proof:
    """How much of each trouble there is; an empty `troubles` is the proof that all agree."""

    troubles: dict[Trouble, int]
    passages: int
    documents: int

    @property
    def holds(self) -> bool:
        return not self.troubles


def verify_index(services: Services, *, repair: bool = False) -> Proof:
    """Compare vectors, words, fingerprints and uploads with the rows; with `repair`, mend first.

    Writers wait while it compares, but not while it embeds what is missing. Raises Unavailable
    when the vector index does not answer, or the embedder that mends it.
    """
    try:
        if repair:
            _repair(services)
        return _compare(services)
    except EmbedderUnavailable as error:
        raise Unavailable("The passages cannot be embedded now: %(reason)s.", reason=error) from error
    except IndexUnavailable as error:
        raise Unavailable("The vector index does not answer.") from error


def verify_after_crash(services: Services) -> None:
    """At a start: mend what somebody who died or failed while writing may have left half done.

    And what no longer had to wait meanwhile: embargoes end, also while nothing runs.
    """
    if is_marked(services) or services.embedders.leaves(services.embedders.serving_name):
        services.jobs.enqueue(VERIFY)


def repair_index(services: Services) -> None:
    """The job: mend all, and forget that anything was wrong."""
    verify_index(services, repair=True)


def complete_index(services: Services) -> None:
    """The job of every minute: make vectors that had to wait, for an embedder or for an embargo to end."""
    if not (is_incomplete(services) or _has_opened(services)):
        return
    try:
        services.embedders.serving.embed(["bonjour"])  # it is cheaper to ask than to compare all
        repair_index(services)
    except (EmbedderUnavailable, Unavailable) as error:
        logger.warning("vectors are still to be made: %s", error)


def _has_opened(services: Services) -> bool:
    if not services.embedders.leaves(services.embedders.serving_name):
        return False
    now = services.clock()
    with services.sessions() as session:
        opened = proof.list_opened(session, since=now - _OPENED_LATELY, now=now)
    return len(services.vectors.read(opened)) < len(opened)


def _compare(services: Services) -> Proof:
    with comparing_library(services), services.sessions() as session:
        expected = expected_vectors(services, session)
        audit = services.vectors.audit(expected)
        words = proof.words_agree(session)
        secret_texts = proof.list_kept_secrets(session)
        count = documents.count_documents(session)
    watched = audit_watch(services)
    found = {
        Trouble.VECTORS_MISSING: len(audit.missing),
        Trouble.VECTORS_SURPLUS: len(audit.surplus),
        Trouble.VECTORS_DIFFERING: len(audit.differing),
        Trouble.WORDS: int(not words),
        Trouble.UNWATCHED: len(watched[Fault.UNWATCHED]),
        Trouble.UNWATCHABLE: len(watched[Fault.UNWATCHABLE]),
        Trouble.UNLIKENED: len(watched[Fault.UNLIKENED]),
        Trouble.OVERKEPT: len(watched[Fault.OVERKEPT]),
        Trouble.CONFIDENTIAL_TEXT: len(secret_texts),
        Trouble.UPLOADS: count_stray_uploads(services),
    }
    return Proof({trouble: many for trouble, many in found.items() if many}, len(expected), count)


def _repair(services: Services) -> None:
    _forget_secret_texts(services)
    with comparing_library(services), services.sessions.begin() as session:
        if not proof.words_agree(session):
            proof.rebuild_words(session)
    for _ in range(_MOST_PASSES):  # what comes in meanwhile is whole, but may have been looked at half-way
        if not _repair_vectors(services):
            break
    repair_watch(services)
    sweep_uploads(services)


def _repair_vectors(services: Services) -> bool:
    """Tell whether there was anything to do."""
    with comparing_library(services):
        audit = _audit(services)
        services.vectors.delete(sorted(audit.surplus))
        if not (audit.missing or audit.differing):
            unmark(services)
            return bool(audit.surplus)
    add_vectors(services, sorted(audit.missing | audit.differing))
    return True


def _audit(services: Services) -> Audit:
    with services.sessions() as session:
        return services.vectors.audit(expected_vectors(services, session))


def add_vectors(
    services: Services,
    passages: Sequence[int],
    *,
    to: VectorIndex | None = None,
    by: Embedder | None = None,
    held: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
) -> None:
    """Embed passages and put them in the index, as far as they are still public by then.

    `to` and `by` are another index than the one that serves, and its embedder. `held` tells that the
    library is held already; `progress` hears how many are done.
    """
    index, embedder = to or services.vectors, by or services.embedders.serving
    for start in range(0, len(passages), _BATCH):
        some = passages[start : start + _BATCH]
        with services.sessions() as session:
            allowed = expected_vectors(services, session, some, by=embedder.name)
            batch = [p for p in documents.list_any_passages(session, some) if p.id in allowed]
        vectors = embed_passages(services, [(p.title, p.heading, p.text) for p in batch], by=embedder)
        with nullcontext() if held else comparing_library(services):
            if to is None and embedder.name != services.embedders.serving_name:
                return  # another index took over meanwhile, and is complete
            _add_batch(services, index, [p.id for p in batch], vectors, by=embedder.name)
        progress(min(start + _BATCH, len(passages)))


def _add_batch(
    services: Services, index: VectorIndex, passages: Sequence[int], vectors: Vectors, *, by: str
) -> None:
    with services.sessions() as session:
        expected = expected_vectors(services, session, passages, by=by)
    places = [place for place, passage in enumerate(passages) if passage in expected]
    ids = [passages[place] for place in places]
    index.add(
        ids,
        vectors[places],
        [expected[passage][0] for passage in ids],
        [expected[passage][1] for passage in ids],
    )


def _forget_secret_texts(services: Services) -> None:
    with comparing_library(services), services.sessions.begin() as session:
        for document_id in proof.list_kept_secrets(session):
            documents.delete_passages(session, document_id, now=services.clock())
