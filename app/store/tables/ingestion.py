"""Files, pages and feeds on their way in."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.table import NEVER_REUSED, Key, Table


class IngestionRow(Table):
    """Files that came in together under one `clearance` (as JSON).

    With `keeps_clearance`, it is for what is new alone.
    """

    __tablename__ = "ingestions"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    clearance: Mapped[dict[str, Any]]
    keeps_clearance: Mapped[bool] = mapped_column(default=False)
    started_by: Mapped[str] = mapped_column(String(200))
    started_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None] = mapped_column(index=True)


class IngestionFileRow(Table):
    """`path` is where the bytes lie now, empty once they are gone; `place` is what the document is known by.

    A file that came out of another one, or that a sitemap lists, names it as its `parent_id`.
    `attempts` counts how often its reading began, so that a file that kills its reader is not read
    for ever. `publisher` and `licence` go before what a web page says of itself.
    """

    __tablename__ = "ingestion_files"
    __table_args__ = (Index(None, "ingestion_id", "state"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ingestion_id: Mapped[int] = mapped_column(ForeignKey("ingestions.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("ingestion_files.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(1000))
    uploaded: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20))
    message: Mapped[str] = mapped_column(Text, default="")
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    attempts: Mapped[int] = mapped_column(default=0)
    document_id: Mapped[int | None] = mapped_column(Key)
    title: Mapped[str] = mapped_column(Text, default="")
    passages: Mapped[int] = mapped_column(default=0)
    remarks: Mapped[list[Any]] = mapped_column(default=list)
    sitemap: Mapped[bool] = mapped_column(default=False)
    publisher: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(Text, default="")


class FeedRow(Table):
    """`trouble` is the code of what went wrong last, "" for nothing; `busy_until` keeps others off it."""

    __tablename__ = "feeds"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    url: Mapped[str] = mapped_column(String(2000), unique=True)
    name: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(2), default="")
    origin: Mapped[str] = mapped_column(String(20))
    every_minutes: Mapped[int]
    added_by: Mapped[str] = mapped_column(String(200))
    added_at: Mapped[datetime]
    etag: Mapped[str] = mapped_column(Text, default="")
    last_modified: Mapped[str] = mapped_column(Text, default="")
    next_due: Mapped[datetime] = mapped_column(index=True)
    busy_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    last_ok: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(String(40), default="")
    trouble_params: Mapped[dict[str, Any]] = mapped_column(default=dict)


class FeedEntryRow(Table):
    """An entry that was seen, so that it is read once; `key` and `version` are SHA-256 in hexadecimal.

    `seen_at` is when the feed last listed it.
    """

    __tablename__ = "feed_entries"

    feed_id: Mapped[int] = mapped_column(ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(20))
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL"), index=True
    )
    seen_at: Mapped[datetime]
