"""Putting a question into words: short, in the post's language, and never twice in the same mould."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2s
from pathlib import Path

from app.cocreate.choices import rotated
from app.cocreate.subjects import Subject
from app.cocreate.typography import typeset
from app.domain.briefs import Brief, Question

Asking = tuple[Question, ...]
"""One question in each of its wordings, those of the seed first; all have one id."""

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
_LEAD = re.compile(r"\s*:\s|(?:Sur|Côté|On) [^,]*, ")
"""What the leads of questions.toml leave when their quotation is taken out."""
_ASKS = re.compile(r"\s?\?")


@cache
def _templates(language: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = (Path(__file__).parent / "questions.toml").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]] = tomllib.loads(text)
    return table[language]


def about(kind: str, subject: Subject, brief: Brief, *, group: str) -> Asking:
    """What is wanted, after a lead that says what it is about."""
    templates = _templates(brief.language)
    lead = str(templates["lead"][subject.kind]).format(about=_inside(subject.text))
    askings = rotated(templates[group][kind], seed=brief.seed, key=f"{group}|{kind}|{subject.text}")
    texts = (f"{lead}{asking}" for asking in askings)
    return _askings(
        kind, subject.text, [text[:1].upper() + text[1:] for text in texts], brief, subject.passage_id
    )


def whole(kind: str, key: str, brief: Brief, *, passage_id: int | None = None, **filled: str) -> Asking:
    """A question of one piece; `key` tells it from others of its kind."""
    frames = rotated(_templates(brief.language)["whole"][kind], seed=brief.seed, key=kind)
    fields = {name: _inside(value) for name, value in filled.items()}
    return _askings(kind, key, [frame.format(**fields) for frame in frames], brief, passage_id)


def kind_of(question: Question) -> str:
    """ "work", "person", "place", "number", "doubt", "figure", "claim", "subject", "take" …"""
    return question.id.partition("-")[0]


def subject_of(question: Question) -> str:
    """What it says it is about: what it reads out, else what stands before its first comma."""
    found = _QUOTED.search(question.text)
    return found.group() if found else question.text.partition(",")[0]


def mould(question: Question) -> str:
    """The words that ask, without what they are about: alike where two questions sound alike."""
    unquoted = _QUOTED.sub("", question.text)
    lead = _LEAD.match(unquoted)
    return unquoted[lead.end() :] if lead else unquoted


def framing(question: Question) -> str:
    """Our own words of it, without what it reads out and without the mark that every question has."""
    return _ASKS.sub("", _QUOTED.sub(" ", question.text))


def _inside(text: str) -> str:
    """Words as they stand between quotation marks: one line, no last stop, nothing asked."""
    return " ".join(_ASKS.sub("", text).split()).strip(' .«»“”"')


def _askings(kind: str, key: str, texts: Iterable[str], brief: Brief, passage_id: int | None) -> Asking:
    digest = blake2s(f"{kind}|{key}|{passage_id}".encode(), digest_size=5).hexdigest()
    set_texts = (typeset(text, language=brief.language, apostrophe="’") for text in texts)
    return tuple(Question(f"{kind}-{digest}", text, passage_id) for text in set_texts)
