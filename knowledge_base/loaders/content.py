"""What a format's reader hands over, before it is cut into passages."""

from dataclasses import dataclass
from datetime import date

from knowledge_base.passages import Chunk, Remark


@dataclass(frozen=True, slots=True)
class Content:
    """Paragraphs in reading order, and what the file says about itself; empty where it says nothing.

    `language` is as declared, not yet one of ours. `saved_on` is when the file was made, which
    is a weaker hint than a date in its text or name. Where `named_by_heading` is false, the
    first heading names a part of the file and not the whole.
    """

    blocks: tuple[Chunk, ...]
    title: str = ""
    language: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    licence: str = ""
    published_on: date | None = None
    saved_on: date | None = None
    named_by_heading: bool = True
    remarks: tuple[Remark, ...] = ()

    @property
    def first_heading(self) -> str:
        return next((block.heading for block in self.blocks if block.heading), "")


def read_date(text: str) -> date | None:
    """Read the ISO date at the start of `text`; None when there is none."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
