"""The text of an e-mail: its subject line, and what it says between the greeting and the name."""

import re

_SUBJECT = re.compile(r"(?:objet|subject)[ \u00a0\u202f]?:[ \u00a0\u202f]*(\S.*)\n+(?=\S)", re.IGNORECASE)
_GREETING = re.compile(r"[^\n.!?:;]{2,40},\n+(?=\S)")
_NAME = re.compile(r"\n[^\S\n]*[^\W\d_][\w'’-]*(?:[ -][^\W\d_][\w'’-]*)?\s*\Z")


def split_subject(text: str) -> tuple[str, str]:
    """What the first line gives as the subject, and the text after it; ("", text) where it gives none."""
    given = _SUBJECT.match(text)
    return (given.group(1).strip(), text[given.end() :]) if given else ("", text)


def body_of(text: str) -> str:
    """The text without subject line, greeting and signature, which are the same whoever writes."""
    _, letter = split_subject(text)
    greeting = _GREETING.match(letter)
    return _NAME.sub("", letter[greeting.end() :] if greeting else letter).rstrip()
