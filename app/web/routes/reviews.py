"""The reviewer's desk: what was submitted, and what to answer."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.web.identity import CurrentReviewer, CurrentServices
from app.web.page import page
from app.web.views import changes_since_first, segments_of, severities
from app.workflows.review_draft import (
    approve_draft,
    decline_draft,
    get_submission,
    list_submissions,
    propose_change,
)

router = APIRouter(prefix="/reviews")

Field = Annotated[str, Form()]


@router.get("")
def show_queue(request: Request, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    submissions = [
        {
            "draft": s.draft,
            "author": s.author,
            "severities": severities(s.judgement),
            "judgement": s.judgement,
        }
        for s in list_submissions(services, reviewer=reviewer)
    ]
    return page(request, "reviews/index.html", submissions=submissions)


@router.get("/{draft_id}")
def show_submission(
    request: Request, draft_id: int, reviewer: CurrentReviewer, services: CurrentServices
) -> Response:
    submission = get_submission(services, draft_id, reviewer=reviewer)
    return page(
        request,
        "reviews/show.html",
        draft=submission.draft,
        author=submission.author,
        judgement=submission.judgement,
        segments=segments_of(submission.judgement),
        severities=severities(submission.judgement),
        changes=changes_since_first(submission.draft),
        events=submission.events,
    )


@router.post("/{draft_id}/approve")
def approve(
    draft_id: int, text_hash: Field, reviewer: CurrentReviewer, services: CurrentServices
) -> Response:
    approve_draft(services, draft_id, text_hash=text_hash, reviewer=reviewer)
    return _queue()


@router.post("/{draft_id}/propose")
def propose(
    draft_id: int,
    text: Field,
    text_hash: Field,
    reviewer: CurrentReviewer,
    services: CurrentServices,
    note: Field = "",
) -> Response:
    propose_change(services, draft_id, text, note=note, text_hash=text_hash, reviewer=reviewer)
    return _queue()


@router.post("/{draft_id}/decline")
def decline(
    draft_id: int, text_hash: Field, reviewer: CurrentReviewer, services: CurrentServices, reason: Field = ""
) -> Response:
    decline_draft(services, draft_id, reason=reason, text_hash=text_hash, reviewer=reviewer)
    return _queue()


def _queue() -> Response:
    return RedirectResponse("/reviews", 303)
