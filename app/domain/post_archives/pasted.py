"""Posts pasted into a page."""

import re
from collections.abc import Iterator

from app.domain.post_archives.found import Found
from app.errors import BadInput

LARGEST_PASTE = 2_000_000
"""Code points."""
_SEPARATOR = re.compile(r"^[^\S\n]*-{3,}[^\S\n]*$", re.MULTILINE)
_TWO_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")


def read_paste(text: str) -> Iterator[Found]:
    """The posts in a pasted text, which may be a single one. Raises BadInput when there is none.

    A line of three or more hyphens separates posts. Where there is no such line, two blank lines
    or more do; a single blank line belongs to a post.
    """
    if len(text) > LARGEST_PASTE:
        raise BadInput("This text is too long. Paste at most %(most)s characters.", most=LARGEST_PASTE)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = _SEPARATOR if _SEPARATOR.search(text) else _TWO_BLANK_LINES
    pieces = [piece for piece in (piece.strip() for piece in separator.split(text)) if piece]
    if not pieces:
        raise BadInput("There is no post here. Paste at least one, and put a line of --- between two posts.")
    yield from map(Found, pieces)
