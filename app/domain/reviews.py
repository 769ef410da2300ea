"""What happened between an author and a reviewer, one event at a time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.people import PersonId


class ReviewAction(StrEnum):
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PROPOSED = "proposed"
    DECLINED = "declined"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class ReviewEvent:
    """Bound to the exact text by its hash."""

    draft_id: int
    actor_id: PersonId
    action: ReviewAction
    text_hash: str
    note: str
    at: datetime
