"""Surface habits that a draft takes over from its author: emoji and hashtags, and only theirs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.cocreate.choices import happens, pick
from app.cocreate.lexicon import stems
from app.cocreate.pieces import Kind, Piece
from app.domain.briefs import Brief
from guardrails.authenticity.voice.style import Style

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])")
_USUAL_EMOJI = 3


def with_emoji(pieces: tuple[Piece, ...], brief: Brief, style: Style, *, key: str) -> tuple[Piece, ...]:
    """Put one of the author's emoji after their own last words, about as often as they do."""
    own = [place for place, piece in enumerate(pieces) if piece.kind is Kind.OWN]
    if not own or not style.emoji or any(e in piece.text for e in style.emoji for piece in pieces):
        return pieces
    if not happens(min(style.emoji_rate, 1.0), seed=brief.seed, key=f"emoji|{key}"):
        return pieces
    emoji = pick(style.emoji[:_USUAL_EMOJI], seed=brief.seed, key=f"which emoji|{key}")
    last = pieces[own[-1]]
    return (*pieces[: own[-1]], replace(last, text=f"{last.text} {emoji}"), *pieces[own[-1] + 1 :])


def with_tags(pieces: tuple[Piece, ...], brief: Brief, style: Style) -> tuple[Piece, ...]:
    """Add a last line of the author's own hashtags, no more than they usually put.

    Those that this draft is about; or the only one they ever use, which is a signature.
    """
    signature = style.hashtags if len(style.hashtags) == 1 else ()
    tags = (_matching(pieces, brief, style) or signature)[: round(style.hashtags_per_post.median)]
    tags = [tag for tag in tags if not any(tag in piece.text for piece in pieces)]
    return (*pieces, Piece(Kind.TAGS, " ".join(tags))) if tags else pieces


def _matching(pieces: Sequence[Piece], brief: Brief, style: Style) -> Sequence[str]:
    held = stems(" ".join((brief.topic, *(piece.text for piece in pieces))), brief.language)
    return [tag for tag in style.hashtags if (words := _tag_stems(tag, brief)) and words <= held]


def _tag_stems(tag: str, brief: Brief) -> frozenset[str]:
    return stems(_CAMEL.sub(" ", tag.lstrip("#")).replace("_", " "), brief.language)
