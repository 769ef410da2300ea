"""Secrets that a text names before it gives them: "le mot de passe du wifi est …", "API_KEY=…"."""

import re
from collections.abc import Iterator
from enum import StrEnum, auto
from functools import lru_cache
from typing import Any, NamedTuple

from guardrails.confidentiality.secrets.randomness import (
    is_drawn,
    is_drawn_small,
    is_placeholder,
    is_public,
    kinds_in,
)
from guardrails.doc import Doc
from guardrails.sentences import Span
from guardrails.words import read_phrases


class _Named(StrEnum):
    """How sure a name is; see words/secret_names.txt."""

    PASSWORD = auto()
    PAIR = auto()
    KEY = auto()
    WORD = auto()


_ASSIGNS = r"[\"'`*_)\]]{0,3} {0,3}(?P<sign>:{1,2}=?|={1,3}>?|->|→|➡)[ *_]{0,4}"
_SAYS = (
    r" ?,? ?(?:c')?(?:is|was|are|est|sont|sera|etait|becomes?|became|devient|reste|remains|'s|to|en)"
    r"(?: (?:now|still|currently|set to|maintenant|toujours|desormais|encore|le suivant|la suivante))? ?:? "
)
_VALUE = r"(?P<open>[\"'`«]{0,2}) ?(?P<value>[^\s\"'`<>«»]{4,400})"
_WORDS_BETWEEN = r"(?: {1,2}\(?[\w'/.@-]{1,20}\)?){0,6}?"
_AFTER = re.compile(
    rf"(?P<suffix>s?(?:_\w{{1,20}})?)(?:{_WORDS_BETWEEN}(?:{_ASSIGNS}|(?P<verb>{_SAYS}))"
    rf"|(?P<bare>[ ,(]{{1,2}})){_VALUE}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?P<value>[^\s\"'`<>«»(]{6,80})[ \"'`»]{0,3}(?:as|comme|en guise de|pour|for)"
    r"(?: (?:the|your|my|our|a|le|la|votre|ton|mon|notre|nouveau|new|wifi))*[ \"]$"
)
_SECOND = re.compile(
    r" ?(?:/|\||:|,|et|and|mdp|pass(?:word)?|mot de passe)[ :/]{0,4}[\"'`«]? ?(?P<value>[^\s\"'`<>«»]{6,80})"
)
_MEASURE = re.compile(
    r"\d+[+-]?\d*-?(?:(?:char|caract|digit|chiffr|mots?|words?|bits?|lettres?|letters?|fois)(?:\W.*|[a-z]*)|[xkmh%€$]|(?:[.,:/-]\d+)+)?",
    re.IGNORECASE,
)
_KNOWN_NAMES = frozenset(
    {
        "1password",
        "oauth2",
        "oauth2.0",
        "web3",
        "http2",
        "utf-8",
        "sha-256",
        "sha256",
        "fido2",
        "base64",
        "erc-20",
    }
)
_JOINED = re.compile(r"[\w.@-]{2,40}[:/](?P<value>\S+)")
_WINDOW = 260
_BACK = 110


class Said(NamedTuple):
    """The span of a value, in offsets of the doc's text, and whether it is a password or a key."""

    start: int
    end: int
    is_password: bool


@lru_cache(maxsize=1)
def name_finder() -> Any:
    """An automaton over folded text that finds what secrets are called."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for line in read_phrases("secret_names"):
        kind, _, name = line.partition(" | ")
        automaton.add_word(name, (len(name), _Named(kind)))
    automaton.make_automaton()
    return automaton


def find_said(doc: Doc) -> Iterator[Said]:
    """Values that follow (or precede) the name of a secret closely, and look like one."""
    seen: set[Span] = set()
    for last, (length, named) in name_finder().iter(doc.folded):
        start, end = last + 1 - length, last + 1
        if not _is_name(doc, start, end):
            continue
        for span in _values(doc, start, end, named):
            if span not in seen:
                seen.add(span)
                yield Said(*span, named in {_Named.PASSWORD, _Named.PAIR})


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """A word of its own, or of a name in a program: "DB_PASSWORD", "dbPassword", "passwords"."""
    before, after = doc.text[start - 1 : start], doc.text[end : end + 2]
    if before.isalnum() and not (before.islower() and doc.text[start].isupper()):
        return False
    return not after[:1].isalnum() or (after[:1] in "sS" and not after[1:].isalnum())


def _values(doc: Doc, start: int, end: int, named: _Named) -> Iterator[Span]:
    after = _AFTER.match(doc.folded, end, end + _WINDOW)
    if after is not None:
        value = _trimmed(doc, *after.span("value"))
        if named is _Named.PAIR:
            second = _SECOND.match(doc.folded, value[1], value[1] + _WINDOW)
            if second is not None and (after.group("sign") or after.group("verb")):
                value = _trimmed(doc, *second.span("value"))
            else:
                value = _after_the_name(doc, value)
        if _is_secret(doc.text[slice(*value)], named, after, doc, start):
            yield value
    if named is _Named.PASSWORD:
        window = max(0, start - _BACK)
        before = _BEFORE.search(doc.folded[window:start])
        if before is not None:
            value = _trimmed(doc, window + before.start("value"), window + before.end("value"))
            if _is_password(doc.text[slice(*value)], fewest=3):
                yield value


def _trimmed(doc: Doc, start: int, end: int) -> Span:
    """Without the punctuation of the sentence, nor the next parameter of an address."""
    value = doc.text[start:end]
    value = value.split("&", 1)[0] if "=" in doc.text[max(0, start - 1) : start] else value
    if value.endswith(("!", "?")) and kinds_in(value[:-1]) >= 2 and not value.endswith(("!!", "??")):
        return start, start + len(value.rstrip(".,;:)]}…"))
    return start, start + len(value.rstrip(".,;:!?)]}…"))


def _after_the_name(doc: Doc, span: Span) -> Span:
    """ "admin:S3cret" and "admin/S3cret" are a name and a password in one."""
    found = _JOINED.match(doc.text, *span)
    return found.span("value") if found else (span[0], span[0])


def _is_secret(value: str, named: _Named, after: re.Match[str], doc: Doc, start: int) -> bool:
    if is_placeholder(value) or value.startswith(("http://", "https://", "#", "@")):
        return False
    assigned = after.group("sign") is not None
    if named in {_Named.PASSWORD, _Named.PAIR}:
        if after.group("bare") is not None and doc.text[start - 2 : start] != "--":
            return _is_password(value, fewest=3) or (
                bool(after.group("open")) and _is_password(value, fewest=2)
            )
        return _is_password(value, fewest=2)
    drawn = is_drawn(value) or is_drawn_small(value)
    if named is _Named.KEY:
        shortest = 8 if assigned else 12
        return len(value) >= shortest and (drawn or (assigned and _is_password(value, fewest=2)))
    return len(value) >= 16 and drawn and not is_public(value)


def _is_password(value: str, *, fewest: int) -> bool:
    """Prose goes on with words; a password mixes kinds of characters. "Password: always" is prose."""
    if len(value) < 5 or value.lower() in _KNOWN_NAMES or _MEASURE.fullmatch(value):
        return False
    kinds = kinds_in(value)
    if any(map(str.isdigit, value)):
        return kinds >= fewest
    # Signs in the middle of a word, and more than those that words have.
    return kinds >= 3 and any(sign in value[:-1] for sign in "@$!#%^*+=?&€£")
