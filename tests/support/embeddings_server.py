"""An OpenAI-compatible server of embeddings on loopback: good, away, or wrong, as told."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import numpy as np
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from app.domain.model_endpoints import ModelEndpoint, Purpose

KEY = "loopback-key"
Answer = Callable[[Sequence[str]], Response]


@dataclass
class EmbeddingsServer:
    """Texts that share words have near vectors. `replies` are given in turn first; `bodies` are the bytes."""

    http: HTTPServer
    dimensions: int = 48
    replies: list[Answer] = field(default_factory=list)
    away: bool = False
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.http.url_for("/v1")

    def endpoint(self, **changes: Any) -> ModelEndpoint:
        options = {"model": "words-1", "key": KEY, "timeout_seconds": 5.0, "max_retries": 1}
        return ModelEndpoint(url=self.url, purposes=frozenset({Purpose.EMBEDDINGS}), **{**options, **changes})

    @property
    def sent(self) -> list[str]:
        """Every text that was ever asked for."""
        return [text for body in self.bodies for text in json.loads(body)["input"]]

    def answer(self, request: Request) -> Response:
        self.bodies.append(request.get_data())
        self.headers.append(dict(request.headers))
        texts = json.loads(self.bodies[-1])["input"]
        if self.away:
            return fails(503)(texts)
        if self.replies:
            return self.replies.pop(0)(texts)
        return gives([_vector(text, self.dimensions) for text in texts])(texts)


@contextmanager
def embedding(*, dimensions: int = 48) -> Iterator[EmbeddingsServer]:
    http = HTTPServer(host="127.0.0.1", port=0, threaded=True)
    http.start()
    server = EmbeddingsServer(http, dimensions)
    http.expect_request("/v1/embeddings", method="POST").respond_with_handler(server.answer)
    try:
        yield server
    finally:
        if http.is_running():
            http.stop()


def fails(status: int, *, headers: dict[str, str] | None = None) -> Answer:
    body = json.dumps({"error": {"message": "no", "type": "error", "param": None, "code": None}})
    return lambda _: Response(body, status, headers=headers, content_type="application/json")


def gives(vectors: Sequence[Sequence[float]], *, order: Sequence[int] | None = None) -> Answer:
    """Answer with these vectors, whatever was asked."""
    places = list(range(len(vectors))) if order is None else order
    data = [{"object": "embedding", "index": at, "embedding": list(vectors[at])} for at in places]
    body = {
        "object": "list",
        "data": data,
        "model": "words-1",
        "usage": {"prompt_tokens": 1, "total_tokens": 1},
    }
    return lambda _: Response(json.dumps(body), content_type="application/json")


def sends(body: str) -> Answer:
    return lambda _: Response(body, content_type="application/json")


def _vector(text: str, dimensions: int) -> list[float]:
    row = np.full(dimensions, 0.01)
    for word in text.lower().split():
        row[crc32(word.strip(".,").encode()) % dimensions] += 1
    return [round(float(value), 3) for value in row]
