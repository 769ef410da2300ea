"""Writing to the library: one at a time, and with a mark that outlives a crash."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.services import Services
from app.store.locks import held

_LOCK = "library"
_LEFT_BEHIND = "the vector index or the embedder did not answer"


@contextmanager
def changing_library(services: Services) -> Iterator[None]:
    """Hold the library for writing vectors and the rows that belong to them.

    Whoever dies or fails inside leaves a mark: at the next start the index is compared with the
    database (see `verify_index`).
    """
    with held(services.sessions, _LOCK):
        mark = _mark(services)
        was_marked = mark.exists()
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        yield
        if not was_marked and not mark.read_text():
            mark.unlink()


@contextmanager
def comparing_library(services: Services) -> Iterator[None]:
    """Hold the library still, to compare its parts or mend them."""
    with held(services.sessions, _LOCK):
        yield


def mark_incomplete(services: Services) -> None:
    """Remember, inside `changing_library`, that vectors were left behind or are still to be made."""
    _mark(services).write_text(_LEFT_BEHIND)


def is_incomplete(services: Services) -> bool:
    """Whether somebody said so, rather than being at work or dead."""
    try:
        return bool(_mark(services).read_text())
    except FileNotFoundError:
        return False


def is_marked(services: Services) -> bool:
    return _mark(services).exists()


def unmark(services: Services) -> None:
    """All is well again; call it inside `comparing_library`."""
    _mark(services).unlink(missing_ok=True)


def _mark(services: Services) -> Path:
    return services.settings.data_dir / "library.changing"
