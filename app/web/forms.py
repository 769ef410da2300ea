"""What forms may send: texts without what no database takes, and ids that can be ids."""

import re
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, Form, Path, Request
from pydantic import BeforeValidator
from starlette.datastructures import FormData
from starlette.requests import ClientDisconnect

from app.web.limits import STREAMED, too_large

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
LARGEST_ID = 2**63 - 1
MOST_FIELDS = 12_000
MOST_FIELDS_BESIDE_AN_ARCHIVE = 10
LARGEST_FIELD = 3 * 1024 * 1024


def clean_text(value: Any) -> Any:
    """Drop NUL and lone surrogates, which no UTF-8 text holds; anything but a text is left as it is."""
    if not isinstance(value, str):
        return value
    return value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def parse_id(value: str) -> int | None:
    """An id out of a form's text; None for anything else."""
    digits = value if value.isascii() and value.isdigit() and len(value) < 19 else ""
    return int(digits) if digits else None


def with_scheme(address: str) -> str:
    """A web address as it is meant: people leave out what every one begins with."""
    return address if not address or _SCHEME.match(address) else f"https://{address}"


async def read_form(request: Request) -> FormData:
    """The posted form, with limits that fit the longest list of posts; parsed once per request."""
    most = MOST_FIELDS_BESIDE_AN_ARCHIVE if request.url.path in STREAMED else MOST_FIELDS
    try:
        return await request.form(max_fields=most, max_files=most, max_part_size=LARGEST_FIELD)
    except ClientDisconnect as error:  # nobody is left to read this, or the limit ended it
        raise too_large(request.url.path) from error


async def posted_form(request: Request) -> AsyncIterator[FormData]:
    """The form for as long as the request takes; uploaded files are closed and gone afterwards."""
    form = await read_form(request)
    try:
        yield form
    finally:
        await form.close()


Text = Annotated[str, BeforeValidator(clean_text), Form()]
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
PostedId = Annotated[int, Form(ge=1, le=LARGEST_ID)]
PostedForm = Annotated[FormData, Depends(posted_form)]
