"""What the company has cleared, passage by passage, and what was decided about it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.table import NEVER_REUSED, Key, Table


class DocumentRow(Table):
    """A document and its clearance. A confidential one keeps no text, only fingerprints."""

    __tablename__ = "documents"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    path: Mapped[str] = mapped_column(String(1000), unique=True)
    checksum: Mapped[str] = mapped_column(String(64), index=True)
    title: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    author: Mapped[str] = mapped_column(Text, default="")
    publisher: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(Text, default="")
    published_on: Mapped[date | None]
    origin: Mapped[str] = mapped_column(String(20))
    classification: Mapped[str] = mapped_column(String(20))
    embargo_until: Mapped[datetime | None] = mapped_column(index=True)
    valid_until: Mapped[datetime | None]
    audience: Mapped[str] = mapped_column(Text, default="")
    rights: Mapped[str] = mapped_column(Text, default="")
    cleared_by: Mapped[str] = mapped_column(String(200), default="")
    cleared_at: Mapped[datetime | None]
    added_at: Mapped[datetime]
    remarks: Mapped[list[Any]] = mapped_column(default=list)


class PassageRow(Table):
    """`stems` is what the word index reads: the text's stems, separated by spaces."""

    __tablename__ = "passages"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    heading: Mapped[str] = mapped_column(Text, default="")
    page: Mapped[int | None]
    stems: Mapped[str] = mapped_column(Text)


class PublicReadingRow(Table):
    """What the tripwire reads in a public passage, kept because reading is slow; see `public_readings.py`."""

    __tablename__ = "public_readings"

    passage_id: Mapped[int] = mapped_column(
        ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ClearanceRow(Table):
    """One decision about a document: `before` is empty for the first, both are Clearances as JSON."""

    __tablename__ = "clearances"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(Text, default="")


class RetiredPassageRow(Table):
    """A passage that is gone, and whose it was: drafts that cite it must hear of it.

    No key points at the document, which may be gone as well.
    """

    __tablename__ = "retired_passages"

    passage_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(Key, index=True)
    retired_at: Mapped[datetime]


class GlossaryRow(Table):
    """Words for one meaning, by language; the first is the term. `revision` counts its changes."""

    __tablename__ = "glossary"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    french: Mapped[list[Any]] = mapped_column(default=list)
    english: Mapped[list[Any]] = mapped_column(default=list)
    revision: Mapped[int] = mapped_column(default=0)
    updated_by: Mapped[str] = mapped_column(String(200), default="")
    updated_at: Mapped[datetime]
