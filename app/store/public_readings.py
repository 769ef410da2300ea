"""What the tripwire reads in public passages: a cache, for what is not here is read from the text again."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.store.batches import insert_rows
from app.store.fingerprints import is_public
from app.store.session import Sessions
from app.store.tables import DocumentRow, PassageRow, PublicReadingRow

logger = logging.getLogger(__name__)

_BATCH = 500


def list_public_readings(session: Session, *, now: datetime) -> list[tuple[int, bytes]]:
    """(passage id, reading) of all passages that are no secret at `now`, b"" where none is kept."""
    query = (
        select(PassageRow.id, PublicReadingRow.data)
        .join(DocumentRow, DocumentRow.id == PassageRow.document_id)
        .outerjoin(PublicReadingRow, PublicReadingRow.passage_id == PassageRow.id)
        .where(is_public(now))
        .order_by(PassageRow.id)
    )
    return [(passage_id, data or b"") for passage_id, data in session.execute(query)]


def list_public_ids(session: Session, *, now: datetime) -> set[int]:
    """The passages that are no secret at `now`."""
    query = select(PassageRow.id).join(DocumentRow, DocumentRow.id == PassageRow.document_id)
    return set(session.scalars(query.where(is_public(now))))


def list_texts(session: Session, passage_ids: Sequence[int]) -> dict[int, str]:
    """The texts of a few hundred passages at most, without those that are gone."""
    query = select(PassageRow.id, PassageRow.text).where(PassageRow.id.in_(passage_ids))
    return dict(session.execute(query).all())


def add_readings(session: Session, readings: Mapping[int, bytes]) -> None:
    """Keep these by passage id instead of what was kept before; passages that are gone are left out."""
    known = list(readings)
    for start in range(0, len(known), _BATCH):
        some = known[start : start + _BATCH]
        present = session.scalars(select(PassageRow.id).where(PassageRow.id.in_(some)))
        rows = [{"passage_id": passage_id, "data": readings[passage_id]} for passage_id in present]
        session.execute(delete(PublicReadingRow).where(PublicReadingRow.passage_id.in_(some)))
        insert_rows(session, PublicReadingRow, rows)


def try_to_add(sessions: Sessions, readings: Mapping[int, bytes]) -> None:
    """`add_readings` for whoever can do without: a database that does not take them stops nobody."""
    try:
        with sessions.begin() as session:
            add_readings(session, readings)
    except SQLAlchemyError:
        logger.warning("readings of public passages were not kept", exc_info=True)
