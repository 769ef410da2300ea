"""A folder that several processes write in turn: a lock for writers, a stamp for readers."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock


class SharedFolder:
    """Chroma's embedded index keeps part of itself in memory and never looks at the disk again.

    A process that finds another stamp than it left knows that it must open the index anew.
    """

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._stamp = path / "stamp"
        self._lock = FileLock(path / "writer.lock")

    def stamp(self) -> str:
        """What the last writer left; empty before the first."""
        try:
            return self._stamp.read_text("ascii")
        except FileNotFoundError:
            return ""

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Wait until nobody else writes."""
        with self._lock:
            yield

    def renew(self) -> str:
        """Leave a new stamp and return it; call it while the folder is locked."""
        fresh = secrets.token_hex(8)
        beside = self._stamp.with_suffix(".new")
        beside.write_text(fresh, "ascii")
        beside.replace(self._stamp)
        return fresh
