"""Feeds of the trade: how each is doing, adding one, reading it now, letting go of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.feeds import Feed, FeedHealth
from app.errors import AppError, BadInput, NotFound, NotReady
from app.services import Services
from app.web.forms import Id, Text, with_scheme
from app.web.identity import CurrentReviewer, CurrentServices
from app.web.page import page, told
from app.workflows.add_feed import add_feed, ask_for_refresh, list_feed_health, remove_feed

router = APIRouter(prefix="/feeds")

EMPTY = {"url": "", "publisher": "", "licence": "", "language": ""}


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed, and what went wrong with it in the reader's language.

    While it is `awaited`, its row asks again and again how the visit went.
    """

    health: FeedHealth
    trouble: str
    awaited: bool

    @property
    def visit(self) -> str:
        return visit_of(self.health.feed)


def visit_of(feed: Feed) -> str:
    """Tells one visit from the next."""
    return f"{feed.failures}-{feed.last_ok.timestamp() if feed.last_ok else 0}"


@router.get("")
def show(request: Request, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    return _show(request, services, EMPTY)


@router.post("")
def add(
    request: Request,
    reviewer: CurrentReviewer,
    services: CurrentServices,
    url: Text = "",
    publisher: Text = "",
    licence: Text = "",
    language: Text = "",
) -> Response:
    typed = {"url": url, "publisher": publisher, "licence": licence, "language": language}
    try:
        feed = add_feed(
            services,
            with_scheme(url.strip()),
            added_by=reviewer.name,
            publisher=publisher,
            licence=licence,
            language=language,
        )
    except (BadInput, NotReady) as error:
        return _show(request, services, typed, error)
    ask_for_refresh(services, feed.id)
    return _back()


@router.post("/{feed_id}/refresh")
def refresh(feed_id: Id, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    feed = ask_for_refresh(services, feed_id)
    return RedirectResponse(f"/feeds?asked={feed_id}&since={visit_of(feed)}#feed-{feed_id}", 303)


@router.get("/{feed_id}/row")
def show_row(request: Request, feed_id: Id, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    """The fragment that a row polls until its feed was visited."""
    health = next((one for one in list_feed_health(services) if one.feed.id == feed_id), None)
    if health is None:
        raise NotFound("There is no such feed.")
    return page(request, "feeds/_row.html", line=_line(request, health))


@router.post("/{feed_id}/remove")
def remove(
    feed_id: Id, reviewer: CurrentReviewer, services: CurrentServices, documents: Text = ""
) -> Response:
    remove_feed(services, feed_id, with_documents=documents == "too")
    return _back()


def _show(
    request: Request, services: Services, typed: Mapping[str, str], error: AppError | None = None
) -> Response:
    feeds = [_line(request, health) for health in list_feed_health(services)]
    return page(
        request,
        "feeds/index.html",
        status=error.status if error else 200,
        feeds=feeds,
        typed=typed,
        error=told(request, error),
    )


def _line(request: Request, health: FeedHealth) -> FeedLine:
    asked = request.query_params
    is_asked = asked.get("asked") == str(health.feed.id) and asked.get("since") == visit_of(health.feed)
    never = health.last_ok is None and health.last_error is None
    return FeedLine(health, told(request, health.last_error), awaited=is_asked or never)


def _back() -> Response:
    return RedirectResponse("/feeds", 303)
