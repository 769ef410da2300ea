"""Which posts rest on a source: those that are out, and those that their author sent to comms.

Drafts that nobody was shown are never looked at, and a text that was sent by mail alone is not out.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from app.domain.channels import Channel
from app.domain.drafts import Stage
from app.domain.reviews import ReviewAction
from app.store.tables import DraftRow, PassageRow, PersonRow, RetiredPassageRow, ReviewEventRow, ShareRow

WITH_COMMS = (Stage.SUBMITTED, Stage.PROPOSED, Stage.APPROVED)
SEEN = (ReviewAction.SUBMITTED, ReviewAction.ACCEPTED)
MOST_LISTED = 20
AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class Citing:
    """How many posts rest on a source: shared ones, and those that are with comms."""

    shared: int = 0
    with_comms: int = 0


@dataclass(frozen=True, slots=True)
class CitingPost:
    """`text` is empty when comms was never sent it, `permalink` when its author did not tell."""

    draft_id: int
    author: str
    stage: Stage
    channel: Channel
    changed_at: datetime
    text: str = ""
    permalink: str = ""


def count_citing(session: Session, ids: Collection[int]) -> dict[int, Citing]:
    """For each of these documents, what rests on it."""
    counts = dict.fromkeys(ids, Citing())
    for row, cited in _citing(session, ids):
        for document in cited:
            known = counts[document]
            counts[document] = (
                Citing(known.shared + 1, known.with_comms)
                if row.stage == Stage.SHARED
                else Citing(known.shared, known.with_comms + 1)
            )
    return counts


def list_citing_posts(session: Session, document_id: int, *, limit: int = MOST_LISTED) -> list[CitingPost]:
    """The posts that rest on one document, for comms, the last changed first."""
    found = [row for row, _ in islice(_citing(session, [document_id]), limit)]
    ids = [row.id for row in found]
    seen, links = _submitted(session, ids), _links(session, ids)
    query = select(DraftRow, PersonRow.name).join(PersonRow, PersonRow.id == DraftRow.author_id)
    ordered = query.where(DraftRow.id.in_(ids)).order_by(DraftRow.updated_at.desc(), DraftRow.id.desc())
    return [
        CitingPost(
            draft_id=draft.id,
            author=name,
            stage=Stage(draft.stage),
            channel=Channel(draft.brief["channel"]),
            changed_at=draft.updated_at,
            text=draft.text if (draft.id, draft.text_hash) in seen else "",
            permalink=links.get(draft.id, ""),
        )
        for draft, name in session.execute(ordered)
    ]


def _citing(session: Session, ids: Collection[int]) -> Iterator[tuple[Row[Any], set[int]]]:
    """Each post that may be told of, the last changed first, with those of the documents it rests on."""
    owners = _owners(session, ids)
    if not owners:
        return
    posted = select(ShareRow.id).where(
        ShareRow.draft_id == DraftRow.id, ShareRow.posted.is_(True), ShareRow.channel != Channel.EMAIL
    )
    query = select(
        DraftRow.id, DraftRow.stage, DraftRow.first_text, DraftRow.proposals, DraftRow.passage_ids
    ).where(
        or_(DraftRow.stage.in_(WITH_COMMS), and_(DraftRow.stage == Stage.SHARED, posted.exists())),
        _was_offered(session, ids),
    )
    newest = query.order_by(DraftRow.updated_at.desc(), DraftRow.id.desc())
    for row in session.execute(newest.execution_options(yield_per=AT_A_TIME)):
        passages = _cited(row.first_text, row.proposals, row.passage_ids)
        if documents := {owners[passage] for passage in passages if passage in owners}:
            yield row, documents


def _was_offered(session: Session, ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a draft was offered a passage of these documents: the others need not be read."""
    each = func.json_each if session.get_bind().dialect.name == "sqlite" else func.json_array_elements_text
    offered = each(DraftRow.passage_ids).table_valued("value")
    here = select(PassageRow.id).where(PassageRow.document_id.in_(ids))
    gone = select(RetiredPassageRow.passage_id).where(RetiredPassageRow.document_id.in_(ids))
    value = cast(offered.c.value, BigInteger)
    return select(value).where(value.in_(here.union_all(gone))).exists()


def _cited(first_text: str, proposals: Iterable[dict[str, Any]], offered: list[int]) -> Iterable[int]:
    """The passages of the proposal that the author started from, or else all that were offered."""
    for proposal in proposals:
        if proposal["text"] == first_text and proposal.get("passage_ids"):
            return list(proposal["passage_ids"])
    return offered


def _owners(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Map passages to these documents, those that were replaced meanwhile too."""
    gone = select(RetiredPassageRow.passage_id, RetiredPassageRow.document_id)
    here = select(PassageRow.id, PassageRow.document_id).where(PassageRow.document_id.in_(ids))
    owners = dict(session.execute(gone.where(RetiredPassageRow.document_id.in_(ids))).all())
    return owners | dict(session.execute(here).all())


def _submitted(session: Session, ids: Collection[int]) -> set[tuple[int, str]]:
    """The texts that comms was sent, or wrote and saw accepted, as (draft, hash)."""
    query = select(ReviewEventRow.draft_id, ReviewEventRow.text_hash).where(
        ReviewEventRow.draft_id.in_(ids), ReviewEventRow.action.in_(SEEN)
    )
    return {(row.draft_id, row.text_hash) for row in session.execute(query)}


def _links(session: Session, ids: Collection[int]) -> dict[int, str]:
    query = select(ShareRow.draft_id, ShareRow.permalink).where(
        ShareRow.draft_id.in_(ids), ShareRow.permalink != "", ShareRow.posted.is_(True)
    )
    return dict(session.execute(query.order_by(ShareRow.id)).all())
