"""Where posts were taken, and what became of them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.channels import Channel
from app.domain.people import PersonId
from app.domain.sharing import Share
from app.errors import NotFound
from app.store.tables import DraftRow, ShareRow


def add_share(session: Session, draft_id: int, channel: Channel, *, text_hash: str, now: datetime) -> Share:
    row = ShareRow(draft_id=draft_id, channel=channel, text_hash=text_hash, opened_at=now)
    session.add(row)
    session.flush()
    return _share(row)


def list_shares(session: Session, draft_id: int, *, author_id: PersonId) -> list[Share]:
    query = (
        select(ShareRow)
        .join(DraftRow, DraftRow.id == ShareRow.draft_id)
        .where(ShareRow.draft_id == draft_id, DraftRow.author_id == author_id)
        .order_by(ShareRow.id.desc())
    )
    return [_share(row) for row in session.scalars(query)]


def answer_share(
    session: Session, share_id: int, *, author_id: PersonId, posted: bool, permalink: str
) -> Share:
    """Record what the author says became of a share; raises NotFound for somebody else's."""
    row = session.scalar(
        select(ShareRow)
        .join(DraftRow, DraftRow.id == ShareRow.draft_id)
        .where(ShareRow.id == share_id, DraftRow.author_id == author_id)
    )
    if row is None:
        raise NotFound("This share is not here. Its draft may have been deleted.")
    row.posted = posted
    row.permalink = permalink
    return _share(row)


def _share(row: ShareRow) -> Share:
    return Share(
        id=row.id,
        draft_id=row.draft_id,
        channel=Channel(row.channel),
        text_hash=row.text_hash,
        opened_at=row.opened_at,
        posted=row.posted,
        permalink=row.permalink,
    )
