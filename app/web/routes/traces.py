"""How a draft was made: the page for its author alone."""

from fastapi import APIRouter, Request, Response

from app.web.forms import Id
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page
from app.workflows.trace_draft import trace_draft

router = APIRouter(prefix="/drafts/{draft_id}")


@router.get("/trace")
def show_trace(request: Request, draft_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    return page(request, "drafts/trace.html", made=trace_draft(services, draft_id, author=person))
