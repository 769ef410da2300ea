"""Passwords and sign-in tokens: argon2id through pwdlib, and random tokens kept as hashes."""

import hashlib
import secrets
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from app.errors import BadInput

if TYPE_CHECKING:
    from pwdlib import PasswordHash

SHORTEST_PASSWORD = 10
_AT_ONCE = BoundedSemaphore(2)
"""A hash costs a quarter of a second on several cores: a flood of sign-ins must leave some for the others."""


def hash_password(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise BadInput("A password needs %(length)s characters at least.", length=SHORTEST_PASSWORD)
    return _hasher().hash(password)


def password_matches(password: str, password_hash: str) -> bool:
    """Takes as long for an unknown account (empty hash) as for a known one."""
    with _AT_ONCE:
        return _hasher().verify(password, password_hash or _nobodys_hash()) and bool(password_hash)


def new_token() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _hasher() -> "PasswordHash":
    from pwdlib import PasswordHash

    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_hex(16))
