"""A web server on loopback that answers byte by byte as it is told: politely, slowly or with malice."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from knowledge_base.fetching import FetchPolicy

Play = Callable[[socket.socket], None]


def answer(
    body: str | bytes = b"", *, kind: str = "text/html", status: str = "200 OK", **headers: str
) -> bytes:
    """A whole answer as bytes; header names have underscores for hyphens."""
    data = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": kind, "Content-Length": str(len(data))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields.items() if value)]
    return "\r\n".join([*lines, "", ""]).encode() + data


def redirect(to: str, status: str = "302 Found") -> bytes:
    return answer(status=status, Location=to)


def drip(head: bytes, *, every: float = 0.05) -> Play:
    """Send `head`, then one byte again and again."""

    def play(client: socket.socket) -> None:
        client.sendall(head)
        while True:
            client.sendall(b"x")
            time.sleep(every)

    return play


def flood(head: bytes) -> Play:
    """Send `head`, then as much as the client takes."""

    def play(client: socket.socket) -> None:
        client.sendall(head)
        while True:
            client.sendall(b"x" * 65_536)

    return play


def bomb(megabytes: int) -> bytes:
    return gzip.compress(b"\0" * megabytes * 1024 * 1024)


@dataclass
class WebServer:
    """`routes` maps a path to an answer, or to what plays one; `requests` holds what was asked."""

    port: int
    routes: dict[str, bytes | Play] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def policy(self) -> FetchPolicy:
        """Lets this server alone be fetched from."""
        return FetchPolicy(trusted=frozenset({f"127.0.0.1:{self.port}"}), seconds=5)

    def policy_with(self, **changes: Any) -> FetchPolicy:
        return replace(self.policy, **changes)

    def asked(self, path: str) -> list[str]:
        """The requests for `path`, as text."""
        return [request for request in self.requests if request.startswith(f"GET {path} ")]


@contextmanager
def serving(wrap: Callable[[socket.socket], socket.socket] = lambda client: client) -> Iterator[WebServer]:
    """Serve until the block ends; `wrap` may add TLS to each connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = WebServer(listening.getsockname()[1])
        threading.Thread(target=_accept, args=(listening, server, wrap), daemon=True).start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)


def _accept(
    listening: socket.socket, server: WebServer, wrap: Callable[[socket.socket], socket.socket]
) -> None:
    with suppress(OSError):
        while True:
            client, _ = listening.accept()
            threading.Thread(target=_serve, args=(client, server, wrap), daemon=True).start()


def _serve(client: socket.socket, server: WebServer, wrap: Callable[[socket.socket], socket.socket]) -> None:
    with client, suppress(OSError):
        client.settimeout(10)
        with wrap(client) as talking:
            request = b""
            while b"\r\n\r\n" not in request and (more := talking.recv(4096)):
                request += more
            text = request.decode("latin-1")
            server.requests.append(text)
            path = text.split(" ")[1] if " " in text else "/"
            route = server.routes.get(path, answer(status="404 Not Found"))
            if callable(route):
                route(talking)
            else:
                talking.sendall(route)
