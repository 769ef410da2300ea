"""What the tripwire reads in public passages is kept: reading ten thousand again takes half a minute."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "public_readings",
        sa.Column("passage_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passages.id"],
            name=op.f("fk_public_readings_passage_id_passages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("passage_id", name=op.f("pk_public_readings")),
    )
    # Each check asks whether anything is under embargo.
    op.create_index(op.f("ix_documents_embargo_until"), "documents", ["embargo_until"])


def downgrade() -> None:
    op.drop_index(op.f("ix_documents_embargo_until"), "documents")
    op.drop_table("public_readings")
