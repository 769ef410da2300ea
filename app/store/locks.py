"""Locks that processes hold over a database, and lose when they die."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text

from app.store.session import Sessions

_SPACE = 0x7A9D  # keeps our advisory locks apart from anybody else's in the same database
_POLL = 0.01  # seconds between two looks at a lock that somebody else holds


@contextmanager
def held(sessions: Sessions, name: str, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock `name` of this database; yield whether it was had, which waiting ensures.

    A lock is not held across processes on different machines unless the database is a server.
    Taking it twice in one thread waits for ever.
    """
    locked = _file_locked if sessions.engine.dialect.name == "sqlite" else _server_locked
    with locked(sessions.engine, name, wait=wait) as had:
        yield had


@contextmanager
def _file_locked(engine: Engine, name: str, *, wait: bool) -> Iterator[bool]:
    database = Path(engine.url.database or "tandem.db").resolve()
    lock = FileLock(database.with_name(f"{database.name}-{name}.lock"), thread_local=False)
    try:
        lock.acquire(timeout=-1 if wait else 0, poll_interval=_POLL)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


@contextmanager
def _server_locked(engine: Engine, name: str, *, wait: bool) -> Iterator[bool]:
    # A connection of its own: when the process dies, the server drops it and with it the lock.
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    values = {"space": _SPACE, "name": crc32(name.encode()) - 2**31}
    try:
        take = "pg_advisory_lock" if wait else "pg_try_advisory_lock"
        had = connection.scalar(text(f"SELECT {take}(:space, :name)"), values) is not False
        try:
            yield had
        finally:
            if had:
                connection.execute(text("SELECT pg_advisory_unlock(:space, :name)"), values)
    finally:
        connection.close()
