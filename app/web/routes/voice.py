"""My voice: habits told and corrected, wishes, everything in one file, and everything forgotten."""

import json

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.channels import Channel
from app.domain.people import Language, Person
from app.domain.voice import Tone
from app.errors import AppError, BadInput
from app.services import Services
from app.store import posts
from app.web.forms import PostedForm, Text, clean_text, parse_id
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page, told
from app.web.voice_views import language_view
from app.workflows.export_voice import export_voice
from app.workflows.shape_voice import (
    TypedWishes,
    correct_habit,
    find_contradictions,
    forget_voice,
    save_wishes,
    typed_wishes,
)

router = APIRouter(prefix="/voice")


@router.get("")
def show(
    request: Request, person: CurrentAuthor, services: CurrentServices, gone: str = "", kept: str = ""
) -> Response:
    return show_voice(request, services, person, gone=bool(gone), kept=kept)


@router.post("/habits")
def correct(
    request: Request,
    person: CurrentAuthor,
    services: CurrentServices,
    language: Text = "",
    trait: Text = "",
    stance: Text = "",
) -> Response:
    """Correct a habit, switch it off, or take that back; the page opens where the habit stands."""
    try:
        spoken = _language(language)
        correct_habit(services, trait, stance, language=spoken, author_id=person.id)
    except BadInput as error:
        return show_voice(request, services, person, error=error)
    return RedirectResponse(f"/voice#{spoken}-{trait}", 303)


@router.get("/wishes")
def show_wishes(
    request: Request, person: CurrentAuthor, services: CurrentServices, saved: str = ""
) -> Response:
    typed = typed_wishes(services.voices.wishes(person), person.topics)
    return _wishes(request, services, person, typed, saved=bool(saved))


@router.post("/wishes")
def keep_wishes(
    request: Request, form: PostedForm, person: CurrentAuthor, services: CurrentServices
) -> Response:
    typed = _typed(form)
    try:
        save_wishes(services, typed, author_id=person.id)
    except BadInput as error:
        return _wishes(request, services, person, typed, error=error)
    return RedirectResponse("/voice/wishes?saved=1", 303)


@router.get("/export")
def export(person: CurrentAuthor, services: CurrentServices) -> Response:
    """One file with all that is kept of this voice."""
    content = json.dumps(export_voice(services, person), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="tandem-voice.json"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/json", headers=headers)


@router.post("/delete-all")
def forget(person: CurrentAuthor, services: CurrentServices) -> Response:
    forget_voice(services, author_id=person.id)
    return RedirectResponse("/voice?gone=1", 303)


def show_voice(
    request: Request,
    services: Services,
    person: Person,
    *,
    gone: bool = False,
    kept: str = "",
    error: AppError | None = None,
) -> Response:
    voices = [
        language_view(services.voices.voice(person, language=language), language) for language in Language
    ]
    with services.sessions() as session:
        mine = posts.list_posts(session, author_id=person.id)
    first = sorted(voices, key=lambda view: (view.language != person.language, -view.posts))
    return page(
        request,
        "voice/show.html",
        status=error.status if error else 200,
        voices=[view for view in first if view.shown],
        posts=mine,
        wishes=services.voices.wishes(person),
        contradictions=find_contradictions(services, person),
        gone=gone and not mine,
        kept=parse_id(kept),
        typed="",
        error=told(request, error),
    )


def _wishes(
    request: Request,
    services: Services,
    person: Person,
    typed: TypedWishes,
    *,
    saved: bool = False,
    error: AppError | None = None,
) -> Response:
    return page(
        request,
        "voice/wishes.html",
        status=error.status if error else 200,
        typed=typed,
        channels=tuple(Channel),
        tones=tuple(Tone),
        contradictions=find_contradictions(services, person),
        saved=saved,
        error=told(request, error),
    )


def _typed(form: PostedForm) -> TypedWishes:
    said = {name: clean_text(value) for name, value in form.items() if isinstance(value, str)}
    tones = {channel.value: said.get(f"tone-{channel.value}", Tone.AS_I_AM.value) for channel in Channel}
    return TypedWishes(said.get("topics", ""), said.get("refusals", ""), said.get("avoided", ""), tones)


def _language(code: str) -> Language:
    if code not in set(Language):
        raise BadInput("Choose French or English.")
    return Language(code)
