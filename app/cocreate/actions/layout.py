"""A text as blocks: what still stands as a source has it, and the rest, which is its author's to change."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.cocreate.actions.cited import Cited, bare, find_cited
from app.cocreate.actions.outcome import Sheet
from app.cocreate.attribution import source_name
from app.cocreate.facts import Fact
from app.cocreate.pieces import Kind, Piece
from app.cocreate.takes import joiner

_PARAGRAPH = re.compile(r"(\s*)([^\n]*\S)")
_TAGS = re.compile(r"(?:#\w+[ \u00a0]*)+")
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a text and the white space `before` it. FACT and LINE blocks know their fact."""

    before: str
    text: str
    kind: Kind
    fact: Fact | None = None

    @property
    def says_something(self) -> bool:
        return self.kind is Kind.OWN and len(self.text.split()) >= FEWEST_WORDS


Blocks = tuple[Block, ...]


def read_layout(sheet: Sheet) -> Blocks:
    """The blocks of the text in order; `write_out` gives the text back, but for white space at its end."""
    blocks: list[Block] = []
    last = 0
    for cited in find_cited(sheet.text, sheet.brief, sheet.passages):
        blocks += _paragraphs(sheet.text[last : cited.start])
        blocks.append(_block(sheet.text, last, cited))
        last = cited.end
    blocks += _paragraphs(sheet.text[last:])
    offered, own = _folded(sheet.offered), [_folded(words) for words in sheet.brief.own_words]
    return tuple(_told_apart(block, offered, own) for block in blocks)


def _told_apart(block: Block, offered: str, own: Sequence[str]) -> Block:
    """A paragraph of the writer's that is nobody's words, such as a disclosure, is a frame."""
    words = _folded(block.text)
    framed = block.kind is Kind.OWN and words and words in offered and not any(words in one for one in own)
    return replace(block, kind=Kind.FRAME) if framed else block


def _folded(text: str) -> str:
    """For comparison: without what typography changes, and without marks or emoji at the end."""
    words = bare(text)
    end = len(words)
    while end and not words[end - 1].isalnum():
        end -= 1
    return words[:end].casefold()


def write_out(blocks: Sequence[Block]) -> str:
    return "".join(block.before + block.text for block in blocks)


def _paragraphs(stretch: str) -> list[Block]:
    return [
        Block(match.group(1), match.group(2), Kind.TAGS if _TAGS.fullmatch(match.group(2)) else Kind.OWN)
        for match in _PARAGRAPH.finditer(stretch.rstrip())
    ]


def _block(text: str, last: int, cited: Cited) -> Block:
    gap = text[last : cited.start]
    return Block(gap[len(gap.rstrip()) :], text[cited.start : cited.end], cited.kind, cited.fact)


def is_of(block: Block, fact: Fact | None) -> bool:
    """Whether a line, or another fact, is of the source of this fact: of its page, else of the same name."""
    if fact is None or block.fact is None:
        return False
    one, other = block.fact.passage, fact.passage
    if one.url or other.url:
        return one.url == other.url
    return source_name(one, fact.language) == source_name(other, fact.language)


def separator(blocks: Sequence[Block], sheet: Sheet) -> str:
    """What this text, or else this author, puts between paragraphs."""
    breaks = Counter(block.before for block in blocks[1:] if "\n" in block.before)
    if breaks:
        return breaks.most_common(1)[0][0]
    return joiner(sheet.voice.profile.style) if len(blocks) < 2 else "\n\n"


def without(blocks: Sequence[Block], gone: Collection[int]) -> Blocks:
    """The text less some blocks; where a paragraph lost its beginning, what follows begins it."""
    kept: list[Block] = []
    pending = ""
    for place, block in enumerate(blocks):
        before = max(pending, block.before, key=lambda space: space.count("\n"))
        if place in gone:
            pending = before
            continue
        kept.append(replace(block, before=before if kept else ""))
        pending = ""
    return tuple(kept)


def inserted(blocks: Sequence[Block], place: int, pieces: Sequence[Piece], between: str) -> Blocks:
    """The text with these pieces as paragraphs of their own before the block at `place`."""
    apart = between if "\n" in between else "\n"
    new = [
        Block(between if piece.kind is not Kind.LINE else apart, piece.text, piece.kind, piece.fact)
        for piece in pieces
    ]
    head, tail = list(blocks[:place]), list(blocks[place:])
    if not head and new:
        new[0] = replace(new[0], before="")
    if tail and not (head and "\n" in tail[0].before):
        tail[0] = replace(tail[0], before=between)
    return (*head, *new, *tail)


def moved_first(blocks: Sequence[Block], place: int, between: str) -> Blocks:
    """The same blocks with one of them as the opening."""
    rest = without(blocks, {place})
    return (replace(blocks[place], before=""), replace(rest[0], before=between), *rest[1:])


def after_fact(blocks: Sequence[Block], place: int) -> int:
    """The place after the fact at `place` and the line that goes with it."""
    after = place + 1
    line = after < end_of_body(blocks) and blocks[after].kind is Kind.LINE
    return after + 1 if line else after


def end_of_body(blocks: Sequence[Block]) -> int:
    """The place after the last words: before the lines of sources and tags that close the text."""
    place = len(blocks)
    while place > 0 and blocks[place - 1].kind in (Kind.LINE, Kind.TAGS):
        place -= 1
    return place
