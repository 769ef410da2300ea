"""Servers on loopback that speak chat completions or responses in the dialects people meet."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from app.domain.model_endpoints import ModelEndpoint

Body = dict[str, Any]
Dialect = Callable[[Request, Body], Response]


@dataclass
class DialectServer:
    """Answers every request as `dialect` does, and keeps what it was asked."""

    http: HTTPServer
    dialect: Dialect
    asked: list[tuple[str, Body, dict[str, str]]] = field(default_factory=list)
    """Path with query, body and headers of each request."""

    def endpoint(self, path: str = "/v1", **changes: Any) -> ModelEndpoint:
        options = {"model": "m", "key": "loopback-key", "timeout_seconds": 10.0, "max_retries": 0}
        return ModelEndpoint(url=self.http.url_for(path), **{**options, **changes})

    @property
    def bodies(self) -> list[Body]:
        return [body for _, body, _ in self.asked]

    def answer(self, request: Request) -> Response:
        body = json.loads(request.get_data() or b"{}")
        address = request.path + (f"?{request.query_string.decode()}" if request.query_string else "")
        self.asked.append((address, body, dict(request.headers)))
        return self.dialect(request, body)


@contextmanager
def speaking(http: HTTPServer, dialect: Dialect) -> Iterator[DialectServer]:
    server = DialectServer(http, dialect)
    http.expect_request(re.compile("^/.*$")).respond_with_handler(server.answer)
    try:
        yield server
    finally:
        http.clear()


def chat(text: str, *, tool: bool = False, usage: tuple[int, int] | None = None) -> Response:
    """A streamed chat completion; with `tool`, the text comes as the arguments of a tool."""
    pieces = [text[start : start + 12] for start in range(0, len(text), 12)]
    deltas = [
        _tool_delta(piece, first=not number) if tool else {"content": piece}
        for number, piece in enumerate(pieces)
    ]
    events = [_chunk([_choice(delta)]) for delta in deltas]
    events.append(_chunk([_choice({}, "tool_calls" if tool else "stop")]))
    if usage:
        told = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
        events.append({**_chunk([]), "usage": told})
    return _events([f"data: {json.dumps(event)}\n\n" for event in events] + ["data: [DONE]\n\n"])


def responses(text: str, *, usage: tuple[int, int] = (12, 5)) -> Response:
    """A streamed answer of the Responses API."""
    item = {"id": "msg_1", "type": "message", "role": "assistant", "status": "completed"}
    part = {"type": "output_text", "text": text, "annotations": []}
    done = {**_response("completed"), "output": [{**item, "content": [part]}]}
    done["usage"] = {
        "input_tokens": usage[0],
        "output_tokens": usage[1],
        "total_tokens": sum(usage),
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": 0},
    }
    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    events = [
        {"type": "response.created", "response": _response("in_progress")},
        {"type": "response.output_item.added", "output_index": 0, "item": {**item, "content": []}},
        *({"type": "response.output_text.delta", **place, "delta": piece, "logprobs": []} for piece in text),
        {"type": "response.completed", "response": done},
    ]
    numbered = [{**event, "sequence_number": number} for number, event in enumerate(events)]
    return _events([f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in numbered])


def refuses(status: int, body: Any) -> Response:
    return Response(json.dumps(body), status, content_type="application/json")


def openai_refuses(message: str, param: str | None = None, *, status: int = 400) -> Response:
    error = {"message": message, "type": "invalid_request_error", "param": param, "code": None}
    return refuses(status, {"error": error})


def mistral_refuses(*location: str) -> Response:
    detail = {"type": "extra_forbidden", "loc": ["body", *location], "msg": "Extra inputs are not permitted"}
    return refuses(422, {"object": "error", "message": {"detail": [detail]}})


def _events(lines: list[str]) -> Response:
    return Response((line.encode() for line in lines), content_type="text/event-stream")


def _chunk(choices: list[Body]) -> Body:
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices}


def _choice(delta: Body, finish: str | None = None) -> Body:
    return {"index": 0, "delta": delta, "finish_reason": finish}


def _tool_delta(arguments: str, *, first: bool) -> Body:
    function = {"name": "Sky", "arguments": arguments} if first else {"arguments": arguments}
    call = {"index": 0, "function": function}
    return {"tool_calls": [{**call, "id": "call_1", "type": "function"} if first else call]}


def _response(status: str) -> Body:
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1,
        "status": status,
        "model": "m",
        "output": [],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
    }
