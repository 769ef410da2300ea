"""What the interviewer asks: short, plain, about the matter, and not the same of two colleagues."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from app.domain.briefs import Question
from evals.writing.drafted import Written
from evals.writing.sameness import meetings
from evals.writing.words import words_of
from guardrails.stems import content_stems

LONGEST = 18
_WORD = re.compile(r"\S*\w\S*")

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")

_FLATTERY = re.compile(
    r"\b(?:passionn|formidable|extraordinaire|incroyable|génial|bravo|félicit|impressionn|remarquab|brillant"
    r"|votre expertise|fantastic|amazing|great (?:work|question|story|post)|wonderful|impress|congrat|inspir"
    r"|awesome|incredible|your expertise|well done)",
    re.IGNORECASE,
)


def is_short(question: Question) -> bool:
    return len(_WORD.findall(question.text)) <= LONGEST


def is_short_beside_its_quotation(question: Question) -> bool:
    """What is quoted can be skimmed; what is asked has to be read."""
    return len(_WORD.findall(_QUOTED.sub(" ", question.text))) <= LONGEST


def frame(question: Question) -> str:
    """The question without what it quotes: the mould it came from."""
    return " ".join(_QUOTED.sub("…", question.text).split())


def asked_in_different_words(one: Written) -> bool:
    """Whether no two questions of a brief come from one mould."""
    frames = [frame(question) for question in one.questions]
    return len(set(frames)) == len(frames)


def flatters(question: Question) -> bool:
    return _FLATTERY.search(question.text) is not None


def names_the_matter(question: Question, subject: Iterable[str]) -> bool:
    """Whether it says a content word or a figure of the topic, a passage or the author's subjects."""
    known = {stem for text in subject for stem in content_stems(words_of(text))}
    return bool(content_stems(words_of(question.text)) & known)


def asked_differently(written: Sequence[Written], language: str) -> Iterator[bool]:
    """For each two colleagues at the same source: do they share at most one question, and not the first?"""
    for meeting, met in meetings(written).items():
        for one, other in combinations(met, 2):
            if (
                meeting.language != language
                or one.author == other.author
                or not (one.questions and other.questions)
            ):
                continue
            mine, theirs = ([q.text for q in some.questions] for some in (one, other))
            yield mine[0] != theirs[0] and len(set(mine) & set(theirs)) <= 1
