"""The values of the knowledge base: documents, their passages, and who may see them when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Origin(StrEnum):
    COMPANY = "company"
    INDUSTRY = "industry"


class Classification(StrEnum):
    """Only `PUBLIC` material can feed a draft; `CONFIDENTIAL` text is never kept."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True)
class Clearance:
    """What comms decided about a document. Datetimes are UTC-aware; `valid_until` is exclusive.

    `audience` and `rights` are notes for people: whom it is for, and what its owner allows.
    """

    origin: Origin
    classification: Classification
    embargo_until: datetime | None = None
    valid_until: datetime | None = None
    audience: str = ""
    rights: str = ""

    def in_force(self, now: datetime) -> bool:
        """Whether a draft may cite the document at `now`."""
        return (
            self.classification is Classification.PUBLIC
            and (self.embargo_until is None or self.embargo_until <= now)
            and (self.valid_until is None or now < self.valid_until)
        )

    def secret(self, now: datetime) -> bool:
        """Whether its text must not leave at `now`: a public document may, once its embargo is over."""
        return self.classification is not Classification.PUBLIC or (
            self.embargo_until is not None and now < self.embargo_until
        )


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document before it is stored. `page` counts from 1, for paged formats only."""

    text: str
    heading: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What was left out of a document that was read all the same, as a sentence for a person.

    `message` is an English sentence that may hold `%(name)s` placeholders, filled from `params`.
    `quotes` tells that `params` hold words of the document.
    """

    message: str
    params: tuple[tuple[str, object], ...] = ()
    quotes: bool = False

    def __str__(self) -> str:
        return self.message % dict(self.params) if self.params else self.message


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A file as it was read: plain text in blocks, and what it says about itself."""

    title: str
    language: str
    chunks: tuple[Chunk, ...]
    author: str = ""
    publisher: str = ""
    url: str = ""
    licence: str = ""
    published_on: date | None = None
    checksum: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable piece of a document, with what a citation needs to name it."""

    id: int
    document_id: int
    text: str
    language: str
    title: str
    publisher: str = ""
    url: str = ""
    heading: str = ""
    page: int | None = None
    published_on: date | None = None
    origin: Origin = Origin.COMPANY
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its fused score in [0, 1] and the two scores it was made of."""

    passage: Passage
    score: float
    words_score: float
    dense_score: float


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is asking and when: everything a search must filter by, inside the query itself.

    Only public documents in force at `now` are ever in scope. `origins` and `document_id`
    narrow the search further; None means no restriction.
    """

    now: datetime
    origins: frozenset[Origin] | None = None
    document_id: int | None = None
