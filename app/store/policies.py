"""The versions of the company's policy in rows; the newest one counts."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.policies import AS_DELIVERED, PolicyVersion
from app.errors import NotFound
from app.store.tables import PolicyVersionRow
from guardrails.decisions import Decisions


def newest_policy_id(session: Session) -> int:
    """AS_DELIVERED while nobody has changed anything."""
    return session.scalar(select(func.max(PolicyVersionRow.id))) or AS_DELIVERED


def get_policy_version(session: Session, version_id: int) -> PolicyVersion:
    row = session.get(PolicyVersionRow, version_id)
    if row is None:
        raise NotFound("There is no such version of the policy.")
    return _version(row)


def list_policy_versions(session: Session, *, limit: int = 200) -> list[PolicyVersion]:
    """The newest first."""
    query = select(PolicyVersionRow).order_by(PolicyVersionRow.id.desc()).limit(limit)
    return [_version(row) for row in session.scalars(query)]


def add_policy_version(
    session: Session,
    decisions: Decisions,
    *,
    by: str,
    reason: str,
    now: datetime,
    restores: int | None = None,
) -> PolicyVersion:
    row = PolicyVersionRow(
        decisions=decisions.as_json(), changed_by=by, changed_at=now, reason=reason, restores=restores
    )
    session.add(row)
    session.flush()
    return _version(row)


def _version(row: PolicyVersionRow) -> PolicyVersion:
    return PolicyVersion(
        id=row.id,
        decisions=Decisions.from_json(row.decisions),
        by=row.changed_by,
        at=row.changed_at,
        reason=row.reason,
        restores=row.restores,
    )
