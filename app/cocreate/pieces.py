"""What a draft is made of: pieces that each know where they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.cocreate.facts import Fact

_ENDS = (".", "!", "?", "…", "»", "”", ")", ":")


ITEM = "item"
"""The style of an OWN piece that is one line of a list."""


class Kind(StrEnum):
    OWN = "own"
    FACT = "fact"
    LINE = "line"
    """Where to read the source, as a line of its own."""
    TAGS = "tags"
    FRAME = "frame"
    """What stands around the rest and claims nothing: a letter's lines, where the author works."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or more of a draft. A FACT or LINE knows its fact; `style` is its frame's code."""

    kind: Kind
    text: str
    fact: Fact | None = None
    style: str = ""


def render(pieces: Sequence[Piece], joiner: str) -> str:
    """Join pieces the way the author breaks paragraphs; lines of links and tags always stand alone."""
    text, before = "", ""
    for piece in pieces:
        between = "\n" if before == piece.style == ITEM else _between(text, piece, joiner)
        text += between + piece.text if text else piece.text
        before = piece.style
    return text


def _between(text: str, piece: Piece, joiner: str) -> str:
    if joiner == " " and piece.style == ITEM:
        return "\n"
    if joiner == " " and (piece.kind in (Kind.LINE, Kind.TAGS) or not text.endswith(_ENDS)):
        return "\n"
    return joiner


def passage_ids(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """The passages that the pieces rest on, each once, in order."""
    facts = (piece.fact for piece in pieces if piece.kind is Kind.FACT)
    return tuple(dict.fromkeys(fact.passage.id for fact in facts if fact is not None))
