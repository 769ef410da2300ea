"""The pieces of a document that are worth recognising: its sentences, and the clauses of long ones."""

import re
from collections.abc import Iterator, Sequence

from guardrails.doc import Doc
from guardrails.sentences import Span
from guardrails.stems import STOPWORDS
from guardrails.tokens import Word

SHINGLE = 6
STEM_RUN = 5
_STEM = 6
_SHORTEST = 5
_LONGEST = 40
_SHORTEST_CLAUSE = 7
_CLAUSE_ENDS = re.compile(r"[,;:()]\s|\s[–—-]\s|[–—]")


def pieces_of(doc: Doc, sentence: int, *, clauses: bool = True) -> Iterator[Sequence[Word]]:
    """The canonical words of a sentence of five or more, cut at forty, then those of its clauses.

    Whoever leaves half of a sentence out has still copied the other half.
    """
    words = doc.canonical(sentence).words
    for at in range(0, len(words), _LONGEST):
        # A cut must not lose the runs that cross it.
        piece = words[at : at + _LONGEST + SHINGLE - 1]
        if _says_something(piece, shortest=_SHORTEST):
            yield piece
    if clauses:
        yield from _clauses(doc, doc.sentences[sentence], words)


def _clauses(doc: Doc, sentence: Span, words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    ends = [match.start() for match in _CLAUSE_ENDS.finditer(doc.folded, *sentence)]
    if not ends:
        return
    for start, end in zip([sentence[0], *ends], [*ends, sentence[1]], strict=True):
        clause = [word for word in words if start <= word.start < end]
        if len(clause) <= _LONGEST and _says_something(clause, shortest=_SHORTEST_CLAUSE):
            yield clause


def telling_stems(words: Sequence[Word]) -> list[tuple[str, int]]:
    """The content words cut to stems, in order, each with its place among `words`; figures stay whole."""
    return [
        (word.form if word.form[0].isdigit() else word.form[:_STEM], at)
        for at, word in enumerate(words)
        if word.form[0].isdigit() or (len(word.form) > 2 and word.form not in STOPWORDS)
    ]


def _says_something(words: Sequence[Word], *, shortest: int) -> bool:
    """French elisions ("n", "y", "d") would make a sentence of five words out of nothing."""
    telling = sum(len(word.form) >= 3 or word.form.isdigit() for word in words)
    return len(words) >= shortest and telling >= shortest - 1
