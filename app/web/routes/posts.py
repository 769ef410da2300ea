"""Bringing past posts to one's voice: look first, keep, take away."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from app.domain.people import PersonId
from app.domain.posts import Post
from app.errors import BadInput
from app.web.forms import Id, PostedForm, clean_text, parse_id, with_scheme
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page, told
from app.web.parcel import pack, unpack
from app.workflows.bring_posts import Brought, delete_post, keep_posts, preview_posts

router = APIRouter(prefix="/voice")

LONGEST_LINE = 2_000
"""Code points of an address or a name."""


@router.get("/bring")
def show(request: Request, person: CurrentAuthor) -> Response:
    return _form(request, Brought())


@router.post("/preview")
def preview(request: Request, person: CurrentAuthor, form: PostedForm, services: CurrentServices) -> Response:
    """Show what would be kept and left out, and why. Nothing is stored yet, the file never is."""
    brought = _brought(form)
    try:
        result = preview_posts(services, brought, person=person)
    except BadInput as error:
        return _form(request, brought, error)
    parcel = pack(result.kept, secret=request.app.state.form_secret, author_id=person.id)
    languages = {code: sum(post.language == code for post in result.kept) for code in ("fr", "en")}
    return page(request, "voice/preview.html", preview=result, parcel=parcel, languages=languages)


@router.post("/posts")
def keep(request: Request, person: CurrentAuthor, form: PostedForm, services: CurrentServices) -> Response:
    """Keep the posts that are still ticked."""
    ticked = {parse_id(str(place)) for place in form.getlist("keep")}
    try:
        posts = _carried(request, form, person.id)
    except BadInput as error:
        return _form(request, Brought(), error)
    wanted = [post for place, post in enumerate(posts) if place in ticked]
    return RedirectResponse(f"/voice?kept={keep_posts(services, wanted, author_id=person.id)}", 303)


@router.post("/posts/{post_id}/delete")
def delete_one(post_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    delete_post(services, post_id, author_id=person.id)
    return RedirectResponse("/voice", 303)


def _carried(request: Request, form: FormData, author_id: PersonId) -> list[Post]:
    return unpack(str(form.get("parcel", "")), secret=request.app.state.form_secret, author_id=author_id)


def _brought(form: FormData) -> Brought:
    file = form.get("file")
    return Brought(
        text=_line(form, "text", longest=None),
        file=file.file if isinstance(file, UploadFile) and file.filename else None,
        address=with_scheme(_line(form, "address").strip()),
        byline=_line(form, "byline").strip(),
    )


def _line(form: FormData, name: str, longest: int | None = LONGEST_LINE) -> str:
    value = form.get(name, "")
    return clean_text(value)[:longest] if isinstance(value, str) else ""


def _form(request: Request, brought: Brought, error: BadInput | None = None) -> Response:
    """The form on a page of its own, with what was typed and why it cannot be taken."""
    return page(
        request,
        "voice/bring.html",
        status=error.status if error else 200,
        typed=brought.text,
        address=brought.address,
        byline=brought.byline,
        asks_name=error is not None and "authors" in error.params,
        error=told(request, error),
    )
