"""Putting a habit of a text right in one click, where that is mechanical."""

from app.domain.drafts import Draft
from app.domain.people import Person
from app.errors import NotReady
from app.services import Services
from app.store import drafts
from app.workflows.act_on_draft import BY_TANDEM
from app.workflows.judge_text import Judgement, judge_draft
from app.workflows.reworked_text import CHANGED_MEANWHILE
from guardrails.authenticity.voice.edits import Edit, apply_edits


def find_edits(
    services: Services, draft_id: int, habit: str, *, author: Person
) -> tuple[Draft, tuple[Edit, ...]]:
    """The edits of the text as it is saved; raises NotReady when nothing is left to put right."""
    with services.sessions() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author.id)
    judgement: Judgement = judge_draft(services, draft, author)
    if habit not in judgement.fixes:
        raise NotReady("There is nothing left to put right here.")
    return draft, judgement.fixes[habit]


def fix_habit(services: Services, draft_id: int, habit: str, *, author: Person) -> Draft:
    """Make the edits; the text as it was is set aside."""
    draft, edits = find_edits(services, draft_id, habit, author=author)
    now = services.clock()
    with services.sessions.begin() as session:
        current = drafts.get_draft(session, draft_id, author_id=author.id, lock=True)
        if current.text != draft.text:
            raise NotReady(CHANGED_MEANWHILE)
        drafts.set_text_aside(session, draft_id, current.text, reason=BY_TANDEM, now=now)
        current = current.edited(apply_edits(current.text, edits))
        drafts.save_draft(session, current, now=now)
    return current
