"""Lists, for authors who write them: what they said in several sentences, one to a line behind their sign."""

from dataclasses import replace
from itertools import takewhile

from app.cocreate.pieces import ITEM, Kind, Piece
from guardrails.authenticity.voice.style import Style
from guardrails.sentences import split_sentences

_OFTEN = 0.4
"""Share of posts with a list, from which an author is one who writes lists."""
_FEWEST = 3
_LONGEST = 160
"""Characters of an item; a longer sentence is told, not listed."""


def as_list(pieces: tuple[Piece, ...], style: Style) -> tuple[Piece, ...]:
    """The author's first sentence, then each of their others as an item, where there are at least three.

    Only words that stand together are listed, so a fact keeps its place behind them.
    """
    own = tuple(takewhile(lambda piece: piece.kind is Kind.OWN, pieces))
    if style.list_share < _OFTEN or not style.list_marker or not own:
        return pieces
    told = [text[start:end].strip() for text in (p.text for p in own) for start, end in split_sentences(text)]
    lead, items = told[0], told[1:]
    if len(items) < _FEWEST or any(len(item) > _LONGEST for item in items) or "\n" in "".join(told):
        return pieces
    listed = (Piece(Kind.OWN, f"{style.list_marker} {item}", style=ITEM) for item in items)
    return (replace(own[0], text=lead), *listed, *pieces[len(own) :])
