"""The other language: another draft, from sources in that language and from what its author says in it.

Nothing here translates. What the author said comes along as they said it, marked to be said again.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.cocreate.actions.layout import read_layout
from app.cocreate.actions.outcome import Asked, Change, NotPossible, Outcome, Sheet, choose
from app.cocreate.actions.personal import block_of
from app.cocreate.composition import Writer
from app.cocreate.questions import ask_questions
from app.cocreate.takes import joiner
from app.domain.briefs import Answer, Brief, Question
from app.domain.people import Language
from guardrails.compliance.left_to_say import MARKS


def other_language(language: Language) -> Language:
    return Language.ENGLISH if language is Language.FRENCH else Language.FRENCH


def in_other_language(sheet: Sheet, writer: Writer) -> Outcome:
    """Ask for the author's take in that language; given one, compose from it and from what is found there.

    The sheet's passages and voice are those of the other language, its text and brief of the first.
    """
    brief = replace(begun(sheet.brief), seed=sheet.brief.seed)
    said = own_words_of(sheet)
    question = _question(_named_there(brief, sheet), sheet)
    if not sheet.answer.strip():
        return Asked(question, said=said)
    if block_of(sheet.answer, question, replace(sheet, brief=brief)) is None:
        return Asked(question, "too_short", said)
    brief = replace(brief, answers=(Answer(question, sheet.answer.strip()),), vouched=said)
    between = joiner(sheet.voice.profile.style)
    apart = between if "\n" in between else "\n\n"
    marked = [MARKS[brief.language].format(said=words) for words in said]
    changes = [
        Change("other_language", apart.join((variant.text, *marked)), variant.passage_ids, brief=brief)
        for variant in writer.write(_named_there(brief, sheet), sheet.passages, sheet.voice).variants
    ]
    return choose(changes, sheet.turn) or NotPossible("no_angle")


def begun(brief: Brief) -> Brief:
    """A brief on the same topic for the same channel, in the other language, with nothing said yet."""
    return Brief(
        topic=brief.topic,
        channel=brief.channel,
        language=other_language(brief.language),
        document_id=brief.document_id,
        seed=brief.seed,
    )


def own_words_of(sheet: Sheet) -> tuple[str, ...]:
    """The author's paragraphs as they stand in the text."""
    return tuple(block.text for block in read_layout(sheet) if block.says_something)


def _named_there(brief: Brief, sheet: Sheet) -> Brief:
    """The topic as the best source in the other language calls it, since its words were the first's."""
    titles = (passage.title for passage in sheet.passages if passage.language == brief.language)
    return replace(brief, topic=next(titles, "") or brief.topic)


def _question(brief: Brief, sheet: Sheet) -> Question:
    questions: Sequence[Question] = ask_questions(
        brief, sheet.passages, topics=sheet.voice.topics, wishes=sheet.voice.wishes
    )
    return questions[sheet.asked % len(questions)]
