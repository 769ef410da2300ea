"""A post as a source tells it, and why one may be left out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

Tell = Callable[[str, str], str]
"""The language of a text, "fr" or "en", or "" where it is surely another; given the text and what its source
declares ("" when nothing)."""


class DropReason(StrEnum):
    """Why a post was left out; pages say it in words."""

    RESHARE = "reshare"
    REPLY = "reply"
    OTHERS = "others"
    NOT_PUBLIC = "not_public"
    DUPLICATE = "duplicate"
    KEPT_ALREADY = "kept_already"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    ONLY_LINKS = "only_links"
    NO_WORDS = "no_words"
    OTHER_LANGUAGE = "other_language"
    ORDERS = "orders"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Found:
    """One post of an archive, before its words are judged.

    `moment` is UTC-aware, None when the source does not say. `declared` is a language code in lower
    case, or "". `reason` is what the source alone can know: a reshare, a reply, another author, not
    public (its text is then left empty, unread).
    """

    text: str
    moment: datetime | None = None
    declared: str = ""
    reason: DropReason | None = None


def read_moment(value: object) -> datetime | None:
    """An ISO date or date-time, taken as UTC when it names no zone; None for anything else."""
    try:
        moment = datetime.fromisoformat(str(value).strip()[:40])
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
