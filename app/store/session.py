"""Opening the database: SQLite with its safety belts on, or PostgreSQL."""

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.orm import Session, sessionmaker

from app.errors import Misconfigured

__all__ = ["Session", "Sessions", "open_engine"]


def open_engine(url: str) -> Engine:
    """Connect lazily to `url`; a wrong address raises Misconfigured.

    Parameters stay out of errors, and so out of logs: they are what authors write.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _open_sqlite(url, parsed.database)
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=20, max_overflow=40)
    except (ArgumentError, NoSuchModuleError) as error:
        raise Misconfigured("TANDEM_DATABASE_URL is not an address SQLAlchemy knows.") from error


class Sessions:
    """Sessions to read with, and transactions to write in.

    `sessions()` reads. `sessions.begin()` writes: it commits at its end, rolls back on an
    exception, and takes SQLite's write lock at once, so that reading first and writing later
    never fails half-way.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = sessionmaker(engine, expire_on_commit=False)
        self._writing = sessionmaker(engine.execution_options(writes=True), expire_on_commit=False)

    def __call__(self) -> Session:
        return self._reading()

    def begin(self) -> AbstractContextManager[Session]:
        return self._writing.begin()


def _open_sqlite(url: str, database: str | None) -> Engine:
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, hide_parameters=True, connect_args={"timeout": 30}, pool_size=20, max_overflow=40
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transaction handling is switched off, so that BEGIN is ours (see _begin).
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "busy_timeout=30000", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN"
    )
