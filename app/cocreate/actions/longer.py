"""Longer: an answer that the text left out, or one more fact, in its place; nothing is padded."""

from collections.abc import Iterator

from app.cocreate.actions.layout import (
    Blocks,
    after_fact,
    end_of_body,
    inserted,
    read_layout,
    separator,
    write_out,
)
from app.cocreate.actions.material import further_facts, told, unused_words, words_of
from app.cocreate.actions.outcome import Change, NotPossible, Outcome, Sheet, choose
from app.cocreate.fit import fits
from app.cocreate.pieces import Kind, Piece
from knowledge_base.indexes import Embedder

MOST_FACTS = 4


def longer(sheet: Sheet, embedder: Embedder | None) -> Outcome:
    blocks = read_layout(sheet)
    changes = [*_own(sheet, blocks), *_facts(sheet, blocks, embedder)]
    fitting = [change for change in changes if fits(change.text, sheet.brief.channel)]
    if not fitting:
        return NotPossible("no_room" if changes else "nothing_to_add")
    return choose(fitting, sheet.turn) or NotPossible("nothing_to_add")


def _own(sheet: Sheet, blocks: Blocks) -> Iterator[Change]:
    between = separator(blocks, sheet)
    for unused in unused_words(sheet):
        pieces = (Piece(Kind.OWN, unused.text),)
        yield Change("own_added", write_out(inserted(blocks, place_for_words(blocks), pieces, between)))


def _facts(sheet: Sheet, blocks: Blocks, embedder: Embedder | None) -> Iterator[Change]:
    between = separator(blocks, sheet)
    for turn, one in enumerate(further_facts(sheet, embedder)[:MOST_FACTS]):
        pieces = told(one, sheet, turn)
        text = write_out(inserted(blocks, _place_for_fact(blocks), pieces, between))
        yield Change("fact_added", text, (one.fact.passage.id,), words_of(pieces))


def place_for_words(blocks: Blocks) -> int:
    """After the author's first words."""
    own = [place for place, block in enumerate(blocks) if block.says_something]
    if not own:
        return end_of_body(blocks)
    place = own[0] + 1
    while place < len(blocks) and not any(character.isalnum() for character in blocks[place].text):
        place += 1  # an emoji on a line of its own goes with what stands before it
    return place


def _place_for_fact(blocks: Blocks) -> int:
    """After the last fact and the line that goes with it; else after the author's first words."""
    facts = [place for place, block in enumerate(blocks) if block.kind is Kind.FACT]
    return after_fact(blocks, facts[-1]) if facts else place_for_words(blocks)
