"""My voice: the posts an author brought, and the habits measured on them."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from app.domain.people import Language
from app.store import posts
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page
from app.workflows.import_posts import import_posts, preview_posts

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
    services: CurrentServices,
    text: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Show what would be kept and dropped, and why. Nothing is stored yet, the file never is."""
    data = file.file.read() if file and file.filename else b""
    result = preview_posts(services, text=text, archive=data, author_id=person.id)
    return page(request, "voice/preview.html", preview=result)


@router.post("/posts")
async def keep(request: Request, person: CurrentAuthor, services: CurrentServices) -> Response:
    form = await request.form(max_fields=5000, max_part_size=1024 * 1024)
    texts = [str(text) for text in form.getlist("text")]
    dates = [str(day) for day in form.getlist("posted_on")]
    import_posts(services, texts, dates, source=str(form.get("source", "pasted")), author_id=person.id)
    return RedirectResponse("/voice", 303)


@router.post("/posts/{post_id}/delete")
def delete(post_id: int, person: CurrentAuthor, services: CurrentServices) -> Response:
    with services.sessions.begin() as session:
        posts.delete_post(session, post_id, author_id=person.id)
    return RedirectResponse("/voice", 303)


@router.post("/delete-all")
def delete_all(person: CurrentAuthor, services: CurrentServices) -> Response:
    with services.sessions.begin() as session:
        posts.delete_posts(session, author_id=person.id)
    return RedirectResponse("/voice", 303)
