"""Merging drafts: the sentences an author picks, from whichever draft, as one text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.cocreate.actions.cited import bare
from app.cocreate.actions.layout import Block, is_of, read_layout, separator
from app.cocreate.actions.outcome import Sheet
from app.cocreate.facts import Fact
from app.cocreate.pieces import Kind
from guardrails.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Pick:
    """A sentence on offer, said once even where several drafts hold it.

    `key` is stable while the drafts are; `drafts` are the positions of those that hold it; `first`
    says that one of them opens with it. `line` tells where to read a fact, and comes along with it.
    """

    key: str
    text: str
    kind: Kind
    before: str
    drafts: tuple[int, ...]
    first: bool = False
    fact: Fact | None = None
    line: str = ""

    @property
    def numbers(self) -> str:
        """The drafts that hold it, as people count."""
        return ", ".join(str(draft + 1) for draft in self.drafts)

    @property
    def passage_id(self) -> int | None:
        return self.fact.passage.id if self.fact else None


def picks_of(texts: Sequence[str], sheet: Sheet) -> tuple[Pick, ...]:
    """The sentences of all drafts in reading order, each once. `sheet` tells what they were made from."""
    found: dict[str, Pick] = {}
    for draft, text in enumerate(texts):
        blocks = read_layout(replace(sheet, text=text))
        lines = [block for block in blocks if block.kind is Kind.LINE]
        for place, (block, sentence, before) in enumerate(_sentences(blocks)):
            same = found.get(_name(block, sentence))
            if same:
                found[_name(block, sentence)] = replace(
                    same, drafts=(*same.drafts, draft), first=same.first or place == 0
                )
                continue
            line = next((line.text for line in lines if is_of(line, block.fact)), "")
            found[_name(block, sentence)] = Pick(
                str(len(found)), sentence, block.kind, before, (draft,), place == 0, block.fact, line
            )
    return tuple(found.values())


def merged(picks: Sequence[Pick], keys: Collection[str], opening: str, between: str) -> str:
    """The picked sentences as one text, the one called `opening` first.

    Sentences that followed each other still do; a fact brings its line, after the last words.
    """
    chosen = [pick for pick in picks if pick.key in keys]
    chosen.sort(key=lambda pick: (pick.kind is Kind.TAGS, pick.key != opening))
    text = ""
    for number, pick in enumerate(chosen):
        follows = number > 0 and int(pick.key) == int(chosen[number - 1].key) + 1 and "\n" not in pick.before
        text += (pick.before if follows else between if text else "") + pick.text
    lines = dict.fromkeys(pick.line for pick in chosen if pick.line and pick.line not in text)
    return (between if "\n" in between else "\n").join((text, *lines)) if text else ""


def between_paragraphs(texts: Sequence[str], sheet: Sheet) -> str:
    blocks = [block for text in texts for block in read_layout(replace(sheet, text=text))]
    return separator(blocks, sheet)


def _name(block: Block, sentence: str) -> str:
    return f"{block.fact.passage.id}|{block.fact.position}" if block.fact else bare(sentence).casefold()


def _sentences(blocks: Sequence[Block]) -> list[tuple[Block, str, str]]:
    """(its block, the sentence, the white space before it); lines of sources belong to their facts."""
    found: list[tuple[Block, str, str]] = []
    for block in blocks:
        if block.kind is Kind.LINE:
            continue
        last = 0
        spans = _with_words(block.text) if block.kind is Kind.OWN else [(0, len(block.text))]
        for start, end in spans:
            found.append((block, block.text[start:end], block.before if not last else block.text[last:start]))
            last = end
    return found


def _with_words(text: str) -> list[tuple[int, int]]:
    """The sentences; an emoji that stands after one belongs to it."""
    spans: list[tuple[int, int]] = []
    for start, end in split_sentences(text):
        if spans and not any(character.isalnum() for character in text[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
