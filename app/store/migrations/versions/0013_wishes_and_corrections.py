"""An author says what posts cannot show, and corrects what was measured on them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "voice_wishes",
        sa.Column("author_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("refusals", sa.JSON(), nullable=False),
        sa.Column("avoided", sa.JSON(), nullable=False),
        sa.Column("tones", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["people.id"],
            name=op.f("fk_voice_wishes_author_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("author_id", name=op.f("pk_voice_wishes")),
    )
    op.create_table(
        "voice_corrections",
        sa.Column("author_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("trait", sa.String(40), nullable=False),
        sa.Column("stance", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["people.id"],
            name=op.f("fk_voice_corrections_author_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("author_id", "language", "trait", name=op.f("pk_voice_corrections")),
    )


def downgrade() -> None:
    op.drop_table("voice_corrections")
    op.drop_table("voice_wishes")
