"""The schema on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from app.store.schema import migrate
from app.store.tables import Table


def test_migrations_make_exactly_the_tables_the_code_expects(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: (
                    not str(name).startswith(("passage_words", "ix_passage_words"))
                )
            },
        )

        assert compare_metadata(context, Table.metadata) == []


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine)
