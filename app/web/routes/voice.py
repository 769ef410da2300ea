"""My voice: the posts an author brought, and the habits measured on them."""

from fastapi import APIRouter, Request, Response

from app.domain.people import Language, Person
from app.errors import AppError
from app.services import Services
from app.store import posts
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page, told

router = APIRouter(prefix="/voice")


@router.get("")
def show(request: Request, person: CurrentAuthor, services: CurrentServices) -> Response:
    return show_voice(request, services, person)


def show_voice(
    request: Request,
    services: Services,
    person: Person,
    *,
    typed: str = "",
    error: AppError | None = None,
) -> Response:
    """The whole page; `typed` and `error` give back what was brought and why it cannot be taken."""
    profiles = {language: services.voices.profile(person, language=language) for language in Language}
    with services.sessions() as session:
        mine = posts.list_posts(session, author_id=person.id)
    return page(
        request,
        "voice/show.html",
        status=error.status if error else 200,
        profiles=profiles,
        posts=mine,
        typed=typed,
        error=told(request, error),
    )
