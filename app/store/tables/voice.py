"""What people say of their own voices: each row is its author's alone."""

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.table import Table


class VoiceWishRow(Table):
    """What an author asked for: `tones` by channel, the lists as typed."""

    __tablename__ = "voice_wishes"

    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    refusals: Mapped[list[Any]] = mapped_column(default=list)
    avoided: Mapped[list[Any]] = mapped_column(default=list)
    tones: Mapped[dict[str, Any]] = mapped_column(default=dict)


class VoiceCorrectionRow(Table):
    """A habit that its author corrected or switched off, in one language."""

    __tablename__ = "voice_corrections"

    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    trait: Mapped[str] = mapped_column(String(40), primary_key=True)
    stance: Mapped[str] = mapped_column(String(20))
