"""What the company decided about its rules, and what its authors answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.table import NEVER_REUSED, Key, Table


class PolicyVersionRow(Table):
    """`decisions` is the whole policy as JSON, not a change of the one before."""

    __tablename__ = "policy_versions"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    decisions: Mapped[dict[str, Any]]
    changed_by: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    restores: Mapped[int | None]


class DismissalRow(Table):
    """A finding its author calls fine: known by its fingerprint, and with nothing of the text."""

    __tablename__ = "dismissals"
    __table_args__ = (UniqueConstraint("draft_id", "fingerprint"), Index(None, "rule"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(String(100))
    fingerprint: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(300), default="")
    dismissed_at: Mapped[datetime]


class FiringRow(Table):
    """That a rule spoke in a draft: counted over many people, never shown of one."""

    __tablename__ = "rule_firings"

    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True)
    rule: Mapped[str] = mapped_column(String(100), primary_key=True, index=True)


class InstallationRow(Table):
    """One row, with id 1. `key_check` tells whether the secret key is still the same, and nothing else."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_check: Mapped[str] = mapped_column(String(64))
