"""Who cleared what and when, files on their way in, and passages that are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Not in batch mode: it would copy the table, and dropping the old one would take all passages along.
    op.add_column("documents", sa.Column("audience", sa.Text(), nullable=False, server_default=""))
    op.add_column("documents", sa.Column("rights", sa.Text(), nullable=False, server_default=""))
    _create_clearances()
    _create_retired_passages()
    _create_ingestions()
    _create_ingestion_files()


def _create_clearances() -> None:
    op.create_table(
        "clearances",
        sa.Column("id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_clearances_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearances")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_clearances_document_id"), "clearances", ["document_id"])


def _create_retired_passages() -> None:
    op.create_table(
        "retired_passages",
        sa.Column("passage_id", KEY, autoincrement=False, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("passage_id", name=op.f("pk_retired_passages")),
    )
    op.create_index(op.f("ix_retired_passages_document_id"), "retired_passages", ["document_id"])


def _create_ingestions() -> None:
    op.create_table(
        "ingestions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("clearance", sa.JSON(), nullable=False),
        sa.Column("started_by", sa.String(length=200), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingestions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_ingestions_finished_at"), "ingestions", ["finished_at"])


def _create_ingestion_files() -> None:
    op.create_table(
        "ingestion_files",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ingestion_id", KEY, nullable=False),
        sa.Column("parent_id", KEY, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=1000), nullable=False),
        sa.Column("uploaded", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("document_id", KEY, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ingestion_id"],
            ["ingestions.id"],
            name=op.f("fk_ingestion_files_ingestion_id_ingestions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["ingestion_files.id"],
            name=op.f("fk_ingestion_files_parent_id_ingestion_files"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingestion_files")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_ingestion_files_ingestion_id_state"), "ingestion_files", ["ingestion_id", "state"]
    )
    op.create_index(op.f("ix_ingestion_files_parent_id"), "ingestion_files", ["parent_id"])


def downgrade() -> None:
    op.drop_table("ingestion_files")
    op.drop_table("ingestions")
    op.drop_table("retired_passages")
    op.drop_table("clearances")
    op.drop_column("documents", "rights")
    op.drop_column("documents", "audience")
