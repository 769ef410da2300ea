"""Bringing past posts to one's voice: look first, keep, take away."""

from typing import Annotated

from fastapi import APIRouter, File, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from app.domain.posts import PostSource
from app.errors import BadInput
from app.web.forms import Id, PostedForm, Text, clean_text
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page
from app.web.routes.voice import show_voice
from app.workflows.bring_posts import delete_post, delete_posts, keep_posts, preview_posts

router = APIRouter(prefix="/voice")


@router.post("/preview")
def preview(
    request: Request,
    person: CurrentAuthor,
    services: CurrentServices,
    text: Text = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Show what would be kept and dropped, and why. Nothing is stored yet, the file never is."""
    data = file.file.read() if file and file.filename else b""
    try:
        result = preview_posts(text=text, archive=data)
    except BadInput as error:
        return show_voice(request, services, person, typed=text, error=error)
    return page(request, "voice/preview.html", preview=result)


@router.post("/posts")
def keep(form: PostedForm, person: CurrentAuthor, services: CurrentServices) -> Response:
    texts = [clean_text(str(text)) for text in form.getlist("text")]
    days = [str(day) for day in form.getlist("posted_on")]
    source: PostSource = "linkedin" if form.get("source") == "linkedin" else "pasted"
    keep_posts(services, zip(texts, days, strict=False), source=source, author_id=person.id)
    return RedirectResponse("/voice", 303)


@router.post("/posts/{post_id}/delete")
def delete_one(post_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    delete_post(services, post_id, author_id=person.id)
    return RedirectResponse("/voice", 303)


@router.post("/delete-all")
def delete_all(person: CurrentAuthor, services: CurrentServices) -> Response:
    delete_posts(services, author_id=person.id)
    return RedirectResponse("/voice", 303)
