"""Posts on their way to a profile: shown on a page, and kept once their author has seen them."""

import re
from html import unescape

from httpx import Response

from tests.app.web.conftest import Visitor


def confirm(visitor: Visitor, page: str, *, ticked: list[int] | None = None) -> Response:
    """Keep the posts that `page` shows: all that are ticked on it, or those at the places given."""
    parcel = unescape(re.search(r'name="parcel" value="([^"]*)"', page)[1])  # type: ignore[index]
    places = re.findall(r'name="keep" value="(\d+)"', page) if ticked is None else ticked
    return visitor.post("/voice/posts", parcel=parcel, keep=places)
