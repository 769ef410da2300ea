"""Fetching from polite servers, and from hostile ones on loopback."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from knowledge_base.fetching import FEED, Conditional, FetchFailed, FetchPolicy, Trouble, fetch
from tests.support.web_server import Play, WebServer, answer, bomb, drip, flood, redirect, serving


def trouble_with(url: str, policy: FetchPolicy, **more: Any) -> FetchFailed:
    with pytest.raises(FetchFailed) as failed:
        fetch(url, policy=policy, **more)
    return failed.value


def resolving(*answers: list[str]) -> tuple[Any, list[str]]:
    """A resolver whose answers change from call to call, and the list of what it was asked."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    return resolve, asked


def test_a_page_comes_with_what_its_server_says_about_it(server: WebServer) -> None:
    server.routes["/page"] = answer(
        "Bonjour", kind="Text/HTML; charset=ISO-8859-15", ETag='"v1"', Last_Modified="Mon, 23 Nov 2026"
    )

    fetched = fetch(server.url("/page"), policy=server.policy)

    assert (fetched.status, fetched.body, fetched.content_type) == (200, b"Bonjour", "text/html")
    assert (fetched.etag, fetched.last_modified) == ('"v1"', "Mon, 23 Nov 2026")
    assert (fetched.encoding, fetched.url) == ("iso-8859-15", server.url("/page"))


def test_the_request_says_who_asks_and_carries_no_secret(
    server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    server.routes["/"] = answer("x", Set_Cookie="a=b")

    fetch(server.url(), policy=server.policy)
    fetch(server.url(), policy=server.policy)

    request = server.requests[1]
    assert f"Host: 127.0.0.1:{server.port}\r\n" in request
    assert "User-Agent: Tandem/" in request
    assert "Cookie" not in request
    assert "Authorization" not in request


def test_a_page_that_did_not_change_is_not_sent_again(server: WebServer) -> None:
    server.routes["/"] = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'

    fetched = fetch(server.url(), policy=server.policy, conditional=Conditional('"v1"', "Mon, 23 Nov 2026"))

    assert (fetched.status, fetched.body, fetched.etag) == (304, b"", '"v1"')
    assert 'If-None-Match: "v1"\r\n' in server.requests[0]
    assert "If-Modified-Since: Mon, 23 Nov 2026\r\n" in server.requests[0]


def test_an_answer_that_nothing_changed_needs_a_question(server: WebServer) -> None:
    server.routes["/"] = answer(status="304 Not Modified")

    assert trouble_with(server.url(), server.policy).trouble is Trouble.STATUS


def test_what_a_server_calls_a_version_cannot_write_headers(server: WebServer) -> None:
    server.routes["/"] = answer("x", ETag='"a"\r\n X-More: b')

    fetched = fetch(server.url(), policy=server.policy)
    fetch(server.url(), policy=server.policy, conditional=Conditional(etag='"a"\r\nX-More: b'))

    assert fetched.etag == ""
    assert "X-More" not in server.requests[1]


def test_redirects_are_followed(server: WebServer) -> None:
    server.routes |= {
        "/1": redirect("/2", "301 Moved Permanently"),
        "/2": redirect("3?q=%C3%A9", "307 Temporary Redirect"),
        "/3?q=%C3%A9": redirect(server.url("/déjà"), "308 Permanent Redirect"),
        "/d%C3%A9j%C3%A0": answer("arrived"),
    }

    fetched = fetch(server.url("/1"), policy=server.policy)

    assert (fetched.body, fetched.url) == (b"arrived", server.url("/d%C3%A9j%C3%A0"))


def test_redirects_end(server: WebServer) -> None:
    server.routes["/"] = redirect("/")

    failed = trouble_with(server.url(), server.policy)

    assert (failed.trouble, failed.params, len(server.requests)) == (Trouble.REDIRECTS, {"limit": 3}, 4)


@pytest.mark.parametrize(
    ("to", "trouble"),
    [
        ("http://127.0.0.1/", Trouble.PRIVATE),
        ("http://169.254.169.254/latest/meta-data/", Trouble.PRIVATE),
        ("http://[::1]/", Trouble.PRIVATE),
        ("//10.0.0.1/", Trouble.PRIVATE),
        ("http://127.0.0.1:{port}.", Trouble.ADDRESS),
        ("http://localhost:{port}/", Trouble.PORT),
        ("http://2130706433:{port}/", Trouble.PORT),
        ("http://127.0.0.1:9/", Trouble.PORT),
        ("http://user@127.0.0.1:{port}/", Trouble.CREDENTIALS),
        ("file:///etc/passwd", Trouble.ADDRESS),
        ("gopher://127.0.0.1:{port}/", Trouble.ADDRESS),
    ],
)
def test_each_redirect_is_judged_anew(server: WebServer, to: str, trouble: Trouble) -> None:
    server.routes["/"] = redirect(to.format(port=server.port))

    assert trouble_with(server.url(), server.policy).trouble is trouble
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "2130706433", "017700000001", "0177.0.0.1", "0x7f000001", "0x7f.1", "127.1", "0"),
        *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
        *("localhost", "localhost.", "①②⑦.⓪.⓪.①", "127。0。0。1", "169.254.169.254", "0xa9fea9fe"),
    ],
)
def test_no_spelling_of_a_private_address_is_fetched(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system's own look-up, which knows more spellings than anybody remembers."""
    monkeypatch.setattr(socket, "create_connection", lambda *_args, **_more: pytest.fail("it connected"))

    failed = trouble_with(f"http://{host}/", FetchPolicy())

    assert failed.trouble in {Trouble.PRIVATE, Trouble.UNKNOWN_HOST, Trouble.ADDRESS}


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_args, **_more: pytest.fail("it connected"))
    resolve, _ = resolving(["93.184.215.14", "10.0.0.1"])

    assert trouble_with("http://two.example/", FetchPolicy(resolve=resolve)).trouble is Trouble.PRIVATE


