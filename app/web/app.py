"""The web entrance: routes, the error handler, and the life of the services behind them."""

import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from importlib.resources import files

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from app.errors import AppError, BadInput, NotFound
from app.passwords import hash_token
from app.services import Services
from app.web.i18n import translations
from app.web.identity import SignInNeeded
from app.web.page import language_of, open_templates, page
from app.web.routes import drafts, editor, health, reviews, shares, sign_in, sources, today, voice
from app.web.security import CSRF_COOKIE, SignInLimits, check_same_origin, new_form_cookie, set_headers
from app.worker.jobs import start_worker

logger = logging.getLogger(__name__)

LARGEST_REQUEST = 26 * 1024 * 1024
"""Bytes; larger bodies are refused before they are read."""


def create_app(open_services: Callable[[], AbstractContextManager[Services]]) -> FastAPI:
    """Build the application; its services open when the server starts and close when it stops."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_services() as services:
            app.state.services = services
            app.state.form_secret = hash_token("form:" + services.fingerprint_key.hex()).encode()
            start_worker(services)
            threading.Thread(target=services.warm_up, name="warm-up", daemon=True).start()
            yield

    app = FastAPI(
        title="Tandem", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None,
        dependencies=[Depends(check_same_origin)],
    )  # fmt: skip
    app.state.templates = open_templates()
    app.state.sign_in_limits = SignInLimits()
    app.middleware("http")(_guard)
    for module in (health, sign_in, today, drafts, editor, shares, reviews, voice, sources):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=str(files("app.web") / "static")), name="static")
    app.add_exception_handler(SignInNeeded, _ask_to_sign_in)
    app.add_exception_handler(AppError, _show_error)
    app.add_exception_handler(RequestValidationError, _show_bad_request)
    app.add_exception_handler(HTTPException, _show_http_error)
    return app


async def _guard(request: Request, proceed: Callable[[Request], Awaitable[Response]]) -> Response:
    request.state.form_cookie = request.cookies.get(CSRF_COOKIE) or new_form_cookie()
    secure = request.url.scheme == "https"
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > LARGEST_REQUEST:
        response: Response = _show_error(request, BadInput("This is too large: 25 MB is the most we take."))
    else:
        response = await proceed(request)
    if CSRF_COOKIE not in request.cookies:
        response.set_cookie(
            CSRF_COOKIE, request.state.form_cookie, httponly=True, samesite="lax", secure=secure, path="/"
        )
    set_headers(response, secure=secure)
    return response


def _ask_to_sign_in(request: Request, error: Exception) -> Response:
    if request.headers.get("accept", "").startswith("application/json"):
        message = translations(language_of(request)).gettext(
            "You were signed out. Sign in again in another tab: your text is kept here."
        )
        return JSONResponse({"message": message, "code": "signed_out"}, 401)
    if request.method != "GET":
        return RedirectResponse("/sign-in", 303)
    return RedirectResponse(f"/sign-in?next={request.url.path}", 303)


def _show_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, AppError):
        raise error
    translated = translations(language_of(request)).gettext(error.message)
    message = translated % error.params if error.params else translated
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"message": message, "code": error.code}, error.status)
    return page(request, "error.html", status=error.status, message=message)


def _show_bad_request(request: Request, error: Exception) -> Response:
    logger.info("request refused", extra={"path": request.url.path})
    return _show_error(
        request, BadInput("Something in this request is missing or not as expected. Go back and retry.")
    )


def _show_http_error(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == NotFound.status:
        return _show_error(request, NotFound("There is nothing at this address."))
    status = error.status_code if isinstance(error, HTTPException) else 500
    message = translations(language_of(request)).gettext("That did not work. Go back and try again.")
    return page(request, "error.html", status=status, message=message)
