"""Answering with a page: one environment, one set of common names, one place for the language."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import partial
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.domain.people import Language, Person
from app.errors import AppError
from app.services import Services
from app.web.i18n import (
    asked_language,
    show_ago,
    show_date,
    show_moment,
    show_money,
    show_month,
    show_number,
    translations,
)
from app.web.security import CSRF_COOKIE, form_token
from guardrails.policy import load_policy


def open_templates(zone: tzinfo) -> dict[Language, Environment]:
    """One environment per language, so that a compiled template knows its translations.

    Dates and times are shown in `zone`.
    """
    return {language: _environment(language, zone) for language in Language}


def language_of(request: Request) -> Language:
    """The signed-in person's language, else the one this browser asks for."""
    person: Person | None = getattr(request.state, "person", None)
    if person is not None:
        return person.language
    return asked_language(request)


def render(request: Request, template: str, **context: Any) -> str:
    """Render with what every page needs; `context` adds what this one needs."""
    services: Services = request.app.state.services
    language = language_of(request)
    environment = request.app.state.templates[language]
    common = {
        "person": getattr(request.state, "person", None),
        "lang": language.value,
        "company": services.company.name,
        "demo": services.settings.demo,
        "path": request.url.path,
        "query": request.url.query,
        "now": services.clock(),
        "time_zone": services.settings.time_zone,
        "csrf_token": form_token(
            request.app.state.form_secret, request.cookies.get(CSRF_COOKIE, request.state.form_cookie)
        ),
        "words": partial(_words, language),
    }
    return str(environment.get_template(template).render(common | context))


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A whole page; pages show private things, so nobody between may keep them."""
    response = HTMLResponse(render(request, template, status=status, **context), status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "HX-Request, Accept-Language, Cookie"
    return response


def wants_json(request: Request) -> bool:
    """Whether a module of the page asks, rather than a browser that goes to an address."""
    return request.headers.get("accept", "").startswith("application/json")


def told(request: Request, error: AppError | None) -> str:
    """The error's sentence in the reader's language; "" when there is none."""
    return "" if error is None else say(request, error.message, error.params)


def say(request: Request, message: str, params: Mapping[str, object]) -> str:
    """A sentence kept as its msgid, in the reader's language; "" stays what it is."""
    sentence = translations(language_of(request)).gettext(message) if message else ""
    return sentence % params if params else sentence


def _environment(language: Language, zone: tzinfo) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(str(files("app.web") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["date"] = partial(show_date, language=language, zone=zone)
    environment.filters["moment"] = partial(show_moment, language=language, zone=zone)
    environment.filters["number"] = partial(show_number, language=language)
    environment.filters["money"] = partial(show_money, language=language)
    environment.filters["month"] = partial(show_month, language=language, zone=zone)
    environment.filters["ago"] = _ago(language)
    return environment


def _ago(language: Language) -> Any:
    def ago(value: datetime, now: datetime) -> str:
        return show_ago(value, now, language)

    return ago


def _words(language: Language, finding: Any) -> Any:
    """What a finding tells its reader: title, why and fix, filled with its details.

    The words are the same for every company, so the rules as delivered have them.
    """
    return load_policy().words(finding.rule, language).filled(finding.details)
