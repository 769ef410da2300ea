"""The web entrance: routes, the error handler, and the life of the services behind them."""

import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from urllib.parse import quote

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import Receive, Scope, Send

from app.errors import AppError, BadInput, NotFound, OurFault
from app.passwords import hash_token
from app.services import Services
from app.web.i18n import translations
from app.web.identity import SignInNeeded
from app.web.limits import BodyLimit, too_large
from app.web.page import language_of, open_templates, page, told
from app.web.routes import (
    dismissals,
    draft_actions,
    drafts,
    editor,
    feeds,
    glossary,
    health,
    ingestions,
    lexicon,
    library,
    models,
    policy,
    posts,
    reviews,
    shares,
    sign_in,
    sources,
    today,
    traces,
    usage,
    voice,
    voice_interview,
    voice_rules,
)
from app.web.security import CSRF_COOKIE, SignInLimits, check_same_origin, new_form_cookie, set_headers
from app.worker.jobs import start_worker

logger = logging.getLogger(__name__)


def create_app(services: Services) -> FastAPI:
    """Build the application around open services; its worker starts and stops with the server."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        start_worker(services)
        threading.Thread(target=services.warm_up, name="warm-up", daemon=True).start()
        yield
        services.jobs.stop()

    app = FastAPI(
        title="Tandem", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None,
        dependencies=[Depends(check_same_origin)],
    )  # fmt: skip
    app.state.services = services
    app.state.form_secret = hash_token("form:" + services.fingerprint_key.hex()).encode()
    app.state.templates = open_templates(services.settings.zone)
    app.state.sign_in_limits = SignInLimits()
    app.middleware("http")(_guard)
    app.add_middleware(BodyLimit, on_too_large=_too_large)
    app.add_middleware(
        TrustedHostMiddleware, allowed_hosts=services.settings.allowed_hosts, www_redirect=False
    )
    desk = (
        today,
        drafts,
        editor,
        draft_actions,
        traces,
        dismissals,
        shares,
        reviews,
        voice_interview,
        voice_rules,
        voice,
        posts,
    )
    for module in (
        health,
        sign_in,
        *desk,
        library,
        sources,
        ingestions,
        feeds,
        glossary,
        lexicon,
        policy,
        models,
        usage,
    ):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=str(files("app.web") / "static")), name="static")
    app.add_exception_handler(SignInNeeded, _ask_to_sign_in)
    app.add_exception_handler(AppError, _show_error)
    app.add_exception_handler(RequestValidationError, _show_bad_request)
    app.add_exception_handler(HTTPException, _show_http_error)
    app.add_exception_handler(Exception, _show_failure)
    return app


async def _guard(request: Request, proceed: Callable[[Request], Awaitable[Response]]) -> Response:
    request.state.form_cookie = request.cookies.get(CSRF_COOKIE) or new_form_cookie()
    secure = request.app.state.services.settings.secure_cookies
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
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?next={quote(wanted, safe='')}", 303)


def _show_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, AppError):
        raise error
    message = told(request, error)
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"message": message, "code": error.code}, error.status)
    return page(request, "error.html", status=error.status, message=message)


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    """Answered before anything is parsed, and so before it is known who asks."""
    request = Request(scope)
    request.state.form_cookie = new_form_cookie()
    response = _show_error(request, too_large(request.url.path))
    set_headers(response, secure=request.app.state.services.settings.secure_cookies)
    await response(scope, receive, send)


def _show_failure(request: Request, error: Exception) -> Response:
    """Our fault, and said so; the log has the rest."""
    logger.error("request failed", exc_info=error, extra={"path": request.url.path})
    return _show_error(
        request, OurFault("Something broke on our side. Nothing you wrote is lost: go back and try again.")
    )


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
