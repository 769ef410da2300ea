"""Threads, for authors who write them: what one post cannot hold, in numbered parts of whole sentences."""

import re
from collections.abc import Sequence

from app.cocreate.fit import fits
from app.domain.channels import Channel
from guardrails.sentences import split_sentences

MOST_PARTS = 9
_MARK = re.compile(
    r"(?:^|\n)\s*\(?\d{1,2}\s?/(?:\s|\d{1,2}\b|$)|(?:^|\s)\(?\d{1,2}/\d{1,2}\)?\s*$|🧵|\(thread\)", re.I
)
_SEEN = 2
_SPOOL = "🧵"


def writes_threads(posts: Sequence[str]) -> bool:
    """Whether past posts are numbered, or announce a thread: two of them, or one with its spool."""
    marked = [post for post in posts if _MARK.search(post)]
    return len(marked) >= _SEEN or any(_SPOOL in post for post in marked)


def as_thread(text: str, channel: Channel) -> str:
    """The text as parts "1/3 …" that each fit, in order and word for word; "" where that cannot be.

    A paragraph stays whole where it fits, a sentence always.
    """
    between = "\n\n" if "\n\n" in text else "\n"
    units = [unit for paragraph in re.split(r"\n+", text) for unit in _units(paragraph, channel)]
    parts: list[str] = []
    for unit, starts in units:
        together = (between if starts else " ").join((*parts[-1:], unit))
        if parts and _fits(together, channel):
            parts[-1] = together
        elif _fits(unit, channel):
            parts.append(unit)
        else:
            return ""
    if not 1 < len(parts) <= MOST_PARTS:
        return ""
    return "\n\n".join(f"{number}/{len(parts)} {part}" for number, part in enumerate(parts, start=1))


def _units(paragraph: str, channel: Channel) -> list[tuple[str, bool]]:
    """The paragraph, or its sentences; each with whether it begins a paragraph."""
    if _fits(paragraph, channel):
        return [(paragraph, True)]
    spans = split_sentences(paragraph)
    return [(paragraph[start:end].strip(), not place) for place, (start, end) in enumerate(spans)]


def _fits(part: str, channel: Channel) -> bool:
    return fits(f"{MOST_PARTS}/{MOST_PARTS} {part}", channel)
