"""The scripted server, for the tests of the client."""

from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer

from tests.support.openai_server import OpenAiServer, listening, scripted


@pytest.fixture(scope="module")
def http() -> Iterator[HTTPServer]:
    with listening() as running:
        yield running


@pytest.fixture
def server(http: HTTPServer) -> Iterator[OpenAiServer]:
    with scripted(http) as running:
        yield running
