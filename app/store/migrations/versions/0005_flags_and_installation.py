"""What a text was flagged for when it was submitted, and a check that the secret key is still the same."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in batch mode: it would copy the table, and dropping the old one takes all that hangs on drafts.
    op.add_column("drafts", sa.Column("flags", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_check", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )


def downgrade() -> None:
    op.drop_table("installation")
    op.drop_column("drafts", "flags")
