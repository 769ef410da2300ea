"""The ways a text is looked at: its letters, its words alone, its layout, the frame its topic hangs in."""

import re

from guardrails.authenticity.voice.anatomy import dissect
from guardrails.authenticity.voice.lexicon import FUNCTION_WORDS

_DECORATION = re.compile(r"[^\w\s.,;:!?…'()\-]|\ufe0f|\u200d")
_MARK = re.compile(r" ?[.;:!?…]+")
_LINK = r"https?://[^\s<>]+|<url>"
_MENTION = r"@\w+|<user>"
_LEVEL = re.compile(rf"(?P<U>{_LINK})|(?P<at>{_MENTION})|(?P<tag>#\w+)|(?P<w>[^\W\d_]+)|(?P<n>\d+)")
_LEVELLED = {"U": "U", "at": "@", "tag": "#", "w": "w", "n": "9"}
_TOKEN = re.compile(rf"{_LINK}|{_MENTION}|#\w+|[^\W\d_]+|\d+|\n+|[^\w\s]")
_SMALL = {language: frozenset(words) for language, words in FUNCTION_WORDS.items()}


def lowered(text: str) -> str:
    """All that was typed, in lower case and with one kind of apostrophe."""
    return text.lower().replace("’", "'")


def words_alone(text: str) -> str:
    """Only what cannot be put on or taken off like a hat: words and commas, other marks all alike."""
    prose = _DECORATION.sub(" ", dissect(text).prose.lower().replace("’", "'"))
    return _MARK.sub(".", " ".join(prose.split()))


def layout(text: str) -> str:
    """Marks, spaces and line breaks as typed; each word, figure, tag, mention and link as one sign."""
    return _LEVEL.sub(lambda match: _LEVELLED[match.lastgroup or "w"], text)


def frame(text: str, language: str) -> list[str]:
    """Function words and marks as they stand, with the space before; a content word leaves its shape only.

    Masking what a text is about is the text distortion of Stamatatos (2017).
    """
    straight = text.replace("’", "'")
    return [_framed(match, straight, _SMALL[language]) for match in _TOKEN.finditer(straight)]


def _framed(match: re.Match[str], text: str, small: frozenset[str]) -> str:
    token, start = match.group(), match.start()
    if token[0] == "\n":
        return token[:2]
    before = " " if start and text[start - 1].isspace() else ""
    return before + _shape(token, small)


def _shape(token: str, small: frozenset[str]) -> str:
    word = token.lower()
    if word in small:
        return word
    if token[0].isalpha():
        if token.startswith("http"):
            return "U"
        return "a" if not token[0].isupper() else "AA" if len(token) > 2 and token.isupper() else "A"
    if token[0].isdigit():
        return "9"
    return token if len(token) == 1 else {"@": "@", "#": "#"}.get(token[0], "U" if word == "<url>" else "@")
