"""Whose are the words of a draft: the author's, the sources', or nobody's?"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from guardrails.normalisation import fold, normalise
from guardrails.tokens import WORD

PHRASE = 4
"""Words in a row that make a turn of phrase."""

_FIGURE = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)*")
_ADDRESS = re.compile(r"https?://\S+")


@lru_cache(maxsize=4096)
def words_of(text: str) -> Sequence[str]:
    """Folded words, without accents, marks and addresses."""
    return WORD.findall(fold(normalise(_ADDRESS.sub(" ", text)).text))


def kept_share(draft: str, blocks: Sequence[str]) -> float | None:
    """The share of the words of `blocks` that stand in the draft in the same order, block by block.

    None without words. The order is that of the longest common subsequence of each block with the draft.
    """
    there = words_of(draft)
    mine = [words_of(block) for block in blocks]
    total = sum(map(len, mine))
    return sum(_in_order(block, there) for block in mine) / total if total else None


def used(draft: str, block: str) -> bool:
    """Whether the draft says at least a third of the block."""
    share = kept_share(draft, [block])
    return share is not None and share >= 1 / 3


def _in_order(mine: Sequence[str], there: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(there) + 1)
    for word in mine:
        before = 0
        for place, other in enumerate(there, start=1):
            kept = row[place]
            row[place] = before + 1 if word == other else max(row[place], row[place - 1])
            before = kept
    return row[-1]


def stray_figures(draft: str, inputs: Iterable[str]) -> list[str]:
    """Figures of the draft that no input writes in digits; thousands and decimals in any fashion."""
    known = {figure for text in inputs for figure in _figures(text)}
    return [figure for figure in _figures(_ADDRESS.sub(" ", draft)) if figure not in known]


def _figures(text: str) -> Iterator[str]:
    for found in _FIGURE.finditer(text):
        yield re.sub(r"[ \u00a0\u202f]", "", found[0]).replace(",", ".")


def nobodys_phrases(
    draft: str, inputs: Collection[str], *, names: Iterable[str] = ()
) -> set[tuple[str, ...]]:
    """Turns of phrase within a line that stand in no input: the writer's own, or its seams.

    Those that do little but name a source are left out; `names` are titles and publishers.
    """
    named = {word for text in names for word in words_of(text)}
    given = {phrase for text in inputs for phrase in _phrases(words_of(text))}
    mine = {phrase for line in draft.splitlines() for phrase in _phrases(words_of(line))} - given
    return {phrase for phrase in mine if len(set(phrase) - named) >= PHRASE // 2}


def _phrases(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for at in range(len(words) - PHRASE + 1):
        yield tuple(words[at : at + PHRASE])


def opening(text: str, count: int = 5) -> str:
    """The first words, by which a reader tells one post from another."""
    return " ".join(words_of(text)[:count])
