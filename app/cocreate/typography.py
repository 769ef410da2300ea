"""Light typography: spaces, apostrophes and quotation marks, and never a word."""

import re

NBSP = "\u00a0"

_HIGH_SIGNS = re.compile(r"(?<=\S)[ \u202f](?=[:;?!»](?:\s|$|[?!»)]))")
_MISSING_SPACE = re.compile(r"(?<=[^\W_])(?=[:;?!](?:\s|$))")
_AFTER_OPENING = re.compile(r"«[ \u202f\u00a0]?")
_BEFORE_CLOSING = re.compile(r"[ \u202f\u00a0]?»")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ \u202f](?=\d{3}\b|[%€])")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_SPACES = re.compile(r"[ \t\u00a0\u202f]+")
QUOTES = re.compile(r"[«»“”„\"]")

_MARKS = {"fr": (f"«{NBSP}", f"{NBSP}»"), "en": ("“", "”")}


def typeset(text: str, *, language: str, apostrophe: str = "") -> str:
    """Set a text that the writer chose (a source, a frame) by the rules of its language.

    French gets no-break spaces (U+00A0, which X counts once, unlike U+202F) before `: ; ? ! »` and
    after `«`. `apostrophe`, when given, is the one the author types.
    """
    if language == "fr":
        text = _MISSING_SPACE.sub(NBSP, bind(text))
    return with_apostrophe(text, apostrophe)


def bind(text: str) -> str:
    """Make the French spaces that are already there unbreakable; add none (for the author's own words)."""
    text = _BEFORE_CLOSING.sub(f"{NBSP}»", _AFTER_OPENING.sub(f"«{NBSP}", text))
    return _BETWEEN_DIGITS.sub(NBSP, _HIGH_SIGNS.sub(NBSP, text))


def with_apostrophe(text: str, apostrophe: str) -> str:
    return _APOSTROPHE.sub(apostrophe, text) if apostrophe else text


def quote(text: str, *, language: str) -> str:
    """Put verbatim words between the quotation marks of the post's language."""
    opening, closing = _MARKS[language]
    return f"{opening}{text}{closing}"


def plain(text: str) -> str:
    """A text with all that typography may change made equal, for comparison only."""
    text = QUOTES.sub('"', text.replace("’", "'"))
    text = re.sub(r'\s*([:;?!])(?=\s|$|")', r"\1", text)
    text = re.sub(r'"\s*|\s*"', '"', _SPACES.sub(" ", text))
    return re.sub(r"\s+", " ", text).strip()
