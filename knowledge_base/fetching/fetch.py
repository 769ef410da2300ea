"""One GET over the public web: pinned, capped, and judged anew at each redirect."""

import http.client
import ssl
from dataclasses import dataclass
from urllib.parse import urljoin

from knowledge_base.fetching.body import read_body
from knowledge_base.fetching.connection import Deadline, TimedSocket, connect
from knowledge_base.fetching.policy import FetchPolicy
from knowledge_base.fetching.target import Target, read_target
from knowledge_base.fetching.trouble import FetchFailed, Trouble

PAGE = frozenset({"text/html", "application/xhtml+xml"})
FEED = PAGE | {  # many feeds are served under a wrong name
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
    *("text/plain", "application/octet-stream", ""),
}
SITEMAP = frozenset(
    {
        *("application/xml", "text/xml", "text/plain", "application/octet-stream", ""),
        *("application/gzip", "application/x-gzip"),
    }
)

_MOVED = frozenset({301, 302, 303, 307, 308})
_STATUS = {
    401: Trouble.REFUSED,
    403: Trouble.REFUSED,
    404: Trouble.NOT_THERE,
    410: Trouble.GONE,
    429: Trouble.BUSY,
    451: Trouble.REFUSED,
    503: Trouble.BUSY,
}
_LONGEST_VALIDATOR = 500


@dataclass(frozen=True, slots=True)
class Conditional:
    """What a server gave with the last answer, sent back to it; empty where it gave nothing."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `status` is 200, or 304 with an empty body when nothing changed since `conditional`.

    `url` is where the redirects led; `body` is unpacked; `content_type` is in lower case without
    its parameters; `encoding` is the charset that the server named, if any.
    """

    status: int
    url: str
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class _Request:
    policy: FetchPolicy
    accept: frozenset[str]
    conditional: Conditional
    deadline: Deadline


def fetch(
    url: str, *, policy: FetchPolicy, accept: frozenset[str] = PAGE, conditional: Conditional | None = None
) -> Fetched:
    """GET `url` within the limits of `policy`; `accept` holds the content types taken ("" = none named).

    No cookies, no credentials, no proxy, whatever the environment says. Raises FetchFailed.
    """
    request = _Request(policy, accept, conditional or Conditional(), Deadline(policy.seconds))
    for _ in range(policy.redirects + 1):
        target = read_target(url, policy)
        answer = _translated(target, request)
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(target.url, answer)
    raise FetchFailed(Trouble.REDIRECTS, limit=policy.redirects)


def _translated(target: Target, request: _Request) -> Fetched | str:
    try:
        return _get(target, request)
    except TimeoutError as error:
        seconds = round(request.policy.seconds)
        raise FetchFailed(Trouble.TIMEOUT, host=target.host, seconds=seconds) from error
    except ssl.SSLCertVerificationError as error:
        raise FetchFailed(Trouble.CERTIFICATE, host=target.host) from error
    except http.client.HTTPException as error:
        raise FetchFailed(Trouble.BROKEN) from error
    except OSError as error:
        raise FetchFailed(Trouble.UNREACHABLE, host=target.host) from error


def _get(target: Target, request: _Request) -> Fetched | str:
    """Return the answer, or the address to go on to."""
    connection = connect(target, request.policy, request.deadline)
    try:
        connection.sendall(_head(target, request))
        response = _begin(connection)
        with response:
            return _read(response, target, request)
    finally:
        connection.close()


def _begin(connection: TimedSocket) -> http.client.HTTPResponse:
    response = http.client.HTTPResponse(connection, method="GET")  # type: ignore[arg-type]  # it only makes a file
    try:
        response.begin()
    except BaseException:  # whatever stopped it, its file is ours to close
        response.close()
        raise
    return response


def _head(target: Target, request: _Request) -> bytes:
    fields = {
        "Host": target.host_header,
        "User-Agent": request.policy.user_agent,
        "Accept": ", ".join(sorted(filter(None, request.accept))) + ", */*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        "If-None-Match": _as_header(request.conditional.etag),
        "If-Modified-Since": _as_header(request.conditional.last_modified),
    }
    lines = [f"GET {target.path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items() if value)]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def _read(response: http.client.HTTPResponse, target: Target, request: _Request) -> Fetched | str:
    headers = response.headers
    if response.status in _MOVED and (location := headers.get("Location")):
        return _utf8(location)
    etag = _as_header(headers.get("ETag") or "")
    last_modified = _as_header(headers.get("Last-Modified") or "")
    if response.status == 304 and request.conditional != Conditional():
        return Fetched(304, target.url, etag=etag, last_modified=last_modified)
    _check_status(response)
    kind = (headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in request.accept:
        raise FetchFailed(Trouble.CONTENT_TYPE, kind=_as_header(kind)[:100] or "?")
    body = read_body(response, largest=request.policy.largest)
    encoding = headers.get_content_charset() or ""
    return Fetched(200, target.url, body, kind, etag, last_modified, encoding)


def _check_status(response: http.client.HTTPResponse) -> None:
    if response.status == 200:
        return
    wait = (response.headers.get("Retry-After") or "").strip()
    retry_after = int(wait) if wait.isascii() and wait.isdigit() and len(wait) < 9 else None
    trouble = _STATUS.get(response.status, Trouble.STATUS)
    params = {"status": response.status} if trouble is Trouble.STATUS else {}
    raise FetchFailed(trouble, retry_after=retry_after, **params)


def _utf8(header: str) -> str:
    """Headers arrive as Latin-1; an address in one is UTF-8 when it is not ASCII."""
    return header.encode("latin-1", "replace").decode("utf-8", "replace").strip()


def _as_header(value: str) -> str:
    """What may stand in a header again: short, printable ASCII, on one line; else nothing."""
    fits = len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    return value if fits else ""
