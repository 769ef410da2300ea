"""The schema on both databases."""

from importlib.resources import files
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from app.store.schema import migrate
from app.store.session import open_engine
from app.store.tables import Table

# One row in each of the first tables, each hanging on another one where it can.
FIRST_ROWS = (
    "INSERT INTO people(id, name, email, role, language, headline, mastodon_instance, topics, password_hash,"
    " demo, created_at) VALUES (1, 'A', 'a@example.com', 'author', 'en', '', '', '[]', '', 0, '2026-01-01')",
    "INSERT INTO posts(author_id, text, language, source) VALUES (1, 'a post', 'en', 'typed')",
    "INSERT INTO sign_ins VALUES ('hash', 1, '2026-01-01', '2026-01-02')",
    "INSERT INTO drafts(id, author_id, stage, brief, questions, proposals, passage_ids, text, text_hash,"
    " first_text, revision, writer, model, prompt_ref, notice, reviewer_text, review_note, approved_hash,"
    " progress, created_at, updated_at) VALUES (1, 1, 'editing', '{}', '[]', '[]', '[]', 'a text', '', '', 0,"
    " '', '', '', '', '', '', '', '{}', '2026-01-01', '2026-01-01')",
    "INSERT INTO revisions(draft_id, text, reason, saved_at) VALUES (1, 'a text', 'choice', '2026-01-01')",
    "INSERT INTO review_events(draft_id, actor_id, action, text_hash, note, at)"
    " VALUES (1, 1, 'submitted', '', '', '2026-01-01')",
    "INSERT INTO shares(draft_id, channel, text_hash, opened_at, permalink)"
    " VALUES (1, 'x', '', '2026-01-01', '')",
    "INSERT INTO documents(id, path, checksum, title, language, author, publisher, url, licence, origin,"
    " classification, cleared_by, added_at) VALUES (1, 'a.md', '', 'Ovens', 'en', '', '', '', '', 'company',"
    " 'public', '', '2026-01-01')",
    "INSERT INTO passages(document_id, position, text, language, heading, stems)"
    " VALUES (1, 0, 'Ovens bake.', 'en', '', 'oven bake')",
    "INSERT INTO fingerprints(document_id, data) VALUES (1, x'00')",
)
FIRST_TABLES = tuple(statement.split("INTO ")[1].partition("(")[0].split()[0] for statement in FIRST_ROWS)


def upgrade(engine: Engine, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(files("app.store") / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@pytest.fixture
def first(tmp_path: Path) -> Engine:
    """A database as the first version left it, with something in each table."""
    engine = open_engine(f"sqlite:///{tmp_path / 'first.db'}")
    upgrade(engine, "0001")
    with engine.begin() as connection:
        for statement in FIRST_ROWS:
            connection.execute(text(statement))
    return engine


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


def test_an_upgrade_loses_no_row(first: Engine) -> None:
    """A table that is made anew, as batch mode does, takes along whatever hangs on it."""
    migrate(first)

    with first.connect() as connection:
        counts = {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in FIRST_TABLES}
    first.dispose()
    assert counts == dict.fromkeys(FIRST_TABLES, 1)
