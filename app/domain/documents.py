"""What the library holds, and what it suggests to talk about."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge_base.passages import Clearance, Remark


@dataclass(frozen=True, slots=True)
class Document:
    """A source as it is listed. `path` is where it was read, `checksum` the SHA-256 of its bytes in hex.

    `passages` counts what was kept of its text: none of a confidential document. `remarks` say what
    was left out of it.
    """

    id: int
    path: str
    checksum: str
    title: str
    language: str
    author: str
    publisher: str
    url: str
    licence: str
    published_on: date | None
    clearance: Clearance
    cleared_by: str
    cleared_at: datetime | None
    added_at: datetime
    passages: int
    remarks: tuple[Remark, ...] = ()

    @property
    def dated(self) -> date:
        """When it was published, or else when it came in."""
        return self.published_on or self.added_at.date()


@dataclass(frozen=True, slots=True)
class ClearanceChange:
    """One decision about a document; `before` is None when it came in."""

    by: str
    at: datetime
    before: Clearance | None
    after: Clearance
    note: str = ""


class SourceChange(StrEnum):
    """What happened to a source that a draft rests on; pages put it into words."""

    REPLACED = "source_replaced"  # it says something else now
    WITHDRAWN = "source_withdrawn"  # it is gone, or may no longer be cited


@dataclass(frozen=True, slots=True)
class SourceNotice:
    """`document_id` and `title` name a replaced source as it is now; a withdrawn one is not named."""

    change: SourceChange
    document_id: int | None = None
    title: str = ""


class SuggestionReason(StrEnum):
    """Why a source is suggested; pages put it into words."""

    TOPIC = "topic"  # near one of the person's topics
    POST = "post"  # near what the person wrote lately
    RECENT = "recent"  # it came in lately, and nothing more is known
    OTHER = "other"  # nothing speaks for it but that it may be cited


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A source to talk about; `topic` is the person's own topic when that is the reason."""

    document: Document
    reason: SuggestionReason
    topic: str = ""
