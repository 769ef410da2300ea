"""Plain text from what a model wrote: no Markdown, no HTML, nothing unseen, no address of its own."""

import html
import re

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
