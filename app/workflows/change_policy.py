"""The company's policy, as reviewers and admins keep it: each version with who, when and why."""

from dataclasses import dataclass
from itertools import pairwise

from app.domain.people import Person
from app.domain.policies import AS_DELIVERED, LONGEST_REASON, Change, PolicyVersion, changes_between
from app.errors import BadInput, NotAllowed, NotReady
from app.services import Services
from app.store import policies
from app.store.locks import held
from guardrails.decisions import Decisions

NO_REASON = "Say why, in a sentence: whoever reads the history will want to know."


@dataclass(frozen=True, slots=True)
class Entry:
    """A version and what it changed of the one before."""

    version: PolicyVersion
    changes: tuple[Change, ...]


def current_version(services: Services) -> PolicyVersion:
    with services.sessions() as session:
        newest = policies.newest_policy_id(session)
    return get_version(services, newest)


def get_version(services: Services, version_id: int) -> PolicyVersion:
    """The version of that number; AS_DELIVERED is what the company's file says. Raises NotFound."""
    if version_id == AS_DELIVERED:
        return PolicyVersion(AS_DELIVERED, services.guarding.start)
    with services.sessions() as session:
        return policies.get_policy_version(session, version_id)


def list_history(services: Services) -> list[Entry]:
    """Every version, the newest first, down to the company's file."""
    with services.sessions() as session:
        kept = policies.list_policy_versions(session)
    versions = [*kept, get_version(services, AS_DELIVERED)]
    entries = [
        Entry(version, tuple(changes_between(before.decisions, version.decisions)))
        for version, before in pairwise(versions)
    ]
    return [*entries, Entry(versions[-1], ())]


def change_policy(
    services: Services, decisions: Decisions, *, reason: str, based_on: int, by: Person
) -> PolicyVersion:
    """Make these decisions the company's; they count from the next check on, in every process.

    Raises NotReady when the policy is no longer the version they were `based_on`, and BadInput.
    """
    return _keep(services, decisions, reason=reason, based_on=based_on, by=by)


def restore_policy(
    services: Services, version_id: int, *, reason: str, based_on: int, by: Person
) -> PolicyVersion:
    """Bring an older version back, as a new one."""
    older = get_version(services, version_id)
    return _keep(services, older.decisions, reason=reason, based_on=based_on, by=by, restores=version_id)


def check_edits(person: Person) -> None:
    """Reviewers keep the policy, and admins may do all that they do."""
    if not person.role.reviews:
        raise NotAllowed("Only reviewers can change the policy.")


def _keep(
    services: Services,
    decisions: Decisions,
    *,
    reason: str,
    based_on: int,
    by: Person,
    restores: int | None = None,
) -> PolicyVersion:
    check_edits(by)
    reason = _checked(reason)
    with held(services.sessions, "policy"), services.sessions.begin() as session:
        newest = policies.newest_policy_id(session)
        if newest != based_on:
            raise NotReady(
                "The policy was changed meanwhile. Your choices are kept: look at both, then save again."
            )
        if decisions == get_version(services, newest).decisions:
            raise BadInput("Nothing here differs from the policy as it stands.")
        return policies.add_policy_version(
            session, decisions, by=by.name, reason=reason, now=services.clock(), restores=restores
        )


def _checked(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise BadInput(NO_REASON)
    if len(reason) > LONGEST_REASON:
        raise BadInput("Say it shorter: %(limit)s characters at most.", limit=LONGEST_REASON)
    return reason
