"""My voice: the posts an author brought, and the habits measured on them."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from app.domain.people import Language
from app.domain.post_archives import MOST_POSTS
from app.domain.posts import PostSource
from app.store import posts
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page
from app.workflows.bring_posts import delete_post, delete_posts, keep_posts, preview_posts

router = APIRouter(prefix="/voice")


@router.get("")
def show(request: Request, person: CurrentAuthor, services: CurrentServices) -> Response:
    profiles = {language: services.voices.profile(person, language=language) for language in Language}
    with services.sessions() as session:
        mine = posts.list_posts(session, author_id=person.id)
    return page(request, "voice/show.html", profiles=profiles, posts=mine)


@router.post("/preview")
def preview(
    request: Request,
    person: CurrentAuthor,
    text: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Show what would be kept and dropped, and why. Nothing is stored yet, the file never is."""
    data = file.file.read() if file and file.filename else b""
    result = preview_posts(text=text, archive=data)
    return page(request, "voice/preview.html", preview=result)


@router.post("/posts")
async def keep(request: Request, person: CurrentAuthor, services: CurrentServices) -> Response:
    form = await request.form(max_fields=2 * MOST_POSTS + 10)
    entries = zip(map(str, form.getlist("text")), map(str, form.getlist("posted_on")), strict=False)
    source: PostSource = "linkedin" if form.get("source") == "linkedin" else "pasted"
    keep_posts(services, entries, source=source, author_id=person.id)
    return RedirectResponse("/voice", 303)


@router.post("/posts/{post_id}/delete")
def delete_one(post_id: int, person: CurrentAuthor, services: CurrentServices) -> Response:
    delete_post(services, post_id, author_id=person.id)
    return RedirectResponse("/voice", 303)


@router.post("/delete-all")
def delete_all(person: CurrentAuthor, services: CurrentServices) -> Response:
    delete_posts(services, author_id=person.id)
    return RedirectResponse("/voice", 303)
