"""More personal: one question to the author, and their answer as a block of its own."""

from dataclasses import replace

from app.cocreate.actions.layout import Blocks, after_fact, inserted, read_layout, separator, write_out
from app.cocreate.actions.longer import place_for_words
from app.cocreate.actions.outcome import Asked, Change, NotPossible, Outcome, Sheet
from app.cocreate.asking import kind_of
from app.cocreate.pieces import Kind, Piece
from app.cocreate.questions import ask_one_more
from app.cocreate.takes import OwnBlock, Stance, own_blocks
from app.domain.briefs import Answer, Question

MOST_QUESTIONS = 5
_PERSONAL = frozenset({"work", "person", "place", "take", "note", "more"})
"""Kinds of questions that are about the author and what they saw."""


def more_personal(sheet: Sheet) -> Outcome:
    """Ask; given an answer, put it where it replies to something, else after the author's first words."""
    question = next_question(sheet)
    if question is None:
        return NotPossible("nothing_to_ask")
    if not sheet.answer.strip():
        return Asked(question)
    block = block_of(sheet.answer, question, sheet)
    if block is None:
        return Asked(question, "too_short")
    blocks = read_layout(sheet)
    pieces = (Piece(Kind.OWN, block.text),)
    text = write_out(inserted(blocks, _place(blocks, block, question), pieces, separator(blocks, sheet)))
    return Change("answer_added", text, question=question)


def next_question(sheet: Sheet) -> Question | None:
    """One about the author themselves before one about the source; None when all was asked."""
    brief, found = sheet.brief, list[Question]()
    while len(found) < MOST_QUESTIONS:
        question = ask_one_more(brief, sheet.passages, said=True, wishes=sheet.voice.wishes)
        if question is None:
            break
        found.append(question)
        brief = replace(brief, answers=(*brief.answers, Answer(question, "")))
    found.sort(key=lambda question: kind_of(question) not in _PERSONAL)
    return found[sheet.asked % len(found)] if found else None


def block_of(answer: str, question: Question, sheet: Sheet) -> OwnBlock | None:
    """The answer as it will stand: the author's words, set lightly; None when it is too short to stand."""
    only = replace(sheet.brief, idea="", answers=(Answer(question, answer.strip()),))
    return next(iter(own_blocks(only, sheet.voice.profile.style)), None)


def _place(blocks: Blocks, block: OwnBlock, question: Question) -> int:
    facts = [
        place
        for place, other in enumerate(blocks)
        if other.kind is Kind.FACT and other.fact and other.fact.passage.id == question.passage_id
    ]
    if facts and block.stance is not Stance.OPENS:
        return after_fact(blocks, facts[0])
    return place_for_words(blocks)
