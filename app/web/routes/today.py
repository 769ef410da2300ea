"""The first page: something worth saying, and where one's drafts stand."""

from fastapi import APIRouter, Request, Response

from app.domain.drafts import Stage
from app.store import drafts
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page
from app.workflows.suggest_sources import suggest_sources

router = APIRouter()

ANSWERED = frozenset({Stage.PROPOSED, Stage.APPROVED, Stage.DECLINED})
SUGGESTIONS = 3


@router.get("/")
def show_today(request: Request, person: CurrentAuthor, services: CurrentServices) -> Response:
    with services.sessions() as session:
        mine = drafts.list_drafts(session, author_id=person.id)
        waiting = (
            drafts.count_submitted_drafts(session, except_author=person.id) if person.role.reviews else 0
        )
    return page(
        request,
        "today.html",
        suggestions=suggest_sources(services, person=person, limit=SUGGESTIONS),
        drafts=[draft for draft in mine if draft.stage not in ANSWERED | {Stage.SHARED}],
        answered=[draft for draft in mine if draft.stage in ANSWERED],
        shared=[draft for draft in mine if draft.stage is Stage.SHARED],
        waiting=waiting,
    )
