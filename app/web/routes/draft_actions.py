"""Actions on a draft and one-click fixes: shown first, then kept or left, with or without a script."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from app.cocreate.actions.outcome import Action, Outcome
from app.domain.drafts import Draft
from app.domain.people import Person
from app.errors import AppError, BadInput
from app.services import Services
from app.web.action_views import ActView, act_view
from app.web.forms import Id, PostedForm, Text, clean_text
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import render, wants_json
from app.web.routes.drafts import choose_page
from app.web.routes.editor import edit_page
from app.web.stretches import parse_part
from app.workflows.act_on_draft import Wanted, keep_change, look_at, put_back, undo_action
from app.workflows.fix_habit import find_edits, fix_habit
from app.workflows.mix_drafts import Mix, mix_drafts, start_from_mix
from guardrails.offsets import utf16_offsets

router = APIRouter(prefix="/drafts/{draft_id}")

Count = Annotated[int, Form(ge=0, le=1000)]
Words = Annotated[str, BeforeValidator(clean_text), AfterValidator(lambda text: text.replace("\r\n", "\n"))]
Habit = Annotated[str, Path(pattern="^[a-z_]{1,40}$")]


class KeptForm(BaseModel):
    """What a form says of a change that its author has looked at."""

    what: Action
    seen: Words
    base: Words = ""
    answer: Words = ""
    asked: int = Field(0, ge=0, le=1000)
    turn: int = Field(0, ge=0, le=1000)
    part: Words = ""
    text: Words = ""

    @property
    def wanted(self) -> Wanted:
        part = parse_part(self.part)
        return Wanted(self.what, self.answer, self.asked, self.turn, part, self.text, self.base)


@router.post("/act")
def show_action(
    request: Request,
    draft_id: Id,
    what: Annotated[Action, Form()],
    person: CurrentAuthor,
    services: CurrentServices,
    answer: Text = "",
    asked: Count = 0,
    turn: Count = 0,
    part: Text = "",
) -> Response:
    """What the action would make of the text, with what changes; or its question; or why it cannot."""
    wanted = Wanted(what, answer.replace("\r\n", "\n"), asked, turn, parse_part(part))
    try:
        draft, outcome = look_at(services, draft_id, wanted, author=person)
    except BadInput as error:
        if wants_json(request):
            raise
        return edit_page(request, services, draft_id, person, error=error)
    return _shown(request, services, person, draft, wanted, outcome)


@router.post("/act/keep")
def keep(
    request: Request,
    draft_id: Id,
    kept: Annotated[KeptForm, Form()],
    person: CurrentAuthor,
    services: CurrentServices,
) -> Response:
    seen, wanted = kept.seen, kept.wanted
    try:
        draft, begun = keep_change(services, draft_id, wanted, seen=seen, author=person)
    except AppError as error:
        if wants_json(request):
            raise
        return edit_page(request, services, draft_id, person, error=error)
    if not wants_json(request):
        return _to(draft.id)
    if begun:
        return JSONResponse({"go": f"/drafts/{draft.id}"})
    html = render(request, "drafts/_act_result.html", draft=draft, act=None, may_undo=True)
    return JSONResponse({"text": draft.text, "revision": draft.revision, "html": html})


@router.post("/act/undo")
def undo(draft_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    undo_action(services, draft_id, author_id=person.id)
    return _to(draft_id)


@router.post("/put-back")
def take_again(draft_id: Id, text: Text, person: CurrentAuthor, services: CurrentServices) -> Response:
    put_back(services, draft_id, text, author_id=person.id)
    return _to(draft_id)


@router.post("/fixes/{habit}")
def fix(
    request: Request, draft_id: Id, habit: Habit, person: CurrentAuthor, services: CurrentServices
) -> Response:
    """Put a habit right; the editor is given the edits, in UTF-16 units, and makes them itself."""
    if not wants_json(request):
        fix_habit(services, draft_id, habit, author=person)
        return RedirectResponse(f"/drafts/{draft_id}#voice", 303)
    draft, edits = find_edits(services, draft_id, habit, author=person)
    at = utf16_offsets(draft.text)
    told = [{"start": at[one.start], "end": at[one.end], "replacement": one.replacement} for one in edits]
    return JSONResponse({"edits": told})


@router.post("/mix")
def mix(
    request: Request, draft_id: Id, form: PostedForm, person: CurrentAuthor, services: CurrentServices
) -> Response:
    """The picked sentences as one draft to look at; with `start`, to begin with."""
    wanted = Mix(
        tuple(text for text in form.getlist("pick") if isinstance(text, str)), str(form.get("opening", ""))
    )
    try:
        if "start" in form:
            start_from_mix(services, draft_id, wanted, author=person)
            return _to(draft_id)
        draft, proposal = mix_drafts(services, draft_id, wanted, author=person)
    except BadInput as error:
        return choose_page(request, services, draft_id, person, mix=wanted, error=error)
    return choose_page(request, services, draft.id, person, mix=wanted, mixed=proposal)


def _shown(
    request: Request, services: Services, person: Person, draft: Draft, wanted: Wanted, outcome: Outcome
) -> Response:
    view = act_view(draft, wanted, outcome)
    if not wants_json(request):
        return edit_page(request, services, draft.id, person, act=view)
    return JSONResponse({"html": _result(request, draft, view)})


def _result(request: Request, draft: Draft, view: ActView) -> str:
    context: dict[str, Any] = {"draft": draft, "act": view, "may_undo": False}
    return render(request, "drafts/_act_result.html", **context)


def _to(draft_id: int) -> Response:
    return RedirectResponse(f"/drafts/{draft_id}", 303)
