"""Another opening: a paragraph of the text comes first, an answer it left out, or another fact."""

from collections.abc import Iterator
from dataclasses import replace

from app.cocreate.actions.layout import (
    Block,
    Blocks,
    end_of_body,
    inserted,
    is_of,
    moved_first,
    read_layout,
    separator,
    without,
    write_out,
)
from app.cocreate.actions.material import further_facts, told, unused_words, words_of
from app.cocreate.actions.outcome import Change, NotPossible, Outcome, Sheet, choose
from app.cocreate.fit import fits
from app.cocreate.pieces import Kind, Piece
from app.cocreate.takes import Stance, own_blocks
from app.domain.briefs import Brief
from guardrails.authenticity.voice.style import Style
from knowledge_base.indexes import Embedder

MOST_FACTS = 3
MOST_PARAGRAPHS = 20
"""Looked at for an opening: nobody needs more to choose from."""


def another_opening(sheet: Sheet, embedder: Embedder | None) -> Outcome:
    """Whole paragraphs only: a sentence moved alone loses what it leans on."""
    blocks = read_layout(sheet)
    changes = [*_moved(sheet, blocks), *_brought(sheet, blocks)]
    if blocks and blocks[0].kind is Kind.FACT:
        changes += _replaced(sheet, blocks, embedder)
    elif not changes:
        changes += _opened(sheet, blocks, embedder)
    fitting = [change for change in changes if fits(change.text, sheet.brief.channel)]
    return choose(fitting, sheet.turn) or NotPossible("no_opening")


def opens(text: str, brief: Brief, style: Style) -> bool:
    """Whether these words can be the first that a reader sees."""
    return any(
        block.stance is Stance.OPENS for block in own_blocks(replace(brief, idea=text, answers=()), style)
    )


def _moved(sheet: Sheet, blocks: Blocks) -> Iterator[Change]:
    between = separator(blocks, sheet)
    for place, block in enumerate(blocks[:MOST_PARAGRAPHS]):
        if place > 0 and _is_paragraph(blocks, place) and _can_open(block, sheet):
            what = "opens_with_fact" if block.kind is Kind.FACT else "opens_with_own"
            yield Change(what, write_out(_line_last(moved_first(blocks, place, between), place, between)))


def _line_last(moved: Blocks, place: int, between: str) -> Blocks:
    """The line that stood under the fact now first closes the text, rather than stay where that was."""
    left, fact = place + 1, moved[0].fact
    if left >= end_of_body(moved) or moved[left].kind is not Kind.LINE or not is_of(moved[left], fact):
        return moved
    rest = without(moved, {left})
    line = moved[left]
    return inserted(rest, end_of_body(rest), (Piece(line.kind, line.text, line.fact),), between)


def _is_paragraph(blocks: Blocks, place: int) -> bool:
    ends = place + 1 == len(blocks) or "\n" in blocks[place + 1].before
    return "\n" in blocks[place].before and ends


def _can_open(block: Block, sheet: Sheet) -> bool:
    if block.kind is Kind.FACT:
        return True
    return block.says_something and opens(block.text, sheet.brief, sheet.voice.profile.style)


def _brought(sheet: Sheet, blocks: Blocks) -> Iterator[Change]:
    between = separator(blocks, sheet)
    for unused in unused_words(sheet):
        if unused.stance is Stance.OPENS:
            pieces = (Piece(Kind.OWN, unused.text),)
            yield Change("opens_with_own", write_out(inserted(blocks, 0, pieces, between)))


def _replaced(sheet: Sheet, blocks: Blocks, embedder: Embedder | None) -> Iterator[Change]:
    """Another fact instead of the one that opens, which its author has left as it was."""
    first = blocks[0].fact
    others = [block for block in blocks[1:] if block.kind is Kind.FACT and is_of(block, first)]
    lines = {p for p, b in enumerate(blocks) if not others and b.kind is Kind.LINE and is_of(b, first)}
    rest = without(blocks, {0, *lines})
    yield from _opened(sheet, rest, embedder)


def _opened(sheet: Sheet, rest: Blocks, embedder: Embedder | None) -> Iterator[Change]:
    between = separator(rest, sheet)
    left = replace(sheet, text=write_out(rest))
    for turn, one in enumerate(further_facts(sheet, embedder)[:MOST_FACTS]):
        pieces = told(one, left, turn)
        with_line = inserted(rest, end_of_body(rest), pieces[1:], between)
        text = write_out(inserted(with_line, 0, pieces[:1], between))
        yield Change("opens_with_fact", text, (one.fact.passage.id,), words_of(pieces))
