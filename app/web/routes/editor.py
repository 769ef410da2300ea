"""The editor: saving, checking while typing, and sending a text to comms."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, BeforeValidator

from app.domain.channels import Channel
from app.domain.drafts import ANSWERABLE, Draft, hash_text
from app.domain.model_endpoints import Purpose
from app.domain.people import Person
from app.errors import AppError, BadInput, NotReady
from app.services import Services
from app.store import drafts, reviews
from app.store.citations import draft_source_notices
from app.web.action_views import ActView
from app.web.diff import word_diff
from app.web.forms import Id, Text, clean_text
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page, render, told
from app.web.stretches import stretches_of
from app.web.views import changes_since_first, segments_of, spans_for_browser
from app.workflows.act_on_draft import BY_TANDEM
from app.workflows.dismiss_finding import note_fired
from app.workflows.edit_draft import (
    accept_proposal,
    change_channel,
    refuse_proposal,
    save_text,
    vouch_for_sentence,
)
from app.workflows.judge_text import Judgement, judge_draft
from app.workflows.review_draft import submit_draft

router = APIRouter(prefix="/drafts/{draft_id}")


class TextUpdate(BaseModel):
    """What the editor sends while its author types; `revision` is the last one it was told."""

    text: Annotated[str, BeforeValidator(clean_text)]
    revision: int


@router.post("/text.json")
def save_and_judge(
    request: Request, draft_id: Id, update: TextUpdate, person: CurrentAuthor, services: CurrentServices
) -> Response:
    """Save, judge, and answer with the panel, the banner above the text and the spans to paint."""
    draft = save_text(services, draft_id, update.text, revision=update.revision, author_id=person.id)
    judgement = judge_draft(services, draft, person)
    note_fired(services, draft, judgement)
    return editor_answer(request, draft, judgement)


def editor_answer(request: Request, draft: Draft, judgement: Judgement) -> JSONResponse:
    """What the editor is told of its text as it now stands."""
    return JSONResponse(
        {
            "revision": draft.revision,
            "stage": draft.stage,
            "banner": render(request, "drafts/_stage.html", draft=draft, **_proposal_context(draft)),
            "panel": render(request, "drafts/_judgement.html", **_judgement_context(draft, judgement)),
            "spans": spans_for_browser(judgement),
            "may_share": judgement.may_share(draft),
            "blocked": judgement.report.blocks,
            "count": {
                "used": judgement.count.used,
                "limit": judgement.count.limit,
                "fits": judgement.count.fits,
            },
        }
    )


@router.post("/text")
def save(
    request: Request,
    draft_id: Id,
    text: Text,
    revision: Annotated[int, Form()],
    person: CurrentAuthor,
    services: CurrentServices,
) -> Response:
    """The same without JavaScript: save, then show the page again."""
    try:
        save_text(services, draft_id, text, revision=revision, author_id=person.id)
    except BadInput as error:
        return edit_page(request, services, draft_id, person, typed=text, error=error)
    return _to(draft_id)


@router.post("/vouch")
def vouch(draft_id: Id, sentence: Text, person: CurrentAuthor, services: CurrentServices) -> Response:
    vouch_for_sentence(services, draft_id, sentence.replace("\r\n", "\n"), author_id=person.id)
    return _to(draft_id)


@router.post("/submit")
def submit(request: Request, draft_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    """Send it; a text that cannot go is shown again, with what every check says of it."""
    try:
        submit_draft(services, draft_id, author=person)
    except NotReady as error:
        return edit_page(request, services, draft_id, person, error=error, finished=True)
    return _to(draft_id)


@router.post("/accept")
def accept(draft_id: Id, text_hash: Text, person: CurrentAuthor, services: CurrentServices) -> Response:
    accept_proposal(services, draft_id, text_hash=text_hash, author=person)
    return _to(draft_id)


@router.post("/refuse")
def refuse(draft_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    refuse_proposal(services, draft_id, author_id=person.id)
    return _to(draft_id)


@router.post("/channel")
def choose_channel(
    draft_id: Id, channel: Annotated[Channel, Form()], person: CurrentAuthor, services: CurrentServices
) -> Response:
    change_channel(services, draft_id, channel, author_id=person.id)
    return _to(draft_id)


def edit_page(
    request: Request,
    services: Services,
    draft_id: int,
    person: Person,
    *,
    typed: str | None = None,
    error: AppError | None = None,
    finished: bool = False,
    act: ActView | None = None,
) -> Response:
    """The editor, with what was `typed` when it could not be saved; `finished` asks the slow checks too.

    `act` is what an action would do, to be kept or left.
    """
    with services.sessions() as session:
        draft = drafts.get_draft(session, draft_id, author_id=person.id)
    judgement = judge_draft(services, draft, person, finished=finished)
    with services.sessions() as session:
        set_aside = drafts.list_texts_set_aside(session, draft.id, author_id=person.id)
        events = reviews.list_review_events(session, draft.id)
        notices = draft_source_notices(session, draft, now=services.clock())
    return page(
        request,
        "drafts/edit.html",
        status=error.status if error else 200,
        typed=draft.text if typed is None else typed,
        error=told(request, error),
        spans=spans_for_browser(judgement),
        source_notices=notices,
        set_aside=set_aside,
        events=events,
        channels=list(Channel),
        changes=changes_since_first(draft),
        act=act,
        may_rework=bool(services.models.endpoints_for(Purpose.DRAFT)),
        stretches=stretches_of(judgement),
        may_undo=bool(set_aside) and set_aside[0][1] == BY_TANDEM,
        **_proposal_context(draft),
        **_judgement_context(draft, judgement),
    )


def _proposal_context(draft: Draft) -> dict[str, Any]:
    """What comms proposes, as a change of the text as it is now; empty when nothing is on offer."""
    offered = draft.reviewer_text if draft.stage in ANSWERABLE else ""
    return {
        "proposal": word_diff(draft.text, offered) if offered else [],
        "proposal_hash": hash_text(offered),
    }


def _judgement_context(draft: Draft, judgement: Judgement) -> dict[str, Any]:
    return {
        "draft": draft,
        "judgement": judgement,
        "segments": segments_of(judgement),
        "severities": judgement.severities,
        "may_share": judgement.may_share(draft),
    }


def _to(draft_id: int) -> Response:
    return RedirectResponse(f"/drafts/{draft_id}", 303)
