"""What an author answered and what their edits taught: theirs alone, and deleted with them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.table import NEVER_REUSED, Key, Table


class InterviewRow(Table):
    """The voice interview in one language: codes of phrasings, and ids of the posts written in it."""

    __tablename__ = "voice_interviews"

    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    chosen: Mapped[dict[str, Any]]
    written: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


class VoiceRuleRow(Table):
    __tablename__ = "voice_rules"
    __table_args__ = (UniqueConstraint("author_id", "language", "kind", "name"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool]


class VoiceLessonRow(Table):
    """What one draft taught, with excerpts of it: gone when the draft is."""

    __tablename__ = "voice_lessons"

    rule_id: Mapped[int] = mapped_column(ForeignKey("voice_rules.id", ondelete="CASCADE"), primary_key=True)
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    after: Mapped[str] = mapped_column(String(200))
    was: Mapped[str] = mapped_column(Text)
    became: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class VoiceLearningRow(Table):
    """What an author lets be learned; without a row, both."""

    __tablename__ = "voice_learning"

    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    from_edits: Mapped[bool]
    from_posts: Mapped[bool]
