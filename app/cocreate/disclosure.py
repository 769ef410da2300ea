"""Saying "I work there" where a draft praises the employer, in the author's own way if they have one."""

import re
from functools import lru_cache

from app.cocreate.attribution import frames
from app.cocreate.choices import pick
from app.cocreate.composition import AuthorVoice
from app.cocreate.lexicon import lexicon
from app.cocreate.pieces import Kind, Piece, render
from app.cocreate.typography import typeset
from app.domain.briefs import Brief
from app.domain.voice_rules import reworded
from guardrails.candidate import Candidate
from guardrails.compliance.disclosure import DisclosureCheck
from guardrails.compliance.workplace import Workplace
from guardrails.doc import Doc
from guardrails.sentences import split_sentences

_LONGEST_PHRASE = 10
"""Words: a longer sentence of a past post says more than where its author works."""


def with_disclosure(
    pieces: tuple[Piece, ...], brief: Brief, voice: AuthorVoice, joiner: str
) -> tuple[Piece, ...]:
    """The pieces, with the phrase after the first of them, or before it where that would be too far down."""
    check = _check(voice.employer, voice.products)
    if check is None or not pieces or not _needed(check, pieces, brief, joiner):
        return pieces
    phrase = Piece(Kind.FRAME, disclosure_of(brief, voice), style="disclosure")
    after = (pieces[0], phrase, *pieces[1:])
    return (phrase, *pieces) if _needed(check, after, brief, joiner) else after


def disclosure_of(brief: Brief, voice: AuthorVoice) -> str:
    """The author's own short sentence from a past post, else a plain one."""
    own = _own_phrase(voice.exemplars, voice.employer, brief.language.value)
    plain = pick(frames(brief.language)["disclosure"]["employer"], seed=brief.seed, key="disclosure")
    apostrophe = voice.profile.style.apostrophe
    plain = reworded(plain, voice.rules).format(name=voice.employer)
    return own or typeset(plain, language=brief.language, apostrophe=apostrophe)


def _needed(check: DisclosureCheck, pieces: tuple[Piece, ...], brief: Brief, joiner: str) -> bool:
    text = render(pieces, joiner)
    return bool(check(Doc.of(Candidate(text, language=brief.language.value, channel=brief.channel.value))))


@lru_cache(maxsize=8)
def _check(employer: str, products: tuple[str, ...]) -> DisclosureCheck | None:
    return DisclosureCheck.of(employer, products=products) if employer.strip() else None


@lru_cache(maxsize=256)
def _own_phrase(exemplars: tuple[str, ...], employer: str, language: str) -> str:
    workplace, first_person = Workplace.of(employer), lexicon(language).i
    for post in exemplars:
        for start, end in split_sentences(post):
            said = post[start:end].strip()
            short = len(said.split()) <= _LONGEST_PHRASE and not re.search(r"[\d#@?!\n]|://", said)
            speaks = employer in said and said.endswith(".") and first_person.match(said.replace("’", "'"))
            if short and speaks and workplace.is_disclosed(Doc.of(Candidate(said, language=language))):
                return said
    return ""
