"""Making a draft fit its channel by saying less of it, never by cutting a sentence."""

from collections.abc import Iterable

from app.cocreate.pieces import Piece, render
from app.domain.channels import Channel
from guardrails.compliance.channels import count


def fits(text: str, channel: Channel) -> bool:
    """Whether the channel takes the text, counted the channel's own way."""
    return count(channel.value, text).fits


def first_fitting(versions: Iterable[tuple[Piece, ...]], channel: Channel, joiner: str) -> tuple[Piece, ...]:
    """The first version that says something and fits; empty when none does."""
    tried: set[str] = set()
    for pieces in versions:
        text = render(pieces, joiner)
        if text and text not in tried and fits(text, channel):
            return pieces
        tried.add(text)
    return ()
