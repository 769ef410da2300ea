"""How much a request may bring: counted as it arrives, whatever it claimed beforehand."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import TooLarge

LARGEST_FILES = 25 * 1024 * 1024
LARGEST_UPLOAD = LARGEST_FILES + 1024 * 1024
"""Bytes; the files of a form, and what goes around them."""
LARGEST_ARCHIVE = 300 * 1024 * 1024
"""Bytes of what is read in place as it lies: the archives that networks give people of their posts."""
STREAMED = frozenset({"/voice/preview"})
"""Paths that take a LARGEST_ARCHIVE. What comes there goes on piece by piece, and is parsed only once
it is known who asks; files wait in unnamed temporary files that end with the request."""
LARGEST_JSON = 512 * 1024
"""Bytes; a text of the longest kind takes four each in UTF-8, six when escaped."""


class BodyLimit:
    """Ends a request whose body grows past the limit with `on_too_large`, before anything parses it.

    Bodies are small here, so each is read whole first: a refused one never reaches a form parser.
    On the STREAMED paths a body that grows too large ends as if its sender had gone.
    """

    def __init__(self, app: ASGIApp, on_too_large: ASGIApp) -> None:
        self._app = app
        self._on_too_large = on_too_large

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        json = headers.get(b"content-type", b"").startswith(b"application/json")
        streamed = scope["path"] in STREAMED
        left = LARGEST_JSON if json else LARGEST_ARCHIVE if streamed else LARGEST_UPLOAD
        claimed = headers.get(b"content-length", b"0")
        if claimed.isdigit() and int(claimed[:12]) > left:
            await self._on_too_large(scope, receive, send)
            return
        if streamed:
            await self._app(scope, _counted(receive, left), send)
            return
        messages: list[Message] = []
        more = True
        while more:
            message = await receive()
            messages.append(message)
            left -= len(message.get("body", b""))
            more = message.get("more_body", False)
            if left < 0:
                await self._on_too_large(scope, receive, send)
                return
        await self._app(scope, _replayed(messages, receive), send)


def too_large(path: str) -> TooLarge:
    """What to say of a body that is more than `path` takes."""
    if path in STREAMED:
        return TooLarge(
            "This is too large: %(megabytes)s MB is the most we take. Bring only the file with your posts.",
            megabytes=LARGEST_ARCHIVE // 1024**2,
        )
    return TooLarge("This is too large: 25 MB is the most we take.")


def _counted(receive: Receive, left: int) -> Receive:
    async def count() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return count


def _replayed(messages: list[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def replay() -> Message:
        return next(waiting, None) or await receive()

    return replay
