"""What edits taught of an author's voice; every query is one author's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.people import Language, PersonId
from app.domain.voice_rules import KEPT, Example, Lesson, RuleKind, VoiceRule, weighed
from app.errors import NotFound
from app.store.tables import VoiceLearningRow, VoiceLessonRow, VoiceRuleRow

MOST_RULES = 500
"""Kept per author; what was seen once is mostly chance, and the oldest of it goes first."""
LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Learning:
    """What the author lets be learned: from their edits, and from the posts they say they published."""

    from_edits: bool = True
    from_posts: bool = True


def get_learning(session: Session, *, author_id: PersonId) -> Learning:
    row = session.get(VoiceLearningRow, author_id)
    return Learning(row.from_edits, row.from_posts) if row else Learning()


def save_learning(session: Session, learning: Learning, *, author_id: PersonId) -> None:
    session.merge(
        VoiceLearningRow(author_id=author_id, from_edits=learning.from_edits, from_posts=learning.from_posts)
    )


def list_rules(
    session: Session, *, author_id: PersonId, language: Language | None = None
) -> tuple[VoiceRule, ...]:
    """The author's rules weighed against each other, those taught last first."""
    mine = VoiceRuleRow.author_id == author_id
    query = (
        select(VoiceRuleRow, VoiceLessonRow)
        .join(VoiceLessonRow, VoiceLessonRow.rule_id == VoiceRuleRow.id)
        .where(mine, VoiceRuleRow.language == language if language else mine)
        .order_by(VoiceLessonRow.at.desc(), VoiceLessonRow.draft_id.desc())
    )
    rows: dict[int, VoiceRuleRow] = {}
    examples: dict[int, list[Example]] = {}
    for rule, lesson in session.execute(query):
        rows[rule.id] = rule
        examples.setdefault(rule.id, []).append(_example(lesson))
    return weighed(_rule(row, examples[row.id]) for row in rows.values())


def words_taken_out(session: Session, *, author_id: PersonId, language: Language) -> tuple[str, ...]:
    """The words that the author replaced or removed at least once."""
    query = select(VoiceRuleRow.name).where(
        VoiceRuleRow.author_id == author_id,
        VoiceRuleRow.language == language,
        VoiceRuleRow.kind == RuleKind.WORDS,
    )
    return tuple(session.scalars(query.limit(MOST_RULES)))


def keep_lessons(
    session: Session,
    draft_id: int,
    lessons: Iterable[Lesson],
    *,
    language: Language,
    author_id: PersonId,
    now: datetime,
) -> None:
    """What a draft teaches, in the place of what it taught before: its text may have changed since.

    That a habit was kept only matters where it was changed in another draft.
    """
    forget_draft(session, draft_id, author_id=author_id)
    query = select(VoiceRuleRow).where(VoiceRuleRow.author_id == author_id, VoiceRuleRow.language == language)
    known = {(row.kind, row.name): row for row in session.scalars(query)}
    for lesson in lessons:
        row = known.get((lesson.kind, lesson.name))
        if not _fits(lesson) or (row is None and lesson.after == KEPT):
            continue
        if row is None:
            row = VoiceRuleRow(
                author_id=author_id, language=language, kind=lesson.kind, name=lesson.name, active=True
            )
            session.add(row)
            session.flush()
        session.add(
            VoiceLessonRow(
                rule_id=row.id,
                draft_id=draft_id,
                after=lesson.after,
                was=lesson.was,
                became=lesson.became,
                at=now,
            )
        )
    session.flush()
    _tidy(session, author_id=author_id)


def forget_draft(session: Session, draft_id: int, *, author_id: PersonId) -> None:
    """Take back what a draft taught."""
    mine = select(VoiceRuleRow.id).where(VoiceRuleRow.author_id == author_id)
    session.execute(
        delete(VoiceLessonRow).where(VoiceLessonRow.draft_id == draft_id, VoiceLessonRow.rule_id.in_(mine))
    )


def switch_rule(session: Session, rule_id: int, *, active: bool, author_id: PersonId) -> None:
    """Raises NotFound for somebody else's."""
    result = session.execute(
        update(VoiceRuleRow)
        .where(VoiceRuleRow.id == rule_id, VoiceRuleRow.author_id == author_id)
        .values(active=active)
    )
    _check_found(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE answers with a cursor


def delete_rule(session: Session, rule_id: int, *, author_id: PersonId) -> None:
    """The rule with all that taught it; raises NotFound for somebody else's."""
    result = session.execute(
        delete(VoiceRuleRow).where(VoiceRuleRow.id == rule_id, VoiceRuleRow.author_id == author_id)
    )
    _check_found(result.rowcount)  # type: ignore[attr-defined]  # a DELETE answers with a cursor


def delete_rules(session: Session, *, author_id: PersonId) -> None:
    session.execute(delete(VoiceRuleRow).where(VoiceRuleRow.author_id == author_id))


def drop_untaught(session: Session, *, author_id: PersonId) -> None:
    """Forget the rules that no draft teaches any more: no page shows them, so nobody could delete them."""
    taught = select(VoiceLessonRow.rule_id).where(VoiceLessonRow.rule_id == VoiceRuleRow.id).exists()
    session.execute(
        delete(VoiceRuleRow)
        .where(VoiceRuleRow.author_id == author_id, ~taught)
        .execution_options(synchronize_session=False)
    )


def _check_found(rows: int) -> None:
    if rows == 0:
        raise NotFound("This rule is not here any more.")


def _fits(lesson: Lesson) -> bool:
    return max(len(lesson.name), len(lesson.after)) <= LONGEST_WORDS


def _tidy(session: Session, *, author_id: PersonId) -> None:
    """Beyond the most that are kept, rules seen in one draft only go, the oldest first."""
    drop_untaught(session, author_id=author_id)
    rules = list_rules(session, author_id=author_id)
    spare = [rule.id for rule in rules if rule.active and len(rule.examples) == 1][::-1]
    if (excess := len(rules) - MOST_RULES) > 0:
        session.execute(delete(VoiceRuleRow).where(VoiceRuleRow.id.in_(spare[:excess])))


def _example(row: VoiceLessonRow) -> Example:
    return Example(row.draft_id, row.after, row.was, row.became, row.at)


def _rule(row: VoiceRuleRow, examples: list[Example]) -> VoiceRule:
    return VoiceRule(
        id=row.id,
        language=Language(row.language),
        kind=RuleKind(row.kind),
        name=row.name,
        active=row.active,
        examples=tuple(examples),
    )
