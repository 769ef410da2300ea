"""Ids given out before their rows exist, so that vectors can be written before the transaction begins."""

from sqlalchemy import column as sql_column
from sqlalchemy import func, insert, select, table, update
from sqlalchemy.orm import Session

from app.store.tables import DocumentRow, PassageRow, Table

_SEQUENCES = table("sqlite_sequence", sql_column("name"), sql_column("seq"))


def reserve_document_id(session: Session) -> int:
    return _reserve(session, DocumentRow, 1)[0]


def reserve_passage_ids(session: Session, count: int) -> list[int]:
    """Ids that no row has, ever had or will be given otherwise; ascending."""
    return _reserve(session, PassageRow, count)


def _reserve(session: Session, rows: type[Table], count: int) -> list[int]:
    name = rows.__tablename__
    if session.get_bind().dialect.name == "sqlite":
        return _reserve_in_sqlite(session, name, count)
    sequence = func.pg_get_serial_sequence(name, "id")
    numbers = func.generate_series(1, count).table_valued("number")
    return sorted(session.scalars(select(func.nextval(sequence)).select_from(numbers)))


def _reserve_in_sqlite(session: Session, name: str, count: int) -> list[int]:
    """SQLite keeps the highest id ever used of each AUTOINCREMENT table in a table of its own."""
    last = session.scalar(select(_SEQUENCES.c.seq).where(_SEQUENCES.c.name == name))
    if last is None:
        session.execute(insert(_SEQUENCES).values(name=name, seq=count))
    else:
        session.execute(update(_SEQUENCES).where(_SEQUENCES.c.name == name).values(seq=last + count))
    first = (last or 0) + 1
    return list(range(first, first + count))
