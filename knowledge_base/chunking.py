"""Cutting a document's blocks into passages: whole sentences, one heading each, of even length."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from knowledge_base.passages import Chunk
from knowledge_base.sentences import split_sentences

LONGEST = 900  # characters of a passage; longer only when nothing but letters follow each other
USUAL = 650


def chunk(blocks: Iterable[Chunk]) -> tuple[Chunk, ...]:
    """Pack paragraphs into passages of about 400 to 900 characters.

    A passage never crosses a heading or a page; it is shorter where a section is. Paragraphs
    within one are separated by a line break, sentences by a space.
    """
    sections = groupby(blocks, key=lambda block: (block.heading, block.page))
    return tuple(
        Chunk(text=text, heading=heading, page=page)
        for (heading, page), paragraphs in sections
        for text in _pack(_sentences(paragraphs))
    )


def _sentences(paragraphs: Iterable[Chunk]) -> list[str]:
    """Return sentences that each end with what follows them: a space, or a line break."""
    found: list[str] = []
    for paragraph in paragraphs:
        for line in paragraph.text.splitlines():
            parts = [part for sentence in split_sentences(line) for part in _within_limit(sentence)]
            found += [f"{part} " for part in parts[:-1]] + [f"{part}\n" for part in parts[-1:]]
    return found


def _pack(sentences: Sequence[str]) -> Iterator[str]:
    total = sum(map(len, sentences))
    target = LONGEST if total <= LONGEST else total / math.ceil(total / USUAL)
    passage = ""
    for sentence in sentences:
        # Stop where the overshoot of one sentence more would be worse than the shortfall of one less.
        too_long = len(passage) + len(sentence) > LONGEST
        if passage and (too_long or len(passage) + len(sentence) / 2 > target):
            yield passage.strip()
            passage = ""
        passage += sentence
    if passage.strip():
        yield passage.strip()


def _within_limit(sentence: str) -> Iterator[str]:
    """Cut what no reader would call a sentence at a space, or anywhere when there is none."""
    start = 0
    while len(sentence) - start > LONGEST:
        cut = sentence.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield sentence[start:cut].strip()
        start = cut
    if rest := sentence[start:].strip():
        yield rest
