"""What asking models took, and the steps of each draft; no text of either."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.table import NEVER_REUSED, Key, Table


class ModelCallRow(Table):
    """One attempt on an endpoint. It outlives its draft and its author, and then names neither.

    `cost` is in millionths of the currency's unit, NULL where no price is known.
    """

    __tablename__ = "model_calls"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    endpoint: Mapped[str] = mapped_column(String(200))
    model: Mapped[str] = mapped_column(String(200))
    prompt_ref: Mapped[str] = mapped_column(String(100))
    tokens_in: Mapped[int]
    tokens_out: Mapped[int]
    estimated: Mapped[bool]
    cost: Mapped[int | None] = mapped_column(BigInteger)
    seconds: Mapped[float] = mapped_column(Float)
    outcome: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id", ondelete="SET NULL"), index=True)


class DraftTraceRow(Table):
    """How a draft was made the last time it was written: its author's alone (see model_calls.py)."""

    __tablename__ = "draft_traces"

    draft_id: Mapped[int] = mapped_column(
        ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    steps: Mapped[list[Any]]
    made_at: Mapped[datetime]
