# ruff: noqa: E501  (a table of sentences reads better unbroken)
"""What is on somebody's desk stays there: a colleague learns at most that something very close exists."""

from datetime import UTC, tzinfo

import pytest

from app.company import Company
from app.domain.briefs import Brief
from app.domain.drafts import Draft, Proposal
from app.domain.people import Language, Person, PersonId, Role
from app.guarding import Guarding
from app.store import drafts, people
from app.store.session import Sessions
from guardrails.candidate import Candidate
from guardrails.decisions import Decisions
from tests.conftest import NOW

TEXT = (
    "Every new colleague at the brewery spends their first week washing bottles with the night team. It sounds like "
    "a punishment and it is the best induction I know: after five nights you know every name and every machine."
)
REWORDED = (
    "The first week of any new colleague at our brewery goes by washing bottles, at night, with the team. Sounds like "
    "punishment? It is the best induction I know of: five nights later, no name and no machine is unknown to you."
)
CLOSE = "authenticity.same_as_draft"


@pytest.fixture
def guarding(sessions: Sessions) -> Guarding:
    zone: tzinfo = UTC
    return Guarding(sessions, Company("Brill"), Decisions(), key=b"k" * 32, clock=lambda: NOW, zone=zone)


@pytest.fixture
def ann(sessions: Sessions) -> Person:
    return _person(sessions, "Ann")


@pytest.fixture
def bob(sessions: Sessions) -> Person:
    return _person(sessions, "Bob")


def _person(sessions: Sessions, name: str) -> Person:
    person = Person(PersonId(0), name, f"{name.lower()}@brill.example", Role.AUTHOR, Language.ENGLISH)
    with sessions.begin() as session:
        return people.add_person(session, person, password_hash="", now=NOW)


def start(sessions: Sessions, author: Person, text: str) -> Draft:
    with sessions.begin() as session:
        draft = drafts.add_draft(session, Brief(topic="brewery"), author_id=author.id, now=NOW)
        draft = draft.composing(draft.brief).composed((Proposal("own_take", text),)).chosen(0)
        drafts.save_draft(session, draft, now=NOW)
    return draft


def rules(guarding: Guarding, text: str, author: Person) -> set[str]:
    report = guarding.report(Candidate(text, own_words=(text,)), author, finished=False)
    return {finding.rule for finding in report.findings}


def test_a_draft_very_close_to_a_colleague_s_is_told_to_its_author_only_as_that(
    sessions: Sessions, guarding: Guarding, ann: Person, bob: Person
) -> None:
    start(sessions, ann, TEXT)

    report = guarding.report(Candidate(REWORDED, own_words=(REWORDED,)), bob, finished=False)

    [finding] = [one for one in report.findings if one.rule == CLOSE]
    assert (finding.start, finding.end, finding.details) == (0, 0, {})
    words = guarding.policy().words(CLOSE, "en")
    assert not words.placeholders
    assert CLOSE not in rules(guarding, TEXT, ann)


def test_nothing_of_the_colleague_s_text_is_kept_in_memory(
    sessions: Sessions, guarding: Guarding, ann: Person, bob: Person
) -> None:
    start(sessions, ann, TEXT)
    rules(guarding, REWORDED, bob)

    kept = repr(vars(guarding)) + repr([vars(type(one)) for one in guarding._prints.values()])

    assert "brewery" not in kept
    assert "induction" not in kept


def test_what_is_rewritten_or_deleted_is_forgotten_at_once(
    sessions: Sessions, guarding: Guarding, ann: Person, bob: Person
) -> None:
    draft = start(sessions, ann, TEXT)
    assert CLOSE in rules(guarding, REWORDED, bob)

    with sessions.begin() as session:
        drafts.save_draft(session, draft.edited("Something else altogether."), now=NOW)
    rewritten = rules(guarding, REWORDED, bob)
    with sessions.begin() as session:
        drafts.save_draft(session, draft, now=NOW)
        drafts.delete_draft(session, draft.id, author_id=ann.id)
    deleted = rules(guarding, REWORDED, bob)

    assert CLOSE not in rewritten | deleted


def test_the_drafts_of_a_whole_house_cost_little(
    sessions: Sessions, guarding: Guarding, ann: Person, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(sessions, ann, TEXT)
    rules(guarding, REWORDED, bob)
    read: list[object] = []
    monkeypatch.setattr(drafts, "read_for_prints", lambda session, ids: read.extend(ids) or {})

    rules(guarding, REWORDED, bob)

    assert read == []