def test_a_name_whose_address_changes_leads_where_it_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    resolve, asked = resolving(["93.184.215.14"], ["127.0.0.1"])

    failed = trouble_with("http://rebinding.example/", FetchPolicy(resolve=resolve))

    assert failed.trouble is Trouble.UNREACHABLE
    assert connected == [("93.184.215.14", 80)]
    assert asked == ["rebinding.example"]


def test_a_name_that_turns_private_after_a_redirect_is_refused(server: WebServer) -> None:
    server.routes["/"] = redirect("http://rebinding.example/")
    resolve, _ = resolving(["127.0.0.1"], ["192.168.0.1"])

    failed = trouble_with(server.url(), server.policy_with(resolve=resolve))

    assert (failed.trouble, failed.params) == (Trouble.PRIVATE, {"host": "rebinding.example"})


def test_the_name_is_kept_when_the_address_is_pinned(server: WebServer) -> None:
    server.routes["/"] = answer("x")
    resolve, asked = resolving(["127.0.0.1"], ["10.0.0.1"])
    trusted = frozenset({f"feeds.example:{server.port}"})

    fetch(f"http://feeds.example:{server.port}/", policy=FetchPolicy(trusted=trusted, resolve=resolve))

    assert asked == ["feeds.example"]
    assert f"Host: feeds.example:{server.port}\r\n" in server.requests[0]


def test_the_next_address_is_tried_when_the_first_is_silent(server: WebServer) -> None:
    server.routes["/"] = answer("x")
    resolve, _ = resolving(["::1", "127.0.0.1"])  # nothing listens on the first
    trusted = frozenset({f"feeds.example:{server.port}"})

    fetched = fetch(
        f"http://feeds.example:{server.port}/", policy=FetchPolicy(trusted=trusted, resolve=resolve)
    )

    assert fetched.body == b"x"


def test_an_unknown_host_is_said_to_be_unknown() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    failed = trouble_with("http://nowhere.example/", FetchPolicy(resolve=resolve))

    assert (failed.trouble, failed.params) == (Trouble.UNKNOWN_HOST, {"host": "nowhere.example"})


def test_a_slow_look_up_ends_in_time() -> None:
    released = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        released.wait(5)
        return ["93.184.215.14"]

    started = time.monotonic()
    failed = trouble_with("http://slow.example/", FetchPolicy(resolve=resolve, seconds=0.2))
    released.set()

    assert (failed.trouble, time.monotonic() - started < 2) == (Trouble.TIMEOUT, True)


@pytest.mark.parametrize(
    "play",
    [
        drip(b""),
        drip(b"HTTP/1.1 200 OK\r\nX: "),
        drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n"),
        lambda client: time.sleep(3),
    ],
    ids=["status", "header", "body", "chunk", "silence"],
)
def test_one_byte_now_and_then_does_not_keep_a_fetch_alive(server: WebServer, play: Play) -> None:
    server.routes["/"] = play

    started = time.monotonic()
    failed = trouble_with(server.url(), server.policy_with(seconds=0.5))

    assert failed.trouble is Trouble.TIMEOUT
    assert time.monotonic() - started < 2


def test_a_slow_redirect_has_no_time_of_its_own(server: WebServer) -> None:
    def slowly(client: socket.socket) -> None:
        time.sleep(0.3)
        client.sendall(redirect("/"))

    server.routes["/"] = slowly

    assert trouble_with(server.url(), server.policy_with(seconds=0.7)).trouble is Trouble.TIMEOUT


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    "route",
    [
        flood(HEAD + b"\r\n"),
        flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffff\r\n"),
        HEAD + b"Content-Length: 99999999999\r\n\r\n",
        answer(bomb(30), Content_Encoding="gzip"),
        flood(HEAD + b"Content-Encoding: gzip\r\n\r\n" + bomb(3)),
    ],
    ids=["endless", "endless chunk", "announced", "bomb", "bomb, then endless"],
)
def test_nothing_larger_than_the_limit_is_kept(server: WebServer, route: bytes | Play) -> None:
    server.routes["/"] = route

    failed = trouble_with(server.url(), server.policy_with(largest=1024 * 1024))

    assert (failed.trouble, failed.params) == (Trouble.TOO_LARGE, {"limit": 1})


