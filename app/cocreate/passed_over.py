"""Which kinds of questions an author leaves empty, told by their own last drafts alone."""

from collections import defaultdict
from collections.abc import Iterable

from app.cocreate.asking import kind_of
from app.domain.briefs import Answer

TWICE = 2


def kinds_passed_over(answers: Iterable[Answer]) -> frozenset[str]:
    """The kinds skipped the last two times they were asked; `answers` are newest first, "" for a skip."""
    told: defaultdict[str, list[bool]] = defaultdict(list)
    for answer in answers:
        told[kind_of(answer.question)].append(not answer.text.strip())
    return frozenset(kind for kind, skipped in told.items() if len(skipped) >= TWICE and all(skipped[:TWICE]))
