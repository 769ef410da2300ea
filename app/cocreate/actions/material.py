"""What an action may still bring into a text: facts that it lacks, and words its author gave and left out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.cocreate.actions.cited import bare
from app.cocreate.actions.layout import Block, read_layout
from app.cocreate.actions.outcome import Sheet
from app.cocreate.attribution import cite, source_name, styles_for
from app.cocreate.clashes import find_clashes
from app.cocreate.disarm import disarm_passages
from app.cocreate.facts import find_facts
from app.cocreate.lexicon import stems
from app.cocreate.pieces import Kind, Piece
from app.cocreate.ranking import RankedFact, rank_facts
from app.cocreate.takes import OwnBlock, own_blocks
from app.cocreate.wishes import Bounds
from app.domain.briefs import Answer, Brief, Question
from knowledge_base.indexes import Embedder

MOST_ANSWERS, LONGEST_ANSWER = 30, 5000
"""Paragraphs of a text that are taken for answers: as many, and as long, as a long post has."""

_LINK = re.compile(r"https?://\S+")
_SAID = 0.6
"""Share of a block's stems that the text holds already, from which it would say the same twice."""
_RETOLD = 0.3
"""Share of a take's stems in a paragraph of the writer's, from which that may be the take in other words."""


def as_it_stands(sheet: Sheet, blocks: Sequence[Block]) -> Brief:
    """The brief of somebody who had answered with what is the author's own in the text now.

    What the writer said in other words than the author's comes along in the author's.
    """
    brief = sheet.brief
    questions = {bare(answer.text): answer.question for answer in brief.answers}
    own = [block.text for block in blocks if block.says_something and len(block.text) <= LONGEST_ANSWER]
    own = own[:MOST_ANSWERS]
    answers = tuple(
        Answer(questions.get(bare(text), Question(f"stands-{place}", "")), text)
        for place, text in enumerate(own)
    )
    retold = {take for take in brief.takes if _is_retold(take, own, blocks, sheet)}
    idea = brief.idea if brief.idea.strip() in retold else ""
    return replace(
        brief, idea=idea, answers=(*answers, *(one for one in brief.answers if one.text.strip() in retold))
    )


def _is_retold(take: str, own: Sequence[str], blocks: Sequence[Block], sheet: Sheet) -> bool:
    """Whether a take is in the text only as the writer put it: neither typed there nor taken out by hand."""
    language = sheet.brief.language
    held = stems(take, language)
    if any(bare(take) in bare(text) or _tells(text, held, language, _SAID) for text in own):
        return False
    framed = (block.text for block in blocks if block.kind is Kind.FRAME)
    return bare(take) not in bare(sheet.offered) or any(
        bare(take) in bare(text) or _tells(text, held, language, _RETOLD) for text in framed
    )


def _tells(text: str, held: frozenset[str], language: str, share: float) -> bool:
    return len(held & stems(text, language)) >= share * len(held)


def further_facts(sheet: Sheet, embedder: Embedder | None) -> tuple[RankedFact, ...]:
    """Facts on the topic that the text does not hold yet, best first; none against what the author says."""
    blocks = read_layout(sheet)
    brief = as_it_stands(sheet, blocks)
    passages = disarm_passages(sheet.passages)
    ranked = rank_facts(find_facts(passages, language=brief.language), brief, embedder=embedder)
    bounds = Bounds.of(sheet.voice.wishes)
    clashing = [clash.ranked for clash in find_clashes(ranked, brief, passages)]
    return tuple(
        one
        for one in ranked
        if one not in clashing and not _is_said(one.fact.text, sheet) and bounds.allow(one.fact)
    )


def unused_words(sheet: Sheet) -> tuple[OwnBlock, ...]:
    """The author's answers that the text does not hold, as they were typed."""
    blocks = own_blocks(sheet.brief, sheet.voice.profile.style)
    return tuple(block for block in blocks if not _is_said(block.text, sheet))


def told(one: RankedFact, sheet: Sheet, turn: int) -> tuple[Piece, ...]:
    """The fact with its attribution, naming its source as the text does not yet; no link twice."""
    style = sheet.voice.profile.style
    brief, rules = sheet.brief, sheet.voice.rules
    ways = styles_for(style, seed=brief.seed + turn, language=brief.language, rules=rules)
    every = [cite(one.fact, way, brief, style, rules=rules) for way in ways]
    fresh = [pieces for pieces in every if not _is_worn(pieces, one, sheet)]
    chosen = next(iter(fresh), every[0])
    return tuple(piece for piece in chosen if not _is_linked(piece, one, sheet))


def _is_worn(pieces: Sequence[Piece], one: RankedFact, sheet: Sheet) -> bool:
    """Whether the text begins a fact with the same words, or has such a line or its link."""
    name, first = source_name(one.fact.passage, sheet.brief.language), pieces[0].text
    beginning = first[: first.find(name) + len(name) + 3] if name in first[: len(name) + 15] else ""
    read_there = any(piece.text in sheet.text or _is_linked(piece, one, sheet) for piece in pieces[1:])
    return read_there or bool(beginning and beginning in sheet.text)


def _is_linked(piece: Piece, one: RankedFact, sheet: Sheet) -> bool:
    """Whether it is a line for a link that the text holds already."""
    url = one.fact.passage.url
    return piece.kind is Kind.LINE and bool(url) and url in _links(sheet.text)


def _links(text: str) -> frozenset[str]:
    """Whole addresses: one that only begins with another is another page."""
    return frozenset(link for found in _LINK.findall(text) for link in (found, found.rstrip(".,;:!?)")))


def words_of(pieces: Sequence[Piece | Block]) -> tuple[str, ...]:
    return tuple(piece.text for piece in pieces if piece.kind in (Kind.FACT, Kind.LINE))


def _is_said(text: str, sheet: Sheet) -> bool:
    language = sheet.brief.language
    return bare(text) in bare(sheet.text) or _tells(sheet.text, stems(text, language), language, _SAID)
