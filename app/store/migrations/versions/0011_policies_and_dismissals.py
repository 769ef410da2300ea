"""The policy can be changed in the pages, and an author can say that a finding is fine as it is."""

import sqlalchemy as sa
from alembic import op

from app.store.tables import UTCDateTime

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "policy_versions",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("restores", sa.Integer(), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "dismissals",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("draft_id", KEY, sa.ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("rule", sa.String(100), nullable=False),
        sa.Column("fingerprint", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("dismissed_at", UTCDateTime(), nullable=False),
        sa.UniqueConstraint("draft_id", "fingerprint"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dismissals_rule", "dismissals", ["rule"])
    op.create_table(
        "rule_firings",
        sa.Column(
            "draft_id", KEY, sa.ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True, nullable=False
        ),
        sa.Column("rule", sa.String(100), primary_key=True, nullable=False),
    )
    op.create_index("ix_rule_firings_rule", "rule_firings", ["rule"])


def downgrade() -> None:
    op.drop_table("rule_firings")
    op.drop_table("dismissals")
    op.drop_table("policy_versions")
