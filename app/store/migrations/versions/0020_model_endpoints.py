"""Several endpoints of models can be set up in the pages, in order and each for its purposes."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0014"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "model_endpoints",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("timeout_seconds", sa.Float(), nullable=False),
        sa.Column("at_once", sa.Integer(), nullable=False),
        sa.Column("api", sa.String(20), nullable=False),
        sa.Column("answer_tokens", sa.Integer(), nullable=True),
        sa.Column("price_in", sa.String(20), nullable=False),
        sa.Column("price_out", sa.String(20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_endpoints")),
        sa.UniqueConstraint("name", name=op.f("uq_model_endpoints_name")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("model_endpoints")
