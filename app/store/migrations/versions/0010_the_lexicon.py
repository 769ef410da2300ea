"""What must not be said, or not yet, with its history; and what a reviewer saw when they approved a text."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0011"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "lexicon",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("wish", sa.JSON(), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.String(length=200), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lexicon")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "lexicon_changes",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("entry_id", _KEY, nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wish", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lexicon_changes")),
        sqlite_autoincrement=True,
    )
    # Not in batch mode: it would copy the table, and dropping the old one takes all that hangs on it.
    op.add_column("drafts", sa.Column("approved_findings", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("drafts", "approved_findings")
    op.drop_table("lexicon_changes")
    op.drop_table("lexicon")
