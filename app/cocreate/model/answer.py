"""What a model is asked to return, and how each sentence is cleaned before anybody sees it."""

import html
import re
from typing import Literal

from pydantic import BaseModel, Field

Angle = Literal["own_take", "surprise", "lesson", "doubt", "story", "sourced"]
"""Some of the built-in writer's codes, which pages translate; the prompts explain each to the model."""


class Sentence(BaseModel):
    """One sentence of a post, and the ids of the passages it rests on."""

    text: str
    passage_ids: list[int] = Field(default_factory=list)


class Paragraph(BaseModel):
    """Sentences that stand together, with a blank line after them."""

    sentences: list[Sentence]


class DraftAnswer(BaseModel):
    """One post, written from one angle."""

    angle: Angle
    paragraphs: list[Paragraph]


class DraftsAnswer(BaseModel):
    """Up to three posts, and one question to the author when the material carries fewer; else ""."""

    drafts: list[DraftAnswer]
    question: str = Field(default_factory=str)


URL = re.compile(r"(?:https?://|www\.)[^\s<>()\"'«»“”]*[^\s<>()\"'«»“”.,;:!?…]", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^)\s]*)[^)\n]*\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"```[\w-]*|`")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|__)(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]*|(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$)", re.MULTILINE)
_DEFUSED = str.maketrans({"＜": "<", "＞": ">"})
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd"
    "\U000e0000-\U000e01ef]"
)
_LONE_JOINER = re.compile(
    "(?<![\u2600-\u27bf\U0001f000-\U0001faff\ufe0f])\u200d|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)


def clean(text: str, *, links: frozenset[str] = frozenset()) -> str:
    """Return plain text: no Markdown, HTML, unseen characters, nor any address that is not in `links`."""
    text = _LONE_JOINER.sub("", _UNSEEN.sub("", html.unescape(text)))
    text = _TAG.sub("", text.translate(_DEFUSED))
    text = _LINK.sub(lambda match: f"{match[1]} {match[2]}" if match[2] in links else match[1], text)
    text = URL.sub(lambda match: match[0] if match[0] in links else "", text)
    text = _EMPHASIS.sub(r"\2", _LINE_MARK.sub("", _FENCE.sub("", text)))
    return re.sub(r"[ \t]{2,}", " ", text).strip()


_ARRIVED = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)


class ArrivingSentences:
    """Finds each finished sentence in JSON that is still being written."""

    def __init__(self) -> None:
        self._read = 0

    def new(self, text: str) -> list[str]:
        """The sentences, unescaped, that `text` (all of it so far) holds since the last call."""
        if len(text) < self._read:  # the model started again
            self._read = 0
        found = []
        for match in _ARRIVED.finditer(text, self._read):
            self._read = match.end()
            found.append(_unescaped(match[1]))
        return found


def _unescaped(text: str) -> str:
    import json

    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return ""
