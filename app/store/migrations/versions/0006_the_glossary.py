"""The company's glossary, and a word index that knows sentences and how rare a word is.

Revision ID: 0006
Revises: 0005
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from knowledge_base.stems import sentence_stems

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PAGE = 1_000


def upgrade() -> None:
    op.create_table(
        "glossary",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("french", sa.JSON(), nullable=False),
        sa.Column("english", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary")),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "postgresql":
        _store_words()
    else:
        op.execute("CREATE VIRTUAL TABLE passage_words_vocabulary USING fts5vocab('passage_words', 'row')")
    _mark_sentences()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_passage_words_stored")
        op.execute("ALTER TABLE passages DROP COLUMN passage_words")
        op.execute("CREATE INDEX ix_passage_words ON passages USING gin (to_tsvector('simple', stems))")
    else:
        op.execute("DROP TABLE passage_words_vocabulary")
    op.drop_table("glossary")


def _store_words() -> None:
    """An index on an expression would parse each text again to compare it; stems need no parser at all."""
    op.execute("DROP INDEX ix_passage_words")
    op.execute(
        "ALTER TABLE passages ADD COLUMN passage_words tsvector"
        " GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(stems, ' '), ''))) STORED"
    )
    op.execute("CREATE INDEX ix_passage_words_stored ON passages USING gin (passage_words)")


def _mark_sentences() -> None:
    """Make the stems of what is in the library already as they are made now."""
    connection = op.get_bind()
    update = sa.text("UPDATE passages SET stems = :stems WHERE id = :id")
    for page in _pages(connection):
        connection.execute(
            update,
            [
                {"id": row.id, "stems": sentence_stems((row.title, row.heading, row.text), row.language)}
                for row in page
            ],
        )


def _pages(connection: sa.Connection) -> Iterator[list[sa.Row[tuple[int, str, str, str, str]]]]:
    query = sa.text(
        "SELECT passages.id, documents.title, passages.heading, passages.text, passages.language"
        " FROM passages JOIN documents ON documents.id = passages.document_id"
        " WHERE passages.id > :after ORDER BY passages.id LIMIT :page"
    )
    after = 0
    while page := list(connection.execute(query, {"after": after, "page": _PAGE})):
        yield page
        after = page[-1].id
