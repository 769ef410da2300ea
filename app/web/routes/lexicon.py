"""The lexicon: what must not be said, or not yet. Only comms sees the list; authors see what it finds."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.lexicon import LexiconEntry
from app.domain.people import Person
from app.errors import AppError, BadInput, NotReady
from app.services import Services
from app.web.forms import Id, PostedForm
from app.web.identity import CurrentReviewer, CurrentServices
from app.web.page import page, told
from app.web.watching import NOTHING_TYPED, read_wish, shown_wish, typed_wish
from app.workflows.edit_lexicon import (
    add_to_lexicon,
    change_lexicon,
    lift_from_lexicon,
    open_lexicon,
    remove_from_lexicon,
)

router = APIRouter(prefix="/lexicon")


@router.get("")
def show(request: Request, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    return _show(request, services, reviewer)


@router.post("")
def add(request: Request, reviewer: CurrentReviewer, services: CurrentServices, form: PostedForm) -> Response:
    typed = typed_wish(form)
    try:
        entry = add_to_lexicon(services, read_wish(typed, services.settings.zone), reviewer=reviewer)
    except (BadInput, NotReady) as error:
        return _show(request, services, reviewer, typed=typed, error=error)
    return _to(entry)


@router.post("/{entry_id}")
def change(
    request: Request, entry_id: Id, reviewer: CurrentReviewer, services: CurrentServices, form: PostedForm
) -> Response:
    typed = typed_wish(form)
    try:
        wish = read_wish(typed, services.settings.zone)
    except BadInput as error:
        return _show(request, services, reviewer, typed=typed, error=error, editing=entry_id)
    return _to(change_lexicon(services, entry_id, wish, reviewer=reviewer))


@router.post("/{entry_id}/lift")
def lift(entry_id: Id, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    return _to(lift_from_lexicon(services, entry_id, reviewer=reviewer))


@router.post("/{entry_id}/remove")
def remove(entry_id: Id, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    remove_from_lexicon(services, entry_id, reviewer=reviewer)
    return RedirectResponse("/lexicon", 303)


def _show(
    request: Request,
    services: Services,
    reviewer: Person,
    *,
    typed: Mapping[str, object] | None = None,
    error: AppError | None = None,
    editing: int = 0,
) -> Response:
    """The whole list; what was typed and could not be taken stays where it was typed."""
    shelf = open_lexicon(services, reviewer=reviewer)
    zone = services.settings.zone
    return page(
        request,
        "lexicon/index.html",
        status=error.status if error else 200,
        entries=shelf.entries,
        fixed=shelf.fixed,
        changes=shelf.changes,
        shown={entry.id: shown_wish(entry.wish, zone) for entry in shelf.entries},
        typed=typed or NOTHING_TYPED,
        untouched=NOTHING_TYPED,
        editing=editing,
        error=told(request, error),
    )


def _to(entry: LexiconEntry) -> Response:
    return RedirectResponse(f"/lexicon#entry-{entry.id}", 303)
