"""The posts people bring, from the archives of the networks, a blog's feed, or a paste: read, never kept."""

from app.domain.post_archives.archive import Archive, Signed, open_archive
from app.domain.post_archives.feed import LONGEST_EXCERPT, read_entries
from app.domain.post_archives.found import DropReason, Found, Tell
from app.domain.post_archives.pasted import read_paste
from app.domain.post_archives.sifting import (
    LONGEST_POST,
    MOST_POSTS,
    SHORTEST_POST,
    ImportPreview,
    LeftOut,
    sift,
)

__all__ = [
    "LONGEST_EXCERPT",
    "LONGEST_POST",
    "MOST_POSTS",
    "SHORTEST_POST",
    "Archive",
    "DropReason",
    "Found",
    "ImportPreview",
    "LeftOut",
    "Signed",
    "Tell",
    "open_archive",
    "read_entries",
    "read_paste",
    "sift",
]
