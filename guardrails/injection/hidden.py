# ruff: noqa: E501  (what marks a prompt reads better unbroken)
"""What a machine reads and a person does not see: invisible letters, comments, white ink, code."""

import base64
import binascii
import re
from collections.abc import Iterator

from guardrails.sentences import Span

_TAGS = re.compile("[\U000e0020-\U000e007e]{4,}")
_FLAG = "\U0001f3f4"
_UNSEEN = re.compile("[\u200b\u200c\u2060-\u2064\ufeff\u00ad\u180e]{8,}|[\u202d\u202e]")
_OPENS, _CLOSES = "<!--", "-->"
_INK = re.compile(
    r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0(?![.\d]*[1-9])|opacity\s{0,3}:\s{0,3}0(?![.\d]*[1-9])"
    r"|(?<![-\w])color\s{0,3}:\s{0,3}(?:white\b|#fff(?:fff)?\b|rgba?\(255, ?255, ?255|transparent)|text-indent\s{0,3}:\s{0,3}-\d{3,5}px)",
    re.IGNORECASE,
)  # fmt: skip
_IMAGE = re.compile(
    r"!\[[^\]\n]{0,200}\]\(\s{0,3}https?://[^)\s]{1,500}\?[^)\s]{0,500}(?:\{|%7b|\[|<|data|secret|prompt|conversation|context|history|leak|exfil|stolen|answer|response|summary|notes|contexte|donnees|reponse)",
    re.IGNORECASE,
)  # fmt: skip
_SCRIPT = re.compile(r"\]\(\s{0,3}(?:javascript|data|vbscript|file):", re.IGNORECASE)
_MARKS = re.compile(
    r"<\|(?:im_start|im_end|system|user|assistant|endoftext|begin_of_text|start_header_id|eot_id)\|?>?|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>"
    r"|</?(?:passage|take|system|instructions?|assistant|voice|past_post|topic|source|user_query|prompt|context|tool_call|function_calls)\b[^>\n]{0,80}>"
    r"|^[ \t]*#{2,4} ?(?:system|instructions?|assistant|consignes?|systeme|système|new instructions?|nouvelles? consignes?)\b ?:?"
    r"|^[ \t]*(?:\*\*)?\[?(?:system|système|systeme|assistant|developer)(?: (?:message|prompt|override|note|instruction|update))?\]?(?:\*\*)? ?: ?(?:\*\*)?(?=\S)"
    r"|[-=*_]{3,} ?(?:end|begin|start|fin|debut|début)(?: of| de| du| des| d’| d')? ?(?:the |la |les |l’|l')?(?:system|document|source|context|passage|instructions?|consignes?|prompt|user|input|contexte|data|systeme|système)\w*"
    r"|\b(?:begin|end) (?:system|admin|developer) (?:prompt|message|override|instructions?)\b",
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_CODED = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{24,8000}={0,2}(?![A-Za-z0-9+/])")
_HEXED = re.compile(r"(?<![0-9A-Za-z])(?:[0-9a-fA-F]{2}[ :]?){20,4000}(?![0-9A-Za-z])")
_FEWEST_LETTERS = 0.8


def find_hidden(text: str) -> Iterator[tuple[str, Span]]:
    """Yield (kind, span) in offsets of `text` as it came."""
    for match in _TAGS.finditer(text):
        # Regional flags are a black flag and tags: England, Scotland, Wales.
        if text[match.start() - 1 : match.start()] != _FLAG:
            yield "unseen", match.span()
    for kind, pattern in (
        ("unseen", _UNSEEN),
        ("ink", _INK),
        ("link", _IMAGE),
        ("link", _SCRIPT),
        ("mark", _MARKS),
    ):
        for match in pattern.finditer(text):
            yield kind, match.span()


def find_comments(text: str) -> Iterator[tuple[str, Span]]:
    """Yield (what it says, span) of each comment of a page; one that never closes goes on to the end."""
    start = text.find(_OPENS)
    while start >= 0:
        close = text.find(_CLOSES, start)
        end = close + len(_CLOSES) if close >= 0 else len(text)
        yield text[start + len(_OPENS) : end].removesuffix(_CLOSES), (start, end)
        start = text.find(_OPENS, end)


def find_coded(text: str) -> Iterator[tuple[str, Span]]:
    """Yield (what it says, span) of runs that are words once decoded, from base 64 or hexadecimal."""
    for match in _CODED.finditer(text):
        if words := _words_in(_decoded(match.group())):
            yield words, match.span()
    for match in _HEXED.finditer(text):
        if words := _words_in(
            bytes.fromhex(re.sub("[ :]", "", match.group())[: len(match.group()) // 2 * 2 & ~1])
        ):
            yield words, match.span()


def read_tags(text: str) -> str:
    """What tag characters spell."""
    return "".join(chr(ord(sign) - 0xE0000) for sign in text)


def _decoded(coded: str) -> bytes:
    bare = coded.rstrip("=")
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except binascii.Error:
        return b""


def _words_in(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    prose = sum(sign.isalpha() or sign in " \n,.;:!?'’-" for sign in text)
    return text if text.count(" ") >= 2 and prose >= _FEWEST_LETTERS * len(text) else ""
