"""Coming in, going out, and the language of the pages."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BeforeValidator

from app.domain.people import Language, PersonId
from app.errors import NotAllowed, TooMany
from app.services import Services
from app.store import people
from app.web.forms import PostedId, Text, clean_text
from app.web.i18n import LANGUAGE_COOKIE
from app.web.identity import CurrentServices, cookie_name, set_session_cookie
from app.web.page import page, told
from app.workflows.sign_in import find_signed_in, sign_in, sign_in_as_demo, sign_out

router = APIRouter()

NextField = Annotated[str, BeforeValidator(clean_text), Form(alias="next")]
NextPage = Annotated[str, Query(alias="next")]


@router.get("/sign-in")
def show_sign_in(request: Request, services: CurrentServices, next_page: NextPage = "/") -> Response:
    return _form(request, services, next_page=next_page)


@router.post("/sign-in")
def enter(
    request: Request,
    services: CurrentServices,
    email: Text = "",
    password: Text = "",
    next_page: NextField = "/",
) -> Response:
    address = request.client.host if request.client else ""
    try:
        request.app.state.sign_in_limits.check(email=email, address=address)
        token = sign_in(services, email, password)
    except (NotAllowed, TooMany) as error:
        return _form(
            request,
            services,
            next_page=next_page,
            email=email,
            error=told(request, error),
            status=error.status,
        )
    return _signed_in(services, token, next_page)


@router.post("/sign-in/demo")
def enter_as_demo(services: CurrentServices, person_id: PostedId, next_page: NextField = "/") -> Response:
    return _signed_in(services, sign_in_as_demo(services, PersonId(person_id)), next_page)


@router.post("/sign-out")
def leave(request: Request, services: CurrentServices) -> Response:
    sign_out(services, request.cookies.get(cookie_name(services), ""))
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(
        cookie_name(services),
        path="/",
        secure=services.settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
    return response


@router.post("/language")
def choose_language(
    request: Request, services: CurrentServices, language: Annotated[Language, Form()], back: Text = "/"
) -> Response:
    person = find_signed_in(services, request.cookies.get(cookie_name(services), ""))
    if person is not None:
        with services.sessions.begin() as session:
            people.set_language(session, person.id, language)
    response = RedirectResponse(_local(back), 303)
    response.set_cookie(
        LANGUAGE_COOKIE, language, max_age=31_536_000, httponly=True, samesite="lax", path="/"
    )
    return response


def _form(
    request: Request,
    services: Services,
    *,
    next_page: str,
    email: str = "",
    error: str = "",
    status: int = 200,
) -> Response:
    demo_people = []
    if services.settings.demo:
        with services.sessions() as session:
            demo_people = people.list_demo_people(session)
    return page(
        request,
        "sign_in.html",
        status=status,
        demo_people=demo_people,
        email=email,
        error=error,
        next=_local(next_page),
    )


def _signed_in(services: Services, token: str, next_page: str) -> Response:
    response = RedirectResponse(_local(next_page), 303)
    set_session_cookie(response, services, token)
    return response


def _local(address: str) -> str:
    """Only paths of this site: never a redirect to where a link says."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
