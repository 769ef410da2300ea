"""Builders of drafts for tests."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.domain.briefs import Brief
from app.domain.drafts import Draft, Proposal, Stage
from app.domain.people import PersonId

AUTHOR = PersonId(1)
WHEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def make_draft(text: str = "Une phrase.", *, stage: Stage = Stage.EDITING, **changes: Any) -> Draft:
    """A draft in the editor unless told otherwise, with two proposals it could have come from."""
    draft = Draft(
        id=7,
        author_id=AUTHOR,
        brief=Brief(topic="les fours"),
        stage=stage,
        created_at=WHEN,
        updated_at=WHEN,
        proposals=(Proposal("own_take", text), Proposal("surprise", "Une autre.")),
        text=text,
        first_text=text,
        revision=1,
    )
    return replace(draft, **changes)
