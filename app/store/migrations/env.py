"""Alembic's entry: runs the migrations on the connection it is handed, or on the configured database."""

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.schema import SchemaItem

from app.config import read_settings
from app.store.session import open_engine
from app.store.tables import Table


def _ours(
    item: SchemaItem, name: str | None, kind: str, reflected: bool, compare_to: SchemaItem | None
) -> bool:
    # The full-text table and its shadows belong to SQLite; the text index is an expression of PostgreSQL's.
    return not (reflected and name is not None and name.startswith(("passage_words", "ix_passage_words")))


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=Table.metadata, render_as_batch=True, include_object=_ours
    )
    with context.begin_transaction():
        context.run_migrations()


if (handed := context.config.attributes.get("connection")) is not None:
    _migrate(handed)
else:
    engine = open_engine(read_settings().resolved_database_url)
    with engine.connect() as own:
        _migrate(own)
        own.commit()
