"""What stands between a page and the rest of the web: headers, same-origin, and slow-downs."""

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import Request, Response
from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.errors import NotAllowed, TooMany

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_COOKIE = "tandem_form"

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), payment=()",
}

CROSS_SITE = "This request did not come from one of our pages. Open the page again and retry."


def set_headers(response: Response, *, secure: bool) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"


def form_token(secret: bytes, cookie: str) -> str:
    """The token a form carries: tied to the browser's cookie, so another site cannot guess it."""
    return hmac.new(secret, cookie.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def new_form_cookie() -> str:
    return secrets.token_urlsafe(24)


async def check_same_origin(request: Request) -> None:
    """Refuse writes from elsewhere: by Sec-Fetch-Site, else by Origin, else by the form's token."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        allowed = site in {"same-origin", "none"}
    elif origin is not None:
        allowed = urlsplit(origin).netloc == request.headers.get("host")
    else:
        allowed = await _token_fits(request)
    if not allowed:
        raise NotAllowed(CROSS_SITE)


async def _token_fits(request: Request) -> bool:
    cookie = request.cookies.get(CSRF_COOKIE, "")
    given = request.headers.get("x-csrf-token", "")
    if not given and request.headers.get("content-type", "").startswith(
        ("application/x-www-form-urlencoded", "multipart/form-data")
    ):
        given = str((await request.form()).get("csrf_token", ""))
    expected = form_token(request.app.state.form_secret, cookie)
    return bool(cookie) and hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


class SignInLimits:
    """A few tries per minute for an account, more for an address; a correct password is counted too."""

    PER_ACCOUNT = RateLimitItemPerMinute(5)
    PER_ADDRESS = RateLimitItemPerMinute(20)
    HASHES = RateLimitItemPerSecond(10)

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, *, email: str, address: str) -> None:
        """Raise TooMany when this account or this address tried too often."""
        hits = [
            self._limiter.hit(self.PER_ACCOUNT, "account", email.strip().casefold()),
            self._limiter.hit(self.PER_ADDRESS, "address", address),
            self._limiter.hit(self.HASHES, "everybody"),
        ]
        if not all(hits):
            raise TooMany("Too many tries. Wait a minute, then try again.")
