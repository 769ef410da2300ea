"""Surface habits that a draft takes over from its author: emoji and hashtags, and only theirs."""

import re
from collections.abc import Sequence
from dataclasses import replace

import regex

from app.cocreate.choices import happens, pick
from app.cocreate.hand import Hand, is_trouble
from app.cocreate.lexicon import stems
from app.cocreate.pieces import Kind, Piece
from app.cocreate.wishes import Bounds
from app.domain.briefs import Brief
from guardrails.authenticity.voice.style import Style

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])")
_USUAL_EMOJI = 3
_EMOJI = regex.compile(r"\p{Extended_Pictographic}")


def with_emoji(
    pieces: tuple[Piece, ...], brief: Brief, style: Style, hand: Hand, *, key: str, asked: bool = False
) -> tuple[Piece, ...]:
    """Put one of the author's emoji after their own last words, about as often as they do.

    Only one that they put in a place like it before; or, where they asked for warmth, any of theirs, but
    for words that tell of trouble.
    """
    own = [place for place, piece in enumerate(pieces) if piece.kind is Kind.OWN]
    if not own or not style.emoji or _EMOJI.search(" ".join(piece.text for piece in pieces)):
        return pieces
    if not happens(min(style.emoji_rate, 1.0), seed=brief.seed, key=f"emoji|{key}"):
        return pieces
    last, usual = pieces[own[-1]], style.emoji[:_USUAL_EMOJI]
    fit = [emoji for emoji in usual if hand.puts(emoji, last.text, brief.language)]
    if asked and not fit and not is_trouble(last.text, brief.language):
        fit = list(usual)
    if not fit:
        return pieces
    emoji = pick(fit, seed=brief.seed, key=f"which emoji|{key}")
    return (*pieces[: own[-1]], replace(last, text=f"{last.text} {emoji}"), *pieces[own[-1] + 1 :])


def with_closing(pieces: tuple[Piece, ...], hand: Hand, bounds: Bounds, language: str) -> tuple[Piece, ...]:
    """Add the words that the author signs off with, where they have such words and said more than that."""
    said = " ".join(piece.text for piece in pieces if piece.kind is Kind.OWN)
    if not hand.closing or hand.closing in said or not bounds.allow_words(hand.closing, language):
        return pieces
    at = next((n for n, piece in enumerate(pieces) if piece.kind is Kind.LINE), len(pieces))
    return (*pieces[:at], Piece(Kind.FRAME, hand.closing, style="closing"), *pieces[at:])


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
