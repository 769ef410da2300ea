"""A voice can begin with an interview, and grows by the edits its author makes."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "voice_interviews",
        sa.Column("author_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("written", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        _owner("voice_interviews"),
        sa.PrimaryKeyConstraint("author_id", "language", name=op.f("pk_voice_interviews")),
    )
    op.create_table(
        "voice_rules",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("author_id", _KEY, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        _owner("voice_rules"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_rules")),
        sa.UniqueConstraint(
            "author_id", "language", "kind", "name", name=op.f("uq_voice_rules_author_id_language_kind_name")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "voice_lessons",
        sa.Column("rule_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("draft_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("after", sa.String(200), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_id"],
            ["voice_rules.id"],
            name=op.f("fk_voice_lessons_rule_id_voice_rules"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name=op.f("fk_voice_lessons_draft_id_drafts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("rule_id", "draft_id", name=op.f("pk_voice_lessons")),
    )
    op.create_index(op.f("ix_voice_lessons_draft_id"), "voice_lessons", ["draft_id"])
    op.create_table(
        "voice_learning",
        sa.Column("author_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("from_edits", sa.Boolean(), nullable=False),
        sa.Column("from_posts", sa.Boolean(), nullable=False),
        _owner("voice_learning"),
        sa.PrimaryKeyConstraint("author_id", name=op.f("pk_voice_learning")),
    )


def downgrade() -> None:
    for table in ("voice_learning", "voice_lessons", "voice_rules", "voice_interviews"):
        op.drop_table(table)


def _owner(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["author_id"], ["people.id"], name=op.f(f"fk_{table}_author_id_people"), ondelete="CASCADE"
    )
