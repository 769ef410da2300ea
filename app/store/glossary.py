"""The company's glossary in rows, and compiled for searching."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.glossary import GlossaryEntry
from app.errors import NotFound
from app.store.session import Sessions
from app.store.tables import GlossaryRow
from knowledge_base.glossary import EMPTY, Glossary

MOST_ENTRIES = 2_000


class CompanyGlossary:
    """Compiles the rows when they have changed; may be shared by threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._compiled: tuple[object, Glossary] = ((0, None, None), EMPTY)

    def current(self) -> Glossary:
        with self._sessions() as session:
            version = glossary_version(session)
            known, glossary = self._compiled
            if version != known:
                glossary = Glossary(found.entry for found in list_entries(session))
                self._compiled = (version, glossary)
        return glossary


def list_entries(session: Session, *, limit: int = MOST_ENTRIES) -> list[GlossaryEntry]:
    """All entries, the newest first."""
    rows = session.scalars(select(GlossaryRow).order_by(GlossaryRow.id.desc()).limit(limit))
    return [_entry(row) for row in rows]


def get_entry(session: Session, entry_id: int) -> GlossaryEntry:
    return _entry(_get_row(session, entry_id))


def add_entry(
    session: Session, french: tuple[str, ...], english: tuple[str, ...], *, by: str, now: datetime
) -> GlossaryEntry:
    row = GlossaryRow(french=list(french), english=list(english), updated_by=by, updated_at=now)
    session.add(row)
    session.flush()
    return _entry(row)


def change_entry(
    session: Session,
    entry_id: int,
    french: tuple[str, ...],
    english: tuple[str, ...],
    *,
    by: str,
    now: datetime,
) -> GlossaryEntry:
    row = _get_row(session, entry_id)
    row.french, row.english = list(french), list(english)
    row.updated_by, row.updated_at = by, now
    row.revision += 1
    return _entry(row)


def delete_entry(session: Session, entry_id: int) -> None:
    session.delete(_get_row(session, entry_id))


def _get_row(session: Session, entry_id: int) -> GlossaryRow:
    row = session.get(GlossaryRow, entry_id)
    if row is None:
        raise NotFound("There is no such entry in the glossary.")
    return row


def glossary_version(session: Session) -> tuple[object, ...]:
    """Changes whenever an entry comes, goes or changes."""
    query = select(func.count(), func.max(GlossaryRow.id), func.sum(GlossaryRow.revision))
    return tuple(session.execute(query).one())


def _entry(row: GlossaryRow) -> GlossaryEntry:
    return GlossaryEntry(
        id=row.id,
        french=tuple(row.french),
        english=tuple(row.english),
        updated_by=row.updated_by,
        updated_at=row.updated_at,
    )
