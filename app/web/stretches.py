"""The stretches of a text that its author can choose to have reworked, and how a form names one."""

import re
from dataclasses import dataclass

from app.workflows.judge_text import Judgement

MOST = 40
_PART = re.compile(r"(\d{1,6}):(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Stretch:
    """`name` is a half-open span in code points, such as "12:80"."""

    name: str
    words: str


def stretches_of(judgement: Judgement) -> tuple[Stretch, ...]:
    """The sentences of the text, in order, for who cannot select in it."""
    return tuple(
        Stretch(f"{one.start}:{one.end}", judgement.text[one.start : one.end])
        for one in judgement.sentences[:MOST]
    )


def parse_part(name: str) -> tuple[int, int] | None:
    """The span that a form names; None for the whole text, and for what names nothing."""
    match = _PART.fullmatch(name.strip())
    return (int(match[1]), int(match[2])) if match else None
