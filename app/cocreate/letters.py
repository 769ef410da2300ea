"""An e-mail as a person writes one: a subject line, a greeting, the text, a first name."""

import re

from app.cocreate.attribution import frames
from app.cocreate.choices import pick
from app.cocreate.composition import AuthorVoice
from app.cocreate.pieces import Kind, Piece
from app.cocreate.typography import typeset
from app.domain.briefs import Brief
from app.domain.voice_rules import reworded

_LONGEST_SUBJECT = 70
_AFTER_COLON = re.compile(r"\s?[:;–—] ")
_GREETS = re.compile(
    r"(?:bonjour|bonsoir|salut|chère?s?|hello|hi|dear|good (?:morning|evening))\b", re.IGNORECASE
)


def as_letter(pieces: tuple[Piece, ...], brief: Brief, voice: AuthorVoice) -> tuple[Piece, ...]:
    """The pieces with what stands around them in an e-mail; what the author wrote of it is not doubled."""
    opens, closes = pieces[0].text, pieces[-1].text
    before = [_subject(brief)] if _is_subject(brief.topic) else []
    before += [] if _GREETS.match(opens) else [reworded(_greeting(brief), voice.rules)]
    name = voice.name.split()[0] if voice.name.strip() else ""
    signs = bool(name) and not closes.rstrip(" .!").endswith(name)
    return (*(_line(text) for text in before), *pieces, *([_line(name)] if signs else []))


def _line(text: str) -> Piece:
    return Piece(Kind.FRAME, text, style="letter")


def _is_subject(topic: str) -> bool:
    """Figures and questions are left out: a subject line names, and claims nothing."""
    head = _head(topic)
    return 0 < len(head) <= _LONGEST_SUBJECT and not re.search(r"[\d?!\n]", head)


def _head(topic: str) -> str:
    return _AFTER_COLON.split(topic.strip(), maxsplit=1)[0].strip(" .,")


def _subject(brief: Brief) -> str:
    head = _head(brief.topic)
    template = frames(brief.language)["letter"]["subject"][0]
    return typeset(template.format(topic=head[:1].upper() + head[1:]), language=brief.language)


def _greeting(brief: Brief) -> str:
    return pick(frames(brief.language)["letter"]["greeting"], seed=brief.seed, key="greeting")
