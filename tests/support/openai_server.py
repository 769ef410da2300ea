"""A scripted OpenAI-compatible server on loopback: good, slow, broken or hostile, as told."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from app.domain.model_endpoints import ModelEndpoint

KEY = "loopback-key"
Reply = Callable[["OpenAiServer", dict[str, Any]], Response]


@dataclass
class OpenAiServer:
    """Gives each of `replies` in turn, the last one for ever. `bodies` keeps the exact bytes received."""

    http: HTTPServer
    replies: list[Reply] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)
    """Set when the client went away in the middle of a stream."""

    def endpoint(self, **changes: Any) -> ModelEndpoint:
        options = {"model": "scripted-1", "key": KEY, "timeout_seconds": 10.0, "max_retries": 0}
        return ModelEndpoint(url=self.http.url_for("/v1"), **{**options, **changes})

    def will(self, *replies: Reply) -> "OpenAiServer":
        self.replies = list(replies)
        return self

    @property
    def requests(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.bodies]

    def answer(self, request: Request) -> Response:
        self.bodies.append(request.get_data())
        self.headers.append(dict(request.headers))
        reply = self.replies[min(len(self.bodies), len(self.replies)) - 1]
        return reply(self, self.requests[-1])


@contextmanager
def listening() -> Iterator[HTTPServer]:
    """A server that several tests can share, each through its own `scripted`."""
    http = HTTPServer(host="127.0.0.1", port=0, threaded=True)
    http.start()
    try:
        yield http
    finally:
        http.stop()


@contextmanager
def scripted(http: HTTPServer) -> Iterator[OpenAiServer]:
    server = OpenAiServer(http)
    http.expect_request("/v1/chat/completions", method="POST").respond_with_handler(server.answer)
    try:
        yield server
    finally:
        server.closing.set()
        http.clear()


def says(text: str, *, piece: int = 16, finish: str = "stop") -> Reply:
    """Stream `text` in pieces, as a good server does."""
    return lambda server, _: _stream(server, [*_events(text, piece), _event({}, finish), "data: [DONE]\n\n"])


def drips(text: str, *, every: float) -> Reply:
    """Stream one character at a time, with a pause before each."""
    return lambda server, _: _stream(server, [*_events(text, 1), _event({}, "stop")], pause=every)


def dribbles(*, every: float) -> Reply:
    """Send single bytes that never make an event: no socket time-out ever fires."""
    return lambda server, _: _stream(server, [":"] * 10_000, pause=every)


def stops_after(text: str) -> Reply:
    """Stream `text`, then end the response properly but without finishing the answer."""
    return lambda server, _: _stream(server, _events(text, 16))


def hangs_up_after(text: str) -> Reply:
    """Stream `text`, then close the connection though more bytes were promised."""
    return lambda server, _: _stream(server, _events(text, 16), headers={"Content-Length": "1000000"})


def declines(sentence: str) -> Reply:
    """Refuse the way the OpenAI API does, in a field of its own."""
    return lambda server, _: _stream(
        server, [_event({"refusal": sentence}), _event({}, "stop"), "data: [DONE]\n\n"]
    )


def waits(seconds: float) -> Reply:
    """Accept the request and say nothing, not even a status."""

    def reply(server: OpenAiServer, _: dict[str, Any]) -> Response:
        server.closing.wait(seconds)
        return Response("{}", 200)

    return reply


def fails(status: int, message: str = "no", *, headers: dict[str, str] | None = None) -> Reply:
    body = json.dumps({"error": {"message": message, "type": "error", "param": None, "code": None}})
    return lambda *_: Response(body, status, headers=headers, content_type="application/json")


def sends(body: str, *, status: int = 200, content_type: str = "text/event-stream") -> Reply:
    """Send a body as it is."""
    return lambda *_: Response(body, status, content_type=content_type)


def sends_elsewhere() -> Reply:
    """Redirect to another address of the same server."""
    return lambda server, _: Response(status=307, headers={"Location": server.http.url_for("/elsewhere")})


def refuses_parameter(name: str, *, then: Reply) -> Reply:
    """Answer 400 as long as the request holds the parameter."""

    def reply(server: OpenAiServer, request: dict[str, Any]) -> Response:
        if name in request:
            return fails(400, f"Unsupported parameter: '{name}'.")(server, request)
        return then(server, request)

    return reply


def _events(text: str, piece: int) -> list[str]:
    return [_event({"content": text[start : start + piece]}) for start in range(0, len(text), piece)]


def _event(delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
    chunk = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted-1",
        "choices": [choice],
    }
    return f"data: {json.dumps(chunk)}\n\n"


def _stream(
    server: OpenAiServer, events: list[str], *, pause: float = 0.0, headers: dict[str, str] | None = None
) -> Response:
    def body() -> Iterator[bytes]:
        try:
            for event in events:
                if pause and server.closing.wait(pause):
                    return
                yield event.encode()
        except GeneratorExit:
            server.hung_up.set()
            raise

    return Response(body(), content_type="text/event-stream", headers=headers)
