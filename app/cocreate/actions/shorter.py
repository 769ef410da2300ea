"""Shorter: sentences of a source say less, or go; the author's own words are never cut."""

from collections.abc import Iterator
from dataclasses import replace

from app.cocreate.actions.cited import even
from app.cocreate.actions.layout import Block, Blocks, is_of, read_layout, without, write_out
from app.cocreate.actions.outcome import Change, NotPossible, Outcome, Sheet, choose
from app.cocreate.attribution import cite, source_name
from app.cocreate.fit import fits
from app.cocreate.pieces import Kind

MOST_FACTS = 8
"""Offered to be dropped one by one, the last ones first."""


def shorter(sheet: Sheet) -> Outcome:
    """First the cuts that take least; where the text is too long for its channel, first those that fit it."""
    blocks = read_layout(sheet)
    changes = [change for change in _cuts(sheet, blocks) if 0 < len(change.text) < len(sheet.text.rstrip())]
    if not changes:
        return NotPossible(_nothing(blocks))
    changes.sort(key=lambda change: (not _fits(change.text, sheet), -len(change.text)))
    return choose(changes, sheet.turn) or NotPossible("nothing_to_cut")


def _nothing(blocks: Blocks) -> str:
    """Why nothing can be cut: where the writer put all in words of its own, nobody's words stand alone."""
    kinds = {block.kind for block in blocks}
    if Kind.FACT in kinds:
        return "nothing_to_cut"
    return "all_in_one" if Kind.FRAME in kinds else "only_yours"


def _fits(text: str, sheet: Sheet) -> bool:
    """Only a text that is too long asks for one that is not."""
    return fits(text, sheet.brief.channel) or fits(sheet.text, sheet.brief.channel)


def _cuts(sheet: Sheet, blocks: Blocks) -> Iterator[Change]:
    tight = tuple(_tightened(block, blocks, sheet) for block in blocks)
    yield Change("tightened", write_out(tight), brought_in=_new(tight, blocks))
    facts = [place for place, block in enumerate(blocks) if block.kind is Kind.FACT]
    rest = any(block.says_something for block in blocks)
    for place in facts[: -MOST_FACTS - 1 : -1]:
        if rest or len(facts) > 1:
            yield Change("fact_dropped", write_out(without(blocks, _with_line(blocks, {place}))))
    if rest and len(facts) > 1:
        yield Change("facts_dropped", write_out(without(blocks, _with_line(blocks, {*facts}))))


def _new(tight: Blocks, blocks: Blocks) -> tuple[str, ...]:
    return tuple(one.text for one, other in zip(tight, blocks, strict=True) if one != other)


def _tightened(block: Block, blocks: Blocks, sheet: Sheet) -> Block:
    """The shortest form of a fact that still names its source; the block itself when there is none."""
    fact = block.fact
    if block.kind is not Kind.FACT or fact is None:
        return block
    name = source_name(fact.passage, sheet.brief.language)
    has_line = any(other.kind is Kind.LINE and is_of(other, fact) for other in blocks)
    for form in fact.shorter():
        bare = has_line or name in form.text
        first = cite(
            form, "link" if bare else "prose", sheet.brief, sheet.voice.profile.style, rules=sheet.voice.rules
        )[0]
        if (bare or even(name) in even(first.text)) and len(first.text) < len(block.text):
            return replace(block, text=first.text)
    return block


def _with_line(blocks: Blocks, gone: set[int]) -> set[int]:
    """Lines go along when no fact that stays is read there."""
    dropped = [blocks[place].fact for place in gone]
    read = [block.fact for place, block in enumerate(blocks) if block.kind is Kind.FACT and place not in gone]
    return gone | {
        place
        for place, block in enumerate(blocks)
        if block.kind is Kind.LINE
        and any(is_of(block, fact) for fact in dropped)
        and not any(is_of(block, fact) for fact in read)
    }
