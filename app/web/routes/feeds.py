"""Feeds of the trade: how each is doing, adding one, reading it now, letting go of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.feeds import FeedHealth
from app.errors import AppError, BadInput, NotReady
from app.services import Services
from app.web.forms import Id, Text, with_scheme
from app.web.identity import CurrentReviewer, CurrentServices
from app.web.page import page, told
from app.workflows.add_feed import add_feed, ask_for_refresh, list_feed_health, remove_feed

router = APIRouter(prefix="/feeds")

EMPTY = {"url": "", "publisher": "", "licence": "", "language": ""}


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed, and what went wrong with it in the reader's language."""

    health: FeedHealth
    trouble: str


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
    ask_for_refresh(services, feed_id)
    return RedirectResponse(f"/feeds?asked={feed_id}", 303)


@router.post("/{feed_id}/remove")
def remove(
    feed_id: Id, reviewer: CurrentReviewer, services: CurrentServices, documents: Text = ""
) -> Response:
    remove_feed(services, feed_id, with_documents=documents == "too")
    return _back()


def _show(
    request: Request, services: Services, typed: Mapping[str, str], error: AppError | None = None
) -> Response:
    feeds = [FeedLine(health, told(request, health.last_error)) for health in list_feed_health(services)]
    return page(
        request,
        "feeds/index.html",
        status=error.status if error else 200,
        feeds=feeds,
        asked=request.query_params.get("asked", ""),
        typed=typed,
        error=told(request, error),
    )


def _back() -> Response:
    return RedirectResponse("/feeds", 303)
