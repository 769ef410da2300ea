"""What became of the sources that a draft rests on."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.documents import SourceChange, SourceNotice
from app.domain.drafts import Draft
from app.store.documents import in_scope
from app.store.tables import DocumentRow, PassageRow, RetiredPassageRow
from knowledge_base.passages import Scope


def draft_source_notices(session: Session, draft: Draft, *, now: datetime) -> list[SourceNotice]:
    """Tell its author which sources of a draft say something else now, or may no longer be cited.

    One notice for each replaced source, named as it is now, and one in all for those withdrawn:
    what they were called may be no author's business any more. None before there is a text.
    """
    cited = _cited_passages(draft)
    lost = set(cited) - _citable(session, cited, now=now)
    owners = _owners(session, lost)
    replaced = _documents_in_force(session, owners.values(), now=now)
    notices = [
        SourceNotice(SourceChange.REPLACED, document_id, title) for document_id, title in replaced.items()
    ]
    if any(owners.get(passage) not in replaced for passage in lost):
        notices.append(SourceNotice(SourceChange.WITHDRAWN))
    return notices


def _cited_passages(draft: Draft) -> Sequence[int]:
    """Those of the proposal that the author started from, or else of all that were offered."""
    if not draft.text:
        return ()
    for proposal in draft.proposals:
        if proposal.text == draft.first_text and proposal.passage_ids:
            return proposal.passage_ids
    return draft.passage_ids


def _citable(session: Session, passages: Iterable[int], *, now: datetime) -> set[int]:
    query = select(PassageRow.id).join(DocumentRow, DocumentRow.id == PassageRow.document_id)
    return set(session.scalars(query.where(PassageRow.id.in_(passages), *in_scope(Scope(now)))))


def _owners(session: Session, passages: Iterable[int]) -> dict[int, int]:
    """Map passages that are gone to the documents that were theirs."""
    query = select(RetiredPassageRow.passage_id, RetiredPassageRow.document_id)
    gone = query.where(RetiredPassageRow.passage_id.in_(passages))
    return dict(session.execute(gone).all())


def _documents_in_force(session: Session, ids: Iterable[int], *, now: datetime) -> dict[int, str]:
    query = select(DocumentRow.id, DocumentRow.title).order_by(DocumentRow.id)
    found = query.where(DocumentRow.id.in_(set(ids)), *in_scope(Scope(now)))
    return dict(session.execute(found).all())
