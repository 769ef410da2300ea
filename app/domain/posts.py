"""A post that its author already published, or pasted: what a voice is measured on."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

PostSource = Literal["linkedin", "x", "mastodon", "bluesky", "feed", "pasted", "tandem", "interview"]
"""Where a post was brought from; "tandem" when it was shared from here."""
POST_SOURCES: tuple[PostSource, ...] = get_args(PostSource)


@dataclass(frozen=True, slots=True)
class Post:
    """`language` is "fr" or "en"; `posted_on` is None when the archive does not say (pasted text)."""

    text: str
    language: str
    posted_on: date | None = None
    source: PostSource = "pasted"
