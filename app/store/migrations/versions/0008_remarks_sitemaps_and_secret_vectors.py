"""What readers noticed, sitemaps read by the job, and vectors of what must not leave."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TEXTS = ("publisher", "licence")
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # Not in batch mode: it would copy the tables, and dropping the old ones takes all that hangs on them.
    for table in ("documents", "ingestion_files"):
        op.add_column(table, sa.Column("remarks", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column(
        "ingestion_files", sa.Column("sitemap", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    for name in _TEXTS:
        op.add_column("ingestion_files", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "secret_vectors",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_secret_vectors_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secret_vectors")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_secret_vectors_document_id"), "secret_vectors", ["document_id"])


def downgrade() -> None:
    op.drop_table("secret_vectors")
    for name in ("sitemap", *_TEXTS, "remarks"):
        op.drop_column("ingestion_files", name)
    op.drop_column("documents", "remarks")
