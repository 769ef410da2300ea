"""A web server on loopback for each test that fetches."""

from collections.abc import Iterator

import pytest

from tests.support.web_server import WebServer, serving


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serving() as running:
        yield running
