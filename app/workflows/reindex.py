"""Making words and vectors anew from the rows, while searches go on."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from app.errors import Unavailable
from app.services import Services
from app.store import documents, proof
from app.workflows.change_library import comparing_library, unmark
from app.workflows.verify_index import add_vectors
from app.workflows.verify_watch import repair_watch
from knowledge_base.indexes import VectorIndex
from knowledge_base.vectors import IndexUnavailable

Progress = Callable[[int, int], None]

_PASSES = 10  # after so many, what keeps coming in is embedded while its writers wait


def reindex(services: Services, *, progress: Progress = lambda _done, _all: None) -> int:
    """Stem, embed and watch all passages anew, and let the new index take the old one's place at once.

    For a new version of the stemmer or of the embedding model. Searches find what they found
    before until the very end; writers wait for that moment only. `progress` hears how many
    passages are embedded of how many. Returns how many there are. Raises Unavailable, and leaves
    all vectors as they were, when the vector index does not answer.
    """
    try:
        fresh = services.vectors.beside()
        try:
            _stem(services)
            _fill(services, fresh, progress)
            with comparing_library(services):
                count = _complete(services, fresh, progress)
                services.vectors.replace_with(fresh)
                unmark(services)
        except BaseException:  # an interrupt too: the old index stays, the half-made one goes
            with suppress(IndexUnavailable):
                fresh.drop()
            raise
    except IndexUnavailable as error:
        raise Unavailable("The vector index does not answer.") from error
    repair_watch(services, anew=True)
    return count


def _stem(services: Services) -> None:
    with services.sessions() as session:
        known = documents.list_ids(session)
    for document_id in known:
        with services.sessions.begin() as session:
            documents.stem_again(session, document_id)


def _fill(services: Services, fresh: VectorIndex, progress: Progress) -> None:
    for _ in range(_PASSES):
        with services.sessions() as session:
            expected = proof.expected_vectors(session)
        missing = sorted(fresh.audit(expected).missing)
        if not missing:
            return
        count = partial(_count, progress, len(expected), len(missing))
        add_vectors(services, missing, to=fresh, progress=count)


def _count(progress: Progress, total: int, missing: int, done: int) -> None:
    progress(total - missing + done, total)


def _complete(services: Services, fresh: VectorIndex, progress: Progress) -> int:
    """What came, went or was cleared anew meanwhile; nobody writes now."""
    with services.sessions() as session:
        expected = proof.expected_vectors(session)
    audit = fresh.audit(expected)
    fresh.delete(sorted(audit.surplus))
    add_vectors(services, sorted(audit.missing | audit.differing), to=fresh, held=True)
    progress(len(expected), len(expected))
    return len(expected)
