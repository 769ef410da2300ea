"""Calls to models, and whom they were for."""

from decimal import Decimal

from app.domain.briefs import Brief
from app.domain.model_calls import UsedCall
from app.domain.model_endpoints import Purpose
from app.domain.people import PersonId
from app.store import drafts
from app.store.session import Session
from app.store.tables import PersonRow
from tests.conftest import NOW

CALL = UsedCall(
    at=NOW,
    purpose=Purpose.DRAFT,
    endpoint="house",
    model="small",
    prompt_ref="write_draft.fr@abc",
    tokens_in=1_000,
    tokens_out=200,
    estimated=False,
    seconds=1.5,
    outcome="ok",
    cost=Decimal("0.000123"),
)


def add_author(session: Session, name: str = "a") -> PersonId:
    row = PersonRow(name=name, email=f"{name}@example.com", role="author", language="en", created_at=NOW)
    session.add(row)
    session.flush()
    return PersonId(row.id)


def add_draft(session: Session, author_id: PersonId) -> int:
    return drafts.add_draft(session, Brief(topic="x"), author_id=author_id, now=NOW).id
