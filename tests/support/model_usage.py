"""Calls to models, and whom they were for."""

from dataclasses import replace
from decimal import Decimal

from app.domain.briefs import Brief
from app.domain.model_calls import Account, UsedCall
from app.domain.model_endpoints import Purpose
from app.domain.people import PersonId
from app.services import Services
from app.store import drafts, model_calls
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


def keep_calls(services: Services, *, people: int, outcome: str = "ok") -> None:
    """One call and one draft for each."""
    with services.sessions.begin() as session:
        for number in range(people):
            author = add_author(session, f"guest{number}")
            account = Account(author, add_draft(session, author))
            model_calls.add_call(session, replace(CALL, account=account, outcome=outcome))
