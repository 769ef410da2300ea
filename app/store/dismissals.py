"""What authors found fine as it is, and how often each rule spoke: counted, never told of a person."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain.dismissals import Dismissal, Dismissals, Reason
from app.store.tables import DismissalRow, DraftRow, FiringRow

FEWEST_PEOPLE = 5
"""Below this many authors nothing is counted out loud."""


def list_dismissals(session: Session, draft_id: int) -> Dismissals:
    """Those of one draft; whoever may open the draft may see them."""
    rows = session.scalars(select(DismissalRow).where(DismissalRow.draft_id == draft_id))
    return {
        row.fingerprint: Dismissal(row.rule, row.fingerprint, Reason(row.reason), row.words, row.dismissed_at)
        for row in rows
    }


def save_dismissal(
    session: Session,
    draft_id: int,
    *,
    rule: str,
    fingerprint: str,
    reason: Reason,
    words: str,
    now: datetime,
) -> None:
    """Keep the answer, or the newer one in its place."""
    delete_dismissal(session, draft_id, fingerprint)
    session.add(
        DismissalRow(
            draft_id=draft_id,
            rule=rule,
            fingerprint=fingerprint,
            reason=reason,
            words=words,
            dismissed_at=now,
        )
    )


def delete_dismissal(session: Session, draft_id: int, fingerprint: str) -> None:
    session.execute(
        delete(DismissalRow).where(DismissalRow.draft_id == draft_id, DismissalRow.fingerprint == fingerprint)
    )


def list_fired(session: Session, draft_id: int) -> set[str]:
    return set(session.scalars(select(FiringRow.rule).where(FiringRow.draft_id == draft_id)))


def add_fired(session: Session, draft_id: int, rules: Collection[str]) -> None:
    """Note which rules spoke in a draft; `rules` are new to it."""
    session.add_all(FiringRow(draft_id=draft_id, rule=rule) for rule in sorted(rules))


def count_by_rule(session: Session) -> dict[str, tuple[int, int]]:
    """(drafts a rule spoke in, drafts where it was told that all is fine) by rule.

    A rule that fewer than FEWEST_PEOPLE authors met is left out; a dismissal that fewer of them gave is 0.
    """
    people = func.count(DraftRow.author_id.distinct())
    fired = (
        select(FiringRow.rule, func.count())
        .join(DraftRow, DraftRow.id == FiringRow.draft_id)
        .group_by(FiringRow.rule)
        .having(people >= FEWEST_PEOPLE)
    )
    dismissed = (
        select(DismissalRow.rule, func.count(DismissalRow.draft_id.distinct()))
        .join(DraftRow, DraftRow.id == DismissalRow.draft_id)
        .group_by(DismissalRow.rule)
        .having(people >= FEWEST_PEOPLE)
    )
    fine = {row[0]: row[1] for row in session.execute(dismissed)}
    return {rule: (number, fine.get(rule, 0)) for rule, number in session.execute(fired)}
