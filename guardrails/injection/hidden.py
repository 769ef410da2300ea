# ruff: noqa: E501  (what marks a prompt reads better unbroken)
"""What a machine reads and a person does not see: invisible letters, comments, white ink, code."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from html import unescape

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
_MATERIAL = (
    r"(?:passages?|sources?|documents?|docs?|contexte?|prompts?|instructions?|consignes?|inputs?|data|donnees|données|articles?|extraits?"
    r"|excerpts?|quotes?|citations?|materials?|matières?|takes?|users?|utilisateurs?|utilisatrices?|system|systeme|système|assistant|conversation|message|texte?|section|brief)"
)
_MARKS = re.compile(
    # What chat templates write between turns.
    r"<\|[\w ]{1,40}\|>?|\[/?(?:INST|SYS|SYSTEM|ASSISTANT|USER|HUMAN)\]|<<\s{0,2}/?\s{0,2}[A-Z_ ]{3,30}\s{0,2}>>|<(?:start|end)_of_turn>|</?s>(?=\s|\w|$)"
    r"|\"role\"\s{0,3}:\s{0,3}\"(?:system|assistant|developer|user|tool)\""
    # Tags of a prompt, ours and others', opened or closed.
    r"|</?(?:passages?|takes?|system|instructions?|consignes?|assistant|voice|past_posts?|topic|sources?|user(?:_\w{1,20})?|human|prompts?|contexte?|tool_calls?"
    r"|function_calls|documents?|docs?|data|inputs?|outputs?|material|employer|question|answer|rules?|policy|admin|override|untrusted|content|article|draft|post)\b[^>\n]{0,80}>"
    # A heading or a speaker of a prompt.
    r"|^[ \t]*#{1,4} ?(?:system|instructions?|assistant|consignes?|systeme|système|new instructions?|nouvelles? consignes?|(?:end|fin|begin|start|début) (?:of|de|du|des)\b[^\n]{0,30})\b ?:?"
    r"|^[ \t]*(?:\*\*)?\[?(?:system|système|systeme|assistant|developer|human|user|utilisateur|développeur)(?: (?:message|prompt|override|note|instruction|update))?\]?(?:\*\*)? ?: ?(?:\*\*)?(?=\S)"
    # The end that a passage claims for itself.
    rf"|(?<![-=*_#~<>\[(])[-=*_#~<>\[(]{{2,60}} ?/?(?:end|begin|start|stop|close|new|fin|debut|début|nouveau|nouvelle|clôture)\b(?: (?:of|de|du|des|la|le|les|the|l’|l')| d[’']| l[’']){{0,3}} ?{_MATERIAL}\b"
    rf"|[\[(<{{]\s{{0,2}}/?(?:end|begin|start|fin|debut|début)\b(?: (?:of|de|du|des|la|le|les|the)| d[’']| de l[’']){{0,3}} ?{_MATERIAL}\s{{0,2}}[\])>}}]"
    rf"|(?:^|[.!?:] )(?:here )?(?:end|fin)s?(?: (?:of|de|du|des|the|la|les))?(?: the| la| l[’'])? ?{_MATERIAL}\s{{0,2}}(?:[.:!]|[-=]{{2,}}|$)(?!\w)"
    r"|\b(?:begin|end) (?:system|admin|developer) (?:prompt|message|override|instructions?)\b"
    r"|```\s{0,2}(?:system|instructions?|prompt|assistant|consignes?)\b",
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
# Each with a sign that all its texts hold, so that others are not read for it.
_KINDS = (
    ("unseen", "", _UNSEEN),
    ("ink", ":", _INK),
    ("link", "![", _IMAGE),
    ("link", "](", _SCRIPT),
    ("mark", "", _MARKS),
)
_CODED = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{24,8000}={0,2}(?![A-Za-z0-9+/])")
_HEXED = re.compile(r"(?<![0-9A-Za-z])(?:[0-9a-fA-F]{2}[ :]?){20,4000}(?![0-9A-Za-z])")
_BITS = re.compile(r"(?<![01])(?:[01]{8} ?){8,2000}(?![01])")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){6,3000}")
_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4}){4,2000}|(?:\\x[0-9a-fA-F]{2}){6,3000}")
_ENTITIES = re.compile(r"(?:&#(?:\d{2,6}|x[0-9a-fA-F]{2,5});){4,2000}")
_FEWEST_LETTERS = 0.8


def find_hidden(text: str) -> Iterator[tuple[str, Span]]:
    """Yield (kind, span) in offsets of `text` as it came."""
    for match in _TAGS.finditer(text):
        # Regional flags are a black flag and tags: England, Scotland, Wales.
        if text[match.start() - 1 : match.start()] != _FLAG:
            yield "unseen", match.span()
    for kind, sign, pattern in _KINDS:
        if sign in text:
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
    """Yield (what it says, span) of runs that are words once decoded."""
    for sign, pattern, decode in _CODES:
        if sign in text:
            for match in pattern.finditer(text):
                if words := _words_in(decode(match.group())):
                    yield words, match.span()


def _decoded(coded: str) -> bytes:
    bare = coded.rstrip("=")
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except binascii.Error:
        return b""


def _hexed(coded: str) -> bytes:
    return bytes.fromhex(coded.replace(":", " "))


def _bits(coded: str) -> bytes:
    digits = coded.replace(" ", "")
    return bytes(int(digits[at : at + 8], 2) for at in range(0, len(digits) - 7, 8))


def _escaped(coded: str) -> bytes:
    codes = re.findall(r"(?:%|\\u|\\x)([0-9A-Fa-f]{2,4})", coded)
    if coded.startswith("%"):
        return bytes(int(code, 16) for code in codes)
    return "".join(chr(int(code, 16)) for code in codes).encode("utf-8", "surrogatepass")


def _entities(coded: str) -> bytes:
    return unescape(coded).encode("utf-8", "surrogatepass")


_CODES: tuple[tuple[str, re.Pattern[str], Callable[[str], bytes]], ...] = (
    ("", _CODED, _decoded),
    ("", _HEXED, _hexed),
    ("01", _BITS, _bits),
    ("%", _PERCENT, _escaped),
    ("\\", _ESCAPED, _escaped),
    ("&#", _ENTITIES, _entities),
)


def _words_in(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    prose = sum(sign.isalpha() or sign in " \n,.;:!?'’-" for sign in text)
    return text if text.strip().count(" ") >= 1 and prose >= _FEWEST_LETTERS * len(text) else ""
