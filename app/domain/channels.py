"""Where a post can go."""

from enum import StrEnum


class Channel(StrEnum):
    LINKEDIN = "linkedin"
    X = "x"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    FACEBOOK = "facebook"
    EMAIL = "email"
