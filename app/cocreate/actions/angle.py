"""Another angle: the whole text arranged anew, with every word that its author typed into it kept."""

from collections.abc import Iterator
from dataclasses import replace

from app.cocreate.actions.cited import bare
from app.cocreate.actions.layout import (
    FEWEST_WORDS,
    Block,
    Blocks,
    end_of_body,
    inserted,
    read_layout,
    separator,
    write_out,
)
from app.cocreate.actions.material import as_it_stands, words_of
from app.cocreate.actions.outcome import Change, NotPossible, Outcome, Sheet, choose
from app.cocreate.composition import Variant, Writer
from app.cocreate.disclosure import disclosure_of
from app.cocreate.fit import fits
from app.cocreate.pieces import Kind, Piece
from app.cocreate.variants import OPENING

SEEDS = (1, 2)
"""Other arrangements than the one on the table, by how far their seed is from its."""


def another_angle(sheet: Sheet, writer: Writer) -> Outcome:
    """Drafts from the words that stand in the text now; what they lack of hand edits is put back in."""
    blocks = read_layout(sheet)
    changes = [
        change for variant in _variants(sheet, blocks, writer) for change in _kept(variant, sheet, blocks)
    ]
    return choose(changes, sheet.turn) or NotPossible("no_angle")


def _variants(sheet: Sheet, blocks: Blocks, writer: Writer) -> Iterator[Variant]:
    """Those that open otherwise than the text does now, each opening once."""
    seen = {bare(sheet.text)[:OPENING]}
    for step in SEEDS:
        other = replace(sheet, brief=replace(sheet.brief, seed=sheet.brief.seed + step))
        brief = as_it_stands(other, blocks)
        for variant in writer.write(brief, sheet.passages, sheet.voice).variants:
            if bare(variant.text)[:OPENING] not in seen:
                seen.add(bare(variant.text)[:OPENING])
                yield variant


def _kept(variant: Variant, sheet: Sheet, blocks: Blocks) -> Iterator[Change]:
    """The variant with the author's hand edits, where there is room for them; else it is not offered.

    Typed by hand is what neither an answer nor the writer's part holds. What the writer put in other words
    goes out under the author's name as well: what of it is gone is told like the rest.
    """
    arranged = read_layout(replace(sheet, text=variant.text))
    said = bare(variant.text).casefold()
    given = [bare(text).casefold() for text in (*sheet.brief.takes, sheet.offered)]
    missing = [b for b in blocks if b.kind in (Kind.OWN, Kind.TAGS) and _words(b) not in said]
    retold = [b for b in blocks if _is_retold(b, sheet) and _words(b) not in said]
    typed = [block for block in missing if not any(_words(block) in text for text in given)]
    between = separator(blocks, sheet)
    words, tags = ([Piece(b.kind, b.text) for b in typed if b.kind is kind] for kind in (Kind.OWN, Kind.TAGS))
    with_words = inserted(arranged, end_of_body(arranged), words, between)
    text = write_out(inserted(with_words, len(with_words), tags, between))
    if fits(text, sheet.brief.channel):
        gone = [block for block in missing if block not in typed]
        left_out = tuple(block.text for block in blocks if block in gone or block in retold)
        what = f"angle_{variant.angle}"
        yield Change(what, text, variant.passage_ids, words_of(arranged), left_out)


def _is_retold(block: Block, sheet: Sheet) -> bool:
    """Whether it is a paragraph in the writer's words, rather than "I work there" or a greeting."""
    if block.kind is not Kind.FRAME or len(block.text.split()) < FEWEST_WORDS:
        return False
    if not sheet.voice.employer:
        return True
    seeds = (sheet.brief.seed + step for step in (0, *SEEDS))
    phrases = {disclosure_of(replace(sheet.brief, seed=seed), sheet.voice) for seed in seeds}
    return _words(block) not in {bare(phrase).casefold().rstrip(".") for phrase in phrases}


def _words(block: Block) -> str:
    return bare(block.text).casefold().rstrip(".")
