"""Feeds as tests add them, and what was kept of them."""

from typing import Any

from app.domain.feeds import Feed, FeedHealth
from app.store import documents
from app.workflows.add_feed import add_feed, list_feed_health
from tests.support.feed_pages import feed_answer, rss
from tests.support.web_server import WebServer


def add(services: Any, server: WebServer, *items: str, path: str = "/feed", **more: Any) -> Feed:
    """Serve a feed with these items and add it."""
    server.routes[path] = feed_answer(rss(*items))
    return add_feed(services, server.url(path), added_by="Comms", **more)


def kept(services: Any) -> list[Any]:
    with services.sessions() as session:
        return documents.list_documents(session)


def health(services: Any) -> FeedHealth:
    (only,) = list_feed_health(services)
    return only
