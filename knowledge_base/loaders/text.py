"""Plain text: paragraphs between blank lines."""

import re

from knowledge_base.loaders.content import Content
from knowledge_base.loaders.decoding import decode
from knowledge_base.passages import Chunk

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LONGEST_TITLE = 120
_SENTENCE_END = (".", "!", "?", "…", ":", ";", ",")


def read_text(data: bytes) -> Content:
    """Read paragraphs; a short first line that is no sentence is the title."""
    text = decode(data).strip()
    first, _, rest = text.partition("\n")
    if _is_title(first) and len(rest.partition("\n")[0]) > _LONGEST_TITLE:
        # Lines this long are not wrapped, so the short one before them is no part of a paragraph.
        text = f"{first}\n\n{rest}"
    paragraphs = split_paragraphs(text)
    title = paragraphs[0] if len(paragraphs) > 1 and _is_title(paragraphs[0]) else ""
    return Content(
        blocks=tuple(Chunk(text) for text in (paragraphs[1:] if title else paragraphs)), title=title
    )


def split_paragraphs(text: str) -> list[str]:
    """Return what stands between blank lines, each on one line, whatever its width was."""
    return [" ".join(part.split()) for part in _BLANK_LINE.split(text) if part.strip()]


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not line.endswith(_SENTENCE_END)
