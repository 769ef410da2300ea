"""What is kept of what must not leave."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.table import NEVER_REUSED, Key, Table


class FingerprintRow(Table):
    __tablename__ = "fingerprints"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class SecretVectorRow(Table):
    """What a sentence that must not leave is about, for the tripwire alone, if a setting wants it.

    `data` is a vector of length 1 as little-endian 16-bit floats, `model` the embedder that made it.
    """

    __tablename__ = "secret_vectors"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    model: Mapped[str] = mapped_column(String(200))
    data: Mapped[bytes] = mapped_column(LargeBinary)


class LexiconRow(Table):
    """What must not be said, or not yet: `wish` is a LexiconWish as JSON."""

    __tablename__ = "lexicon"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    wish: Mapped[dict[str, Any]]
    updated_by: Mapped[str] = mapped_column(String(200))
    updated_at: Mapped[datetime]
    lifted_by: Mapped[str] = mapped_column(String(200), default="")
    lifted_at: Mapped[datetime | None]


class LexiconChangeRow(Table):
    """One thing somebody did to an entry, which may be gone."""

    __tablename__ = "lexicon_changes"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    entry_id: Mapped[int] = mapped_column(Key)
    action: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    wish: Mapped[dict[str, Any]]
