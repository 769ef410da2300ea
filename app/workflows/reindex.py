"""Making words and vectors anew from the rows, while searches go on."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

from app.errors import NotReady, Unavailable
from app.services import Services
from app.store import documents
from app.store.locks import held
from app.workflows.change_library import comparing_library, unmark
from app.workflows.embed_library import expected_vectors
from app.workflows.verify_index import add_vectors
from app.workflows.verify_watch import repair_watch
from knowledge_base.indexes import Embedder, EmbedderUnavailable, VectorIndex
from knowledge_base.vectors import IndexUnavailable

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

MOVE = "library.move"

_PASSES = 10  # after so many, what keeps coming in is embedded while its writers wait
_REBUILDING = "rebuilding"


def reindex(services: Services, *, progress: Progress = lambda _done, _all: None) -> int:
    """Stem, embed and watch all passages anew, and let the new index take the old one's place at once.

    For a new version of the stemmer or of the embedding model, or for another embedder. Searches find
    what they found before until the very end; writers wait for that moment only. `progress` hears how
    many passages are embedded of how many. Returns how many there are. Raises Unavailable, and leaves
    all vectors as they were, when the vector index or the embedder does not answer; NotReady while
    another process is at it.
    """
    with held(services.sessions, _REBUILDING, wait=False) as mine:
        if not mine:
            raise NotReady("The index is being made anew already. `tandem doctor` tells how far it is.")
        with _reported():
            embedder = services.embedders.wanted
            is_move = embedder.name != services.embedders.serving_name
            fresh = services.vectors.beside(made_by=embedder.name, resume=is_move)
            try:
                _stem(services)
                count = _rebuild(services, fresh, embedder, progress)
            except BaseException:  # an interrupt too: the old index stays, the half-made one goes
                if not is_move:  # what was begun for another embedder is gone on with
                    with suppress(IndexUnavailable):
                        fresh.drop()
                raise
    repair_watch(services, anew=True)
    return count


def move_index(services: Services) -> bool:
    """The job: when the settings ask for another embedder, make its index, and let it take over once whole.

    Whoever dies at it loses nothing: the next one goes on, and until then searches go by words and by the
    old embedder, if it still answers. Tells whether another index serves now.
    """
    with held(services.sessions, _REBUILDING, wait=False) as mine:
        if not mine:
            return False
        try:
            embedder = services.embedders.wanted
            if embedder.name == services.embedders.serving_name:
                services.vectors.drop_begun()
                return False
            fresh = services.vectors.beside(made_by=embedder.name, resume=True)
            count = _rebuild(services, fresh, embedder, lambda _done, _all: None)
        except (EmbedderUnavailable, IndexUnavailable) as error:
            logger.warning("the index does not move to another embedder yet: %s", error)
            return False
    logger.info("another embedder serves", extra={"embedder": embedder.name, "passages": count})
    return True


def moving(services: Services) -> tuple[str, int] | None:
    """The embedder that the index is moving to, and how many passages it has embedded; None if it stays.

    Raises EmbedderUnavailable.
    """
    name = services.embedders.wanted.name
    if name == services.embedders.serving_name:
        return None
    return name, services.vectors.begun(name) or 0


@contextmanager
def _reported() -> Iterator[None]:
    try:
        yield
    except IndexUnavailable as error:
        raise Unavailable("The vector index does not answer.") from error
    except EmbedderUnavailable as error:
        raise Unavailable("The passages cannot be embedded now: %(reason)s.", reason=error) from error


def _rebuild(services: Services, fresh: VectorIndex, embedder: Embedder, progress: Progress) -> int:
    _fill(services, fresh, embedder, progress)
    with comparing_library(services):
        count = _complete(services, fresh, embedder, progress)
        services.vectors.replace_with(fresh)
        unmark(services)
    return count


def _stem(services: Services) -> None:
    with services.sessions() as session:
        known = documents.list_ids(session)
    for document_id in known:
        with services.sessions.begin() as session:
            documents.stem_again(session, document_id)


def _fill(services: Services, fresh: VectorIndex, embedder: Embedder, progress: Progress) -> None:
    for _ in range(_PASSES):
        with services.sessions() as session:
            expected = expected_vectors(services, session, by=embedder.name)
        audit = fresh.audit(expected)
        if audit.surplus:  # of what was taken back since somebody began
            fresh.delete(sorted(audit.surplus))
        missing = sorted(audit.missing)
        if not missing:
            return
        count = partial(_count, progress, len(expected), len(missing))
        add_vectors(services, missing, to=fresh, by=embedder, progress=count)


def _count(progress: Progress, total: int, missing: int, done: int) -> None:
    progress(total - missing + done, total)


def _complete(services: Services, fresh: VectorIndex, embedder: Embedder, progress: Progress) -> int:
    """What came, went or was cleared anew meanwhile; nobody writes now."""
    with services.sessions() as session:
        expected = expected_vectors(services, session, by=embedder.name)
    audit = fresh.audit(expected)
    fresh.delete(sorted(audit.surplus))
    add_vectors(services, sorted(audit.missing | audit.differing), to=fresh, by=embedder, held=True)
    progress(len(expected), len(expected))
    return len(expected)
