"""A web server on loopback and a library that reads from it."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.store.session import Sessions
from tests.support.library import LibraryServices
from tests.support.web_server import WebServer, serving


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serving() as running:
        yield running


@pytest.fixture
def services(sessions: Sessions, server: WebServer) -> Any:
    return LibraryServices(sessions, fetch_policy=server.policy)
