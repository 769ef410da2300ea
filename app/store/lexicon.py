"""The company's lexicon in rows: what stands in it now, and everything that was done to it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.lexicon import LexiconChange, LexiconEntry, LexiconWish, wish_as_json, wish_from_json
from app.errors import NotFound
from app.store.tables import LexiconChangeRow, LexiconRow

MOST_ENTRIES = 5_000
MOST_CHANGES = 200


def list_entries(session: Session) -> list[LexiconEntry]:
    """All entries, the newest first."""
    rows = session.scalars(select(LexiconRow).order_by(LexiconRow.id.desc()).limit(MOST_ENTRIES))
    return [_entry(row) for row in rows]


def count_entries(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(LexiconRow)) or 0


def lexicon_version(session: Session) -> int:
    """Changes whenever an entry comes, goes, changes or is lifted: each leaves a change."""
    return session.scalar(select(func.max(LexiconChangeRow.id))) or 0


def list_changes(session: Session) -> list[LexiconChange]:
    """What was done lately, the newest first."""
    query = select(LexiconChangeRow).order_by(LexiconChangeRow.id.desc()).limit(MOST_CHANGES)
    return [
        LexiconChange(row.entry_id, row.action, row.by, row.at, wish_from_json(row.wish))
        for row in session.scalars(query)
    ]


def add_entry(session: Session, wish: LexiconWish, *, by: str, now: datetime) -> LexiconEntry:
    row = LexiconRow(wish=wish_as_json(wish), updated_by=by, updated_at=now)
    session.add(row)
    session.flush()
    _note(session, row, "added", by=by, now=now)
    return _entry(row)


def change_entry(
    session: Session, entry_id: int, wish: LexiconWish, *, by: str, now: datetime
) -> LexiconEntry:
    """Put `wish` in the place of what stood there; what was lifted counts again."""
    row = _get_row(session, entry_id)
    row.wish = wish_as_json(wish)
    row.updated_by, row.updated_at = by, now
    row.lifted_by, row.lifted_at = "", None
    _note(session, row, "changed", by=by, now=now)
    return _entry(row)


def lift_entry(session: Session, entry_id: int, *, by: str, now: datetime) -> LexiconEntry:
    row = _get_row(session, entry_id)
    if row.lifted_at is None:
        row.lifted_by, row.lifted_at = by, now
        _note(session, row, "lifted", by=by, now=now)
    return _entry(row)


def delete_entry(session: Session, entry_id: int, *, by: str, now: datetime) -> None:
    row = _get_row(session, entry_id)
    _note(session, row, "removed", by=by, now=now)
    session.delete(row)


def get_entry(session: Session, entry_id: int) -> LexiconEntry:
    return _entry(_get_row(session, entry_id))


def _get_row(session: Session, entry_id: int) -> LexiconRow:
    row = session.get(LexiconRow, entry_id)
    if row is None:
        raise NotFound("There is no such entry. Somebody may have removed it.")
    return row


def _note(session: Session, row: LexiconRow, action: str, *, by: str, now: datetime) -> None:
    session.add(LexiconChangeRow(entry_id=row.id, action=action, by=by, at=now, wish=dict(row.wish)))
    session.flush()


def _entry(row: LexiconRow) -> LexiconEntry:
    return LexiconEntry(
        id=row.id,
        wish=wish_from_json(row.wish),
        updated_by=row.updated_by,
        updated_at=row.updated_at,
        lifted_by=row.lifted_by,
        lifted_at=row.lifted_at,
    )
