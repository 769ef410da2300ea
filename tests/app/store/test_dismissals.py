"""How often a rule spoke is told of many, never of a few."""

from app.domain.briefs import Brief
from app.domain.dismissals import Reason
from app.store import dismissals, drafts
from app.store.session import Sessions
from app.store.tables import PersonRow
from tests.conftest import NOW

RULE = "authenticity.emoji"


def met_by(sessions: Sessions, people: int, *, drafts_each: int = 1, dismissed_by: int = 0) -> None:
    with sessions.begin() as session:
        for number in range(people):
            person = PersonRow(
                name=f"P{number}",
                email=f"p{number}@example.com",
                role="author",
                language="en",
                created_at=NOW,
            )
            session.add(person)
            session.flush()
            for _ in range(drafts_each):
                draft = drafts.add_draft(session, Brief(topic="x"), author_id=person.id, now=NOW)
                dismissals.add_fired(session, draft.id, {RULE})
                if number < dismissed_by:
                    dismissals.save_dismissal(
                        session, draft.id, rule=RULE, fingerprint="0" * 16, reason=Reason.MEANT, words="",
                        now=NOW,
                    )  # fmt: skip


def counted(sessions: Sessions) -> dict[str, tuple[int, int]]:
    with sessions() as session:
        return dismissals.count_by_rule(session)


def test_a_rule_that_five_people_met_is_counted(sessions: Sessions) -> None:
    met_by(sessions, 5, drafts_each=2, dismissed_by=5)

    assert counted(sessions) == {RULE: (10, 10)}


def test_a_rule_that_four_people_met_many_times_is_not(sessions: Sessions) -> None:
    met_by(sessions, 4, drafts_each=5, dismissed_by=4)

    assert counted(sessions) == {}


def test_what_few_people_answered_is_not_told_among_many(sessions: Sessions) -> None:
    met_by(sessions, 6, drafts_each=2, dismissed_by=4)

    assert counted(sessions) == {RULE: (12, 0)}


def test_an_answer_given_twice_counts_once(sessions: Sessions) -> None:
    met_by(sessions, 5, dismissed_by=5)
    with sessions.begin() as session:
        dismissals.save_dismissal(
            session, 1, rule=RULE, fingerprint="0" * 16, reason=Reason.OTHER, words="because", now=NOW
        )
        kept = dismissals.list_dismissals(session, 1)

    assert kept["0" * 16].words == "because"
    assert counted(sessions) == {RULE: (5, 5)}
