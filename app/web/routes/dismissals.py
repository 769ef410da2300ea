"""What an author answers to a finding; the editor gets its panel back, a plain form the page."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.drafts import Draft
from app.domain.people import Person
from app.errors import BadInput
from app.services import Services
from app.web.forms import Id, Text
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import wants_json
from app.web.routes.editor import edit_page, editor_answer
from app.workflows.dismiss_finding import dismiss_finding, undo_dismissal
from app.workflows.judge_text import judge_draft

router = APIRouter(prefix="/drafts/{draft_id}/dismissals")

Fingerprint = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]


@router.post("/{fingerprint}")
def dismiss(
    request: Request,
    draft_id: Id,
    fingerprint: Fingerprint,
    person: CurrentAuthor,
    services: CurrentServices,
    reason: Text = "",
    words: Text = "",
) -> Response:
    try:
        draft = dismiss_finding(services, draft_id, fingerprint, reason=reason, words=words, author=person)
    except BadInput as error:
        if wants_json(request):
            raise
        return edit_page(request, services, draft_id, person, error=error)
    return _answer(request, services, draft, person)


@router.post("/{fingerprint}/undo")
def undo(
    request: Request,
    draft_id: Id,
    fingerprint: Fingerprint,
    person: CurrentAuthor,
    services: CurrentServices,
) -> Response:
    draft = undo_dismissal(services, draft_id, fingerprint, author_id=person.id)
    return _answer(request, services, draft, person)


def _answer(request: Request, services: Services, draft: Draft, person: Person) -> Response:
    if wants_json(request):
        return editor_answer(request, draft, judge_draft(services, draft, person))
    return RedirectResponse(f"/drafts/{draft.id}#findings", 303)
