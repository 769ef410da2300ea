"""Who is asking: the signed-in person behind a request, as FastAPI dependencies."""

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Request, Response

from app.domain.people import Person, Role
from app.errors import NotAllowed
from app.services import Services
from app.web.i18n import asked_language
from app.workflows.sign_in import find_signed_in

SESSION_COOKIE = "tandem_session"
SECURE_SESSION_COOKIE = "__Host-tandem_session"


class SignInNeeded(Exception):
    """Nobody is signed in; the page asked for is where they go afterwards."""


def services_of(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


CurrentServices = Annotated[Services, Depends(services_of)]


def current_person(request: Request, services: CurrentServices) -> Person:
    token = request.cookies.get(cookie_name(services), "")
    person = find_signed_in(services, token) if token else None
    if person is None:
        raise SignInNeeded
    if not person.language_chosen:
        person = replace(person, language=asked_language(request))
    request.state.person = person
    return person


def current_reviewer(person: Annotated[Person, Depends(current_person)]) -> Person:
    if not person.role.reviews:
        raise NotAllowed("Only reviewers can open this page.")
    return person


def current_admin(person: Annotated[Person, Depends(current_person)]) -> Person:
    if person.role is not Role.ADMIN:
        raise NotAllowed("Only administrators can open this page.")
    return person


CurrentAuthor = Annotated[Person, Depends(current_person)]
CurrentReviewer = Annotated[Person, Depends(current_reviewer)]
CurrentAdmin = Annotated[Person, Depends(current_admin)]


def cookie_name(services: Services) -> str:
    """The `__Host-` prefix needs HTTPS, which a try-out on loopback has not."""
    return SECURE_SESSION_COOKIE if services.settings.secure_cookies else SESSION_COOKIE


def set_session_cookie(response: Response, services: Services, token: str) -> None:
    response.set_cookie(
        cookie_name(services),
        token,
        max_age=services.settings.session_hours * 3600,
        path="/",
        httponly=True,
        secure=services.settings.secure_cookies,
        samesite="lax",
    )