def test_a_bomb_is_defused_before_it_unfolds(server: WebServer) -> None:
    server.routes["/"] = answer(bomb(60), Content_Encoding="gzip")

    tracemalloc.start()
    trouble_with(server.url(), server.policy_with(largest=1024 * 1024))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8 * 1024 * 1024


def test_a_packed_page_is_unpacked(server: WebServer) -> None:
    text = b"Bonjour " * 10_000
    server.routes["/"] = answer(gzip.compress(text), Content_Encoding="gzip")

    assert fetch(server.url(), policy=server.policy_with(largest=len(text))).body == text


@pytest.mark.parametrize(
    "route",
    [
        answer(gzip.compress(b"Bonjour" * 100)[:-12], Content_Encoding="gzip"),
        answer(b"not gzip", Content_Encoding="gzip"),
        answer(b"x", Content_Encoding="br"),
        HEAD + b"Content-Length: 100\r\n\r\nshort",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nnonsense\r\n",
        b"\x00\x01\x02 nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(200)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"",
    ],
    ids=["cut", "not packed", "another packing", "short", "chunk", "no HTTP", "headers", "header", "nothing"],
)
def test_a_broken_answer_is_not_taken_for_a_page(server: WebServer, route: bytes) -> None:
    server.routes["/"] = route

    assert trouble_with(server.url(), server.policy).trouble is Trouble.BROKEN


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        ("404 Not Found", Trouble.NOT_THERE),
        ("410 Gone", Trouble.GONE),
        ("403 Forbidden", Trouble.REFUSED),
        ("500 Oh", Trouble.STATUS),
        ("204 No Content", Trouble.STATUS),
        ("302 Found", Trouble.STATUS),
    ],
)
def test_a_page_that_cannot_be_had_is_told_apart(server: WebServer, status: str, trouble: Trouble) -> None:
    server.routes["/"] = answer(status=status)

    assert trouble_with(server.url(), server.policy).trouble is trouble


@pytest.mark.parametrize(
    ("wait", "seconds"), [("120", 120), ("soon", None), ("-1", None), ("9" * 50, None), ("", None)]
)
def test_a_busy_server_says_how_long_to_wait(server: WebServer, wait: str, seconds: int | None) -> None:
    server.routes["/"] = answer(status="429 Too Many Requests", Retry_After=wait)

    failed = trouble_with(server.url(), server.policy)

    assert (failed.trouble, failed.retry_after) == (Trouble.BUSY, seconds)


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", ""])
def test_only_the_kinds_asked_for_are_read(server: WebServer, kind: str) -> None:
    server.routes["/"] = answer("x", kind=kind)

    failed = trouble_with(server.url(), server.policy)

    assert (failed.trouble, failed.params) == (Trouble.CONTENT_TYPE, {"kind": kind or "?"})


def test_a_feed_may_come_without_a_kind(server: WebServer) -> None:
    server.routes["/"] = answer("x", kind="")

    assert fetch(server.url(), policy=server.policy, accept=FEED).body == b"x"


def test_nobody_there_is_said_plainly(server: WebServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    policy = FetchPolicy(trusted=frozenset({f"127.0.0.1:{port}"}))

    assert trouble_with(f"http://127.0.0.1:{port}/", policy).trouble is Trouble.UNREACHABLE


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    made = tmp_path / "server.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=feeds.example", "-addext", "subjectAltName=DNS:feeds.example"),
            *("-keyout", str(made), "-out", str(tmp_path / "public.pem")),
        ],
        check=True,
        capture_output=True,
    )
    made.write_bytes(made.read_bytes() + (tmp_path / "public.pem").read_bytes())
    return made


def test_a_certificate_is_held_against_the_name_and_not_the_address(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    names: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    resolve, _ = resolving(["127.0.0.1"])
    with serving(lambda client: context.wrap_socket(client, server_side=True)) as server:
        server.routes["/"] = answer("x")
        trusted = frozenset({f"{name}:{server.port}" for name in ("feeds.example", "other.example")})
        known = ssl.create_default_context(cafile=str(certificate))
        policy = FetchPolicy(trusted=trusted, resolve=resolve, tls=lambda: known)

        fetched = fetch(f"https://feeds.example:{server.port}/", policy=policy)
        other = trouble_with(f"https://other.example:{server.port}/", policy)
        unknown = trouble_with(
            f"https://feeds.example:{server.port}/", FetchPolicy(trusted=trusted, resolve=resolve)
        )

    assert fetched.body == b"x"
    assert names[:2] == ["feeds.example", "other.example"]
    assert (other.trouble, unknown.trouble) == (Trouble.CERTIFICATE, Trouble.CERTIFICATE)


def test_a_server_that_never_ends_its_handshake_is_left(server: WebServer) -> None:
    trusted = frozenset({f"127.0.0.1:{server.port}"})

    failed = trouble_with(f"https://127.0.0.1:{server.port}/", FetchPolicy(trusted=trusted, seconds=0.5))

    assert failed.trouble is Trouble.TIMEOUT
