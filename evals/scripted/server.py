"""The scripted model behind an OpenAI-compatible server on loopback, in this process or in one of its own."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

from app.llm.tokens import estimate_tokens
from evals.scripted.asked import Asked
from evals.scripted.bad import Badness, Delivery, good

MODEL = "scripted"
_STEPS = 7  # of the pauses before answers, taken in turn, so that they are the same in every run


class ScriptedServer(ThreadingHTTPServer):
    """Answers as `behaviour` says, after a pause between the two `seconds`. `bodies` keeps what was received.

    `most_at_once` is how many requests were ever under way together.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        behaviour: Badness = good,
        *,
        seconds: tuple[float, float] = (0, 0),
        port: int = 0,
        keep: bool = True,
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.behaviour = behaviour
        self.bodies: list[bytes] = []
        self.most_at_once = 0
        self.calls = 0
        self.stopping = threading.Event()
        self.hung_up = threading.Event()
        """Set once a client went away in the middle of an answer."""
        self._keep = keep
        self._seconds = seconds
        self._turns = count()
        self._under_way = 0
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def pause(self) -> float:
        """Seconds before the next answer."""
        first, last = self._seconds
        return first + (last - first) * (next(self._turns) * 3 % _STEPS) / (_STEPS - 1)

    @contextmanager
    def counted(self, body: bytes) -> Iterator[None]:
        with self._lock:
            self.calls += 1
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
            if self._keep:
                self.bodies.append(body)
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedServer

    def do_GET(self) -> None:
        if self.path.endswith("/seen"):
            self._json({"calls": self.server.calls, "most_at_once": self.server.most_at_once})
        else:
            self._json({"object": "list", "data": [{"id": MODEL, "object": "model", "owned_by": "evals"}]})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not self.path.endswith("/chat/completions"):
            self._error(404)
            return
        with self.server.counted(body), suppress(OSError):
            self.server.stopping.wait(self.server.pause())
            request = json.loads(body)
            self._deliver(request, self.server.behaviour(Asked.of(request["messages"])))

    def _deliver(self, request: dict[str, Any], delivery: Delivery) -> None:
        if delivery.status != 200:
            self._error(delivery.status, retry_after=delivery.retry_after)
        elif request.get("stream"):
            self._stream(request, delivery)
        else:
            message = {"role": "assistant", "content": delivery.text}
            choice = {"index": 0, "finish_reason": "stop", "message": message}
            self._json(
                _envelope("chat.completion") | {"choices": [choice], "usage": _usage(request, delivery)}
            )

    def _stream(self, request: dict[str, Any], delivery: Delivery) -> None:
        self._begin(200, "text/event-stream", "1000000000" if delivery.cut else "")
        text = delivery.text[: len(delivery.text) // 2] if delivery.cut else delivery.text
        try:
            for start in range(0, len(text), delivery.piece):
                if delivery.every and self.server.stopping.wait(delivery.every):
                    return
                self._event([_choice({"content": text[start : start + delivery.piece]})])
            if not delivery.cut:
                self._finish(request, delivery)
        except OSError:
            self.server.hung_up.set()

    def _finish(self, request: dict[str, Any], delivery: Delivery) -> None:
        self._event([_choice({}, "stop")])
        if (request.get("stream_options") or {}).get("include_usage"):
            self._event([], usage=_usage(request, delivery))
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, choices: list[dict[str, Any]], **more: Any) -> None:
        chunk = _envelope("chat.completion.chunk") | {"choices": choices} | more
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def _json(self, value: dict[str, Any], status: int = 200, **headers: str) -> None:
        data = json.dumps(value).encode()
        self._begin(status, "application/json", str(len(data)), **headers)
        self.wfile.write(data)

    def _error(self, status: int, *, retry_after: str = "") -> None:
        error = {"error": {"message": "as told", "type": "error", "param": None, "code": None}}
        self._json(error, status, **({"Retry-After": retry_after} if retry_after else {}))

    def _begin(self, status: int, kind: str, length: str = "", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length:
            self.send_header("Content-Length", length)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing is logged: a request holds somebody's words."""


def _envelope(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-scripted", "object": kind, "created": 1, "model": MODEL}


def _choice(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}


def _usage(request: dict[str, Any], delivery: Delivery) -> dict[str, int]:
    read = sum(estimate_tokens(str(one["content"])) for one in request["messages"])
    written = estimate_tokens(delivery.text)
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


@contextmanager
def scripted_server(
    behaviour: Badness = good, *, seconds: tuple[float, float] = (0, 0), port: int = 0
) -> Iterator[ScriptedServer]:
    """Serve from threads of this process until the block ends."""
    server = ScriptedServer(behaviour, seconds=seconds, port=port)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()


@dataclass(frozen=True, slots=True)
class Apart:
    """A scripted server in a process of its own, so that its work is not counted as ours."""

    url: str
    process: "subprocess.Popen[str]" = field(repr=False)


@contextmanager
def server_apart(*options: str) -> Iterator[Apart]:
    """Start `python -m evals model-server` with `options`, and end it afterwards."""
    command: Sequence[str] = [sys.executable, "-m", "evals", "model-server", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  (our own words)
        try:
            yield Apart(process.stdout.readline().strip() if process.stdout else "", process)
        finally:
            process.terminate()


def serve_until_stopped(behaviour: Badness, *, seconds: tuple[float, float], port: int) -> None:
    """Print the address on a line of its own, then serve."""
    server = ScriptedServer(behaviour, seconds=seconds, port=port, keep=False)
    print(server.url, flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever(0.1)
