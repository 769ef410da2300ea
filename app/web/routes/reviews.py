"""The reviewer's desk: what was submitted, and what to answer."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.people import Person
from app.errors import BadInput
from app.services import Services
from app.web.forms import Id, Text
from app.web.identity import CurrentReviewer, CurrentServices
from app.web.page import page, told
from app.web.views import changes_for_reviewer, first_line, segments_of
from app.workflows.review_draft import (
    approve_draft,
    decline_draft,
    get_submission,
    list_submissions,
    propose_change,
)

router = APIRouter(prefix="/reviews")


@router.get("")
def show_queue(request: Request, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    submissions = [
        {"draft": draft, "author": author, "title": first_line(draft.text)}
        for draft, author in list_submissions(services, reviewer=reviewer)
    ]
    return page(request, "reviews/index.html", submissions=submissions)


@router.get("/{draft_id}")
def show_submission(
    request: Request, draft_id: Id, reviewer: CurrentReviewer, services: CurrentServices
) -> Response:
    return _show(request, services, draft_id, reviewer)


@router.post("/{draft_id}/approve")
def approve(draft_id: Id, text_hash: Text, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    approve_draft(services, draft_id, text_hash=text_hash, reviewer=reviewer)
    return _queue()


@router.post("/{draft_id}/propose")
def propose(
    request: Request,
    draft_id: Id,
    text: Text,
    text_hash: Text,
    reviewer: CurrentReviewer,
    services: CurrentServices,
    note: Text = "",
) -> Response:
    try:
        propose_change(services, draft_id, text, note=note, text_hash=text_hash, reviewer=reviewer)
    except BadInput as error:
        typed = {"text": text, "note": note}
        return _show(request, services, draft_id, reviewer, typed=typed, error=error)
    return _queue()


@router.post("/{draft_id}/decline")
def decline(
    request: Request,
    draft_id: Id,
    text_hash: Text,
    reviewer: CurrentReviewer,
    services: CurrentServices,
    reason: Text = "",
) -> Response:
    try:
        decline_draft(services, draft_id, reason=reason, text_hash=text_hash, reviewer=reviewer)
    except BadInput as error:
        return _show(request, services, draft_id, reviewer, typed={"reason": reason}, error=error)
    return _queue()


def _queue() -> Response:
    return RedirectResponse("/reviews", 303)


def _show(
    request: Request,
    services: Services,
    draft_id: int,
    reviewer: Person,
    *,
    typed: Mapping[str, str] | None = None,
    error: BadInput | None = None,
) -> Response:
    """The submission, with what the reviewer had `typed` when it could not be taken."""
    submission = get_submission(services, draft_id, reviewer=reviewer)
    return page(
        request,
        "reviews/show.html",
        status=error.status if error else 200,
        draft=submission.draft,
        author=submission.author,
        title=first_line(submission.draft.text),
        judgement=submission.judgement,
        segments=segments_of(submission.judgement),
        changes=changes_for_reviewer(submission.draft),
        events=submission.events,
        typed=typed or {},
        error=told(request, error),
    )
