"""The glossary: what the company calls things, so that a search finds them under every name."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.errors import AppError, BadInput, NotReady
from app.services import Services
from app.web.forms import Id, Text
from app.web.identity import CurrentReviewer, CurrentServices
from app.web.page import page, told
from app.workflows.edit_glossary import (
    add_to_glossary,
    change_glossary,
    list_glossary,
    remove_from_glossary,
)

router = APIRouter(prefix="/glossary")


@router.get("")
def show(request: Request, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    return _show(request, services)


@router.post("")
def add(
    request: Request,
    reviewer: CurrentReviewer,
    services: CurrentServices,
    french: Text = "",
    english: Text = "",
) -> Response:
    try:
        entry = add_to_glossary(services, french=french, english=english, by=reviewer.name)
    except (BadInput, NotReady) as error:
        return _show(request, services, typed={"french": french, "english": english}, error=error)
    return _to(entry.id)


@router.post("/{entry_id}")
def change(
    request: Request,
    entry_id: Id,
    reviewer: CurrentReviewer,
    services: CurrentServices,
    french: Text = "",
    english: Text = "",
) -> Response:
    try:
        change_glossary(services, entry_id, french=french, english=english, by=reviewer.name)
    except BadInput as error:
        typed = {"french": french, "english": english}
        return _show(request, services, typed=typed, error=error, editing=entry_id)
    return _to(entry_id)


@router.post("/{entry_id}/remove")
def remove(entry_id: Id, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    remove_from_glossary(services, entry_id)
    return RedirectResponse("/glossary", 303)


def _show(
    request: Request,
    services: Services,
    *,
    typed: Mapping[str, str] | None = None,
    error: AppError | None = None,
    editing: int = 0,
) -> Response:
    """All entries; what was typed and could not be taken stays where it was typed."""
    return page(
        request,
        "glossary/index.html",
        status=error.status if error else 200,
        entries=list_glossary(services),
        typed=typed or {"french": "", "english": ""},
        editing=editing,
        error=told(request, error),
    )


def _to(entry_id: int) -> Response:
    return RedirectResponse(f"/glossary#entry-{entry_id}", 303)
