"""The tables, as SQLAlchemy sees them; migrations/ makes them, and `alembic check` compares."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Key = BigInteger().with_variant(Integer, "sqlite")


class UTCDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC datetimes out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime must carry its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


# Ids are never used again after a deletion, so that an old citation cannot point at new text.
NEVER_REUSED = {"sqlite_autoincrement": True}


class PersonRow(Table):
    __tablename__ = "people"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    headline: Mapped[str] = mapped_column(String(300), default="")
    mastodon_instance: Mapped[str] = mapped_column(String(253), default="")
    topics: Mapped[list[Any]] = mapped_column(default=list)
    password_hash: Mapped[str] = mapped_column(String(300), default="")
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class SignInRow(Table):
    __tablename__ = "sign_ins"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


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


class PostRow(Table):
    """A past post its author brought as a sample of their voice: theirs alone."""

    __tablename__ = "posts"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    posted_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(20))


class DraftRow(Table):
    """`brief`, `questions` and `proposals` are the domain's values as JSON (see drafts.py)."""

    __tablename__ = "drafts"
    __table_args__ = (
        Index(None, "author_id", "updated_at"),
        Index(None, "stage", "updated_at"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(20))
    brief: Mapped[dict[str, Any]]
    questions: Mapped[list[Any]] = mapped_column(default=list)
    proposals: Mapped[list[Any]] = mapped_column(default=list)
    passage_ids: Mapped[list[Any]] = mapped_column(default=list)
    text: Mapped[str] = mapped_column(Text, default="")
    text_hash: Mapped[str] = mapped_column(String(64), default="")
    first_text: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=0)
    writer: Mapped[str] = mapped_column(String(20), default="")
    model: Mapped[str] = mapped_column(String(200), default="")
    prompt_ref: Mapped[str] = mapped_column(String(100), default="")
    notice: Mapped[str] = mapped_column(String(50), default="")
    reviewer_text: Mapped[str] = mapped_column(Text, default="")
    review_note: Mapped[str] = mapped_column(Text, default="")
    approved_hash: Mapped[str] = mapped_column(String(64), default="")
    approved_findings: Mapped[list[Any]] = mapped_column(default=list)
    flags: Mapped[dict[str, Any]] = mapped_column(default=dict)
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class InstallationRow(Table):
    """One row, with id 1. `key_check` tells whether the secret key is still the same, and nothing else."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_check: Mapped[str] = mapped_column(String(64))


class RevisionRow(Table):
    """A text that was set aside: nothing an author typed is ever thrown away."""

    __tablename__ = "revisions"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(20))
    saved_at: Mapped[datetime]


class ReviewEventRow(Table):
    __tablename__ = "review_events"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    action: Mapped[str] = mapped_column(String(20))
    text_hash: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]


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


class ShareRow(Table):
    __tablename__ = "shares"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    text_hash: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime]
    posted: Mapped[bool | None]
    permalink: Mapped[str] = mapped_column(Text, default="")


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
