"""What one draft teaches of its author: the writer's first text against the text they made of it."""

from collections.abc import Collection

from app.domain.habit_lessons import habit_lessons
from app.domain.voice_rules import Lesson
from app.domain.word_lessons import word_lessons, words_put_in
from guardrails.authenticity.voice.anatomy import dissect


def lessons_of(first: str, final: str, language: str, *, removed: Collection[str] = ()) -> tuple[Lesson, ...]:
    """What the edits from `first` to `final` say of their author, at most one lesson for each thing.

    `removed` are words that the author used to replace or take out: putting them in is a lesson too.
    A draft left as it was says nothing.
    """
    if not first.strip() or not final.strip() or first == final:
        return ()
    found = (
        *word_lessons(dissect(first), dissect(final), language),
        *words_put_in(first, final, removed),
        *habit_lessons(dissect(first), dissect(final), language),
    )
    return tuple({(lesson.kind, lesson.name): lesson for lesson in found}.values())
