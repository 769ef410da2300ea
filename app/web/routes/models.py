"""The models of the company, for administrators: what is set up, in which order, and whether it works."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.people import Person
from app.errors import AppError, BadInput
from app.llm.probe import ModelProbe
from app.services import Services
from app.web.forms import Id, PostedForm
from app.web.identity import CurrentAdmin, CurrentServices
from app.web.model_form import ModelForm, blank_form, form_of, read_model_form
from app.web.page import page, say, told
from app.workflows.keep_models import (
    add_model,
    change_model,
    get_model,
    list_models,
    move_model,
    remove_model,
    switch_model,
    try_model,
)

router = APIRouter(prefix="/models")

OF_SETTINGS = 0
MISTAKES = "Some fields need another look: each says what is wrong. Nothing was saved."


@router.get("")
def show(request: Request, person: CurrentAdmin, services: CurrentServices) -> Response:
    return _index(request, services, person)


@router.get("/new")
def show_new(request: Request, person: CurrentAdmin, services: CurrentServices) -> Response:
    return _form_page(request, services, blank_form())


@router.post("")
def add(request: Request, sent: PostedForm, person: CurrentAdmin, services: CurrentServices) -> Response:
    form = read_model_form(sent)
    if form.endpoint is None:
        return _form_page(request, services, form, error=BadInput(MISTAKES))
    try:
        added = add_model(services, form.endpoint, by=person)
    except BadInput as error:
        return _form_page(request, services, form, error=error)
    return _to(added.id)


@router.get("/{endpoint_id}")
def show_one(request: Request, endpoint_id: Id, person: CurrentAdmin, services: CurrentServices) -> Response:
    kept = get_model(services, endpoint_id, by=person)
    return _form_page(request, services, form_of(kept), endpoint_id=endpoint_id, keyed=bool(kept.key))


@router.post("/{endpoint_id}")
def change(
    request: Request, endpoint_id: Id, sent: PostedForm, person: CurrentAdmin, services: CurrentServices
) -> Response:
    kept = get_model(services, endpoint_id, by=person)
    form = read_model_form(sent, kept)
    error: AppError = BadInput(MISTAKES)
    if form.endpoint is not None:
        try:
            change_model(services, endpoint_id, form.endpoint, by=person)
        except BadInput as refused:
            error = refused
        else:
            return _to(endpoint_id)
    keyed = bool(kept.key)
    return _form_page(request, services, form, endpoint_id=endpoint_id, keyed=keyed, error=error)


@router.post("/{endpoint_id}/switch")
def switch(
    endpoint_id: Id, person: CurrentAdmin, services: CurrentServices, on: Annotated[bool, Form()] = False
) -> Response:
    switch_model(services, endpoint_id, on=on, by=person)
    return _to(endpoint_id)


@router.post("/{endpoint_id}/move")
def move(
    endpoint_id: Id,
    person: CurrentAdmin,
    services: CurrentServices,
    earlier: Annotated[bool, Form()] = False,
) -> Response:
    move_model(services, endpoint_id, earlier=earlier, by=person)
    return _to(endpoint_id)


@router.post("/{endpoint_id}/remove")
def remove(endpoint_id: Id, person: CurrentAdmin, services: CurrentServices) -> Response:
    remove_model(services, endpoint_id, by=person)
    return RedirectResponse("/models", 303)


@router.post("/settings/try")
def try_settings(request: Request, person: CurrentAdmin, services: CurrentServices) -> Response:
    return _index(request, services, person, tried=(OF_SETTINGS, try_model(services, None, by=person)))


@router.post("/{endpoint_id}/try")
def try_one(request: Request, endpoint_id: Id, person: CurrentAdmin, services: CurrentServices) -> Response:
    probe = try_model(services, endpoint_id, by=person)
    return _index(request, services, person, tried=(endpoint_id, probe))


def _index(
    request: Request,
    services: Services,
    person: Person,
    *,
    tried: tuple[int, ModelProbe] | None = None,
) -> Response:
    """All of them; with what came of the one that was tried beside it."""
    endpoints = list_models(services, by=person)
    probe = tried[1] if tried else None
    error = probe.error if probe else None
    return page(
        request,
        "models/index.html",
        endpoints=endpoints,
        resting={endpoint.called for endpoint in endpoints if services.models.resting(endpoint)},
        tried=tried[0] if tried else None,
        probe=probe,
        outcome=told(request, error) if error else say(request, probe.sentence if probe else "", {}),
        confidential=services.settings.confidential_to_model,
    )


def _form_page(
    request: Request,
    services: Services,
    form: ModelForm,
    *,
    endpoint_id: int = 0,
    keyed: bool = False,
    error: AppError | None = None,
) -> Response:
    return page(
        request,
        "models/edit.html",
        status=error.status if error else 200,
        typed=form.typed,
        mistakes={name: told(request, mistake) for name, mistake in form.mistakes.items()},
        endpoint_id=endpoint_id,
        keyed=keyed,
        confidential=services.settings.confidential_to_model,
        error=told(request, error),
    )


def _to(endpoint_id: int | None) -> Response:
    return RedirectResponse(f"/models#model-{endpoint_id}", 303)
