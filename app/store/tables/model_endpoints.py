"""Endpoints of models that an administrator set up in the pages."""

from datetime import datetime
from typing import Any

from sqlalchemy import Float, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.table import NEVER_REUSED, Key, Table


class ModelEndpointRow(Table):
    """`secret` is the encrypted key, empty where none is needed; prices are decimals as text, or empty."""

    __tablename__ = "model_endpoints"
    __table_args__ = (UniqueConstraint("name"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    url: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(String(200))
    secret: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    purposes: Mapped[list[Any]] = mapped_column(default=list)
    timeout_seconds: Mapped[float] = mapped_column(Float)
    at_once: Mapped[int]
    api: Mapped[str] = mapped_column(String(20))
    answer_tokens: Mapped[int | None]
    price_in: Mapped[str] = mapped_column(String(20), default="")
    price_out: Mapped[str] = mapped_column(String(20), default="")
    active: Mapped[bool] = mapped_column(default=True)
    changed_by: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]
