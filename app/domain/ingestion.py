"""Files on their way into the library: what came in together, and what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from knowledge_base.passages import Clearance, Remark


class FileState(StrEnum):
    QUEUED = "queued"
    READING = "reading"
    ADDED = "added"
    REPLACED = "replaced"  # the file, or its clearance, had changed
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    UNPACKED = "unpacked"  # it held other files, which have states of their own
    CANCELLED = "cancelled"


UNFINISHED = frozenset({FileState.QUEUED, FileState.READING})


@dataclass(frozen=True, slots=True)
class IngestionFile:
    """`message` is an English sentence with `%(name)s` placeholders for `params`: why it was refused.

    `passages` counts what can be retrieved from it, `remarks` say what was left out of it.
    `retryable` tells that its bytes are still there.
    """

    id: int
    name: str
    state: FileState
    message: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    document_id: int | None = None
    title: str = ""
    passages: int = 0
    retryable: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def sentence(self) -> str:
        return self.message % self.params if self.params else self.message


@dataclass(frozen=True, slots=True)
class Ingestion:
    """`counts` says how many of its files are in each state; `reading` names those being read now.

    With `keeps_clearance`, documents that were here already stay cleared as they are.
    """

    id: int
    clearance: Clearance
    started_by: str
    started_at: datetime
    cancelled_at: datetime | None
    finished_at: datetime | None
    counts: Mapping[FileState, int]
    reading: tuple[str, ...] = ()
    keeps_clearance: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.total - sum(self.counts.get(state, 0) for state in UNFINISHED)

    @property
    def finished(self) -> bool:
        return self.finished_at is not None

    def count(self, state: FileState) -> int:
        return self.counts.get(state, 0)
