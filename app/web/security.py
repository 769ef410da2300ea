"""What stands between a page and the rest of the web: headers, same-origin, and slow-downs."""

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import Request, Response
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.errors import NotAllowed, TooMany
from app.passwords import hash_token
from app.web.forms import read_form
from app.web.limits import STREAMED

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
        allowed = _host_of(origin) == request.headers.get("host")
    else:
        allowed = await _token_fits(request)
    if not allowed:
        raise NotAllowed(CROSS_SITE)


async def _token_fits(request: Request) -> bool:
    cookie = request.cookies.get(CSRF_COOKIE, "")
    given = request.headers.get("x-csrf-token", "")
    if not given and _may_read_form(request):
        given = str((await read_form(request)).get("csrf_token", ""))
    expected = form_token(request.app.state.form_secret, cookie)
    return bool(cookie) and hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def _may_read_form(request: Request) -> bool:
    """Not where archives come: they are not read before it is known who asks, and browsers name an origin."""
    kind = request.headers.get("content-type", "")
    forms = ("application/x-www-form-urlencoded", "multipart/form-data")
    return kind.startswith(forms) and request.url.path not in STREAMED


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # brackets that never close
        return ""


class SignInLimits:
    """A few tries per minute for an account from one address, and more for the address as a whole.

    Counted per address, so that nobody can lock a colleague out.
    """

    PER_ACCOUNT = RateLimitItemPerMinute(5)
    PER_ADDRESS = RateLimitItemPerMinute(20)

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, *, email: str, address: str) -> None:
        """Raise TooMany when this address tried too often, for this account or in all."""
        account = hash_token(email.strip().casefold())
        within = self._limiter.hit(self.PER_ADDRESS, "address", address) and self._limiter.hit(
            self.PER_ACCOUNT, "account", address, account
        )
        if not within:
            raise TooMany("Too many tries. Wait a minute, then try again.")
