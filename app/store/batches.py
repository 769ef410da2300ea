"""Many rows at once, in statements of bounded size."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.store.tables import Table

_BATCH = 500


def insert_rows(session: Session, table: type[Table], rows: Sequence[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _BATCH):
        session.execute(insert(table), rows[start : start + _BATCH])
