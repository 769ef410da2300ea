"""Drafts on both databases: two people, or two windows, at the same moment."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest

from app.domain.briefs import Answer, Brief, Question
from app.domain.drafts import Draft, Proposal, Stage, hash_text
from app.domain.people import Language, Person, PersonId, Role
from app.errors import AppError, NotFound
from app.store import drafts, people
from app.store.session import Sessions
from app.workflows.edit_draft import save_text


@pytest.fixture
def author(sessions: Sessions, now: datetime) -> Person:
    person = Person(PersonId(0), "Zoé", "zoe@ailleurs.example", Role.AUTHOR, Language.FRENCH)
    with sessions.begin() as session:
        return people.add_person(session, person, password_hash="", now=now)


@pytest.fixture
def draft(sessions: Sessions, author: Person, now: datetime) -> Draft:
    with sessions.begin() as session:
        draft = drafts.add_draft(session, Brief(topic="les fours"), author_id=author.id, now=now)
        draft = draft.composing(draft.brief).composed((Proposal("own_take", "Une phrase."),)).chosen(0)
        drafts.save_draft(session, draft, now=now)
    return draft


def at_once(*calls: Callable[[], object]) -> list[AppError]:
    """Run the calls in threads that start together; return what they raised."""
    barrier = threading.Barrier(len(calls))
    raised: list[AppError] = []

    def run(call: Callable[[], object]) -> None:
        barrier.wait()
        try:
            call()
        except AppError as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_two_windows_that_save_at_once_lose_nothing(
    sessions: Sessions, draft: Draft, author: Person, now: datetime
) -> None:
    services = SimpleNamespace(sessions=sessions, clock=lambda: now)
    texts = [f"Fenêtre {number}." for number in range(4)]

    raised = at_once(
        *(
            lambda text=text: save_text(
                services, draft.id, text, revision=draft.revision, author_id=author.id
            )
            for text in texts
        )
    )

    with sessions() as session:
        kept = drafts.get_draft(session, draft.id, author_id=author.id)
        aside = [text for _, _, text in drafts.list_texts_set_aside(session, draft.id, author_id=author.id)]
    assert len(raised) == 3
    assert sorted([kept.text, *aside]) == texts


def test_an_approval_never_overwrites_an_edit_made_meanwhile(
    sessions: Sessions, draft: Draft, author: Person, now: datetime
) -> None:
    services = SimpleNamespace(sessions=sessions, clock=lambda: now)
    with sessions.begin() as session:
        drafts.save_draft(session, draft.submitted(blocked=False, flags={}), now=now)
    text_hash = hash_text("Une phrase.")

    def approve() -> None:
        with sessions.begin() as session:
            current = drafts.get_submitted_draft(session, draft.id, lock=True)
            approved = current.approved_by_reviewer(text_hash=text_hash, blocked=False)
            drafts.save_draft(session, approved, now=now)

    at_once(
        approve,
        lambda: save_text(services, draft.id, "Ma version.", revision=draft.revision, author_id=author.id),
    )

    with sessions() as session:
        kept = drafts.get_draft(session, draft.id, author_id=author.id)
    assert kept.text == "Ma version."
    assert not kept.approved


def test_a_submitted_draft_is_another_reviewers_to_see(
    sessions: Sessions, draft: Draft, author: Person, now: datetime
) -> None:
    with sessions.begin() as session:
        drafts.save_draft(session, draft.submitted(blocked=False, flags={"review": 2}), now=now)

    with sessions() as session:
        assert drafts.list_submitted_drafts(session, except_author=author.id) == []
        (waiting,) = drafts.list_submitted_drafts(session, except_author=PersonId(0))
    assert waiting.flags == {"review": 2}
    assert waiting.stage is Stage.SUBMITTED


def test_everything_of_a_draft_survives_being_stored(
    sessions: Sessions, draft: Draft, author: Person
) -> None:
    with sessions() as session:
        assert drafts.get_draft(session, draft.id, author_id=author.id) == draft


def test_a_deleted_draft_takes_its_set_aside_texts_along(
    sessions: Sessions, draft: Draft, author: Person, now: datetime
) -> None:
    with sessions.begin() as session:
        drafts.set_text_aside(session, draft.id, "Une ancienne version.", reason="choice", now=now)
        drafts.delete_draft(session, draft.id, author_id=author.id)

    with sessions() as session:
        assert drafts.list_texts_set_aside(session, draft.id, author_id=author.id) == []
        with pytest.raises(NotFound):
            drafts.get_draft(session, draft.id, author_id=author.id)


def test_only_the_author_s_own_answers_are_looked_through_newest_draft_first(
    sessions: Sessions, author: Person, now: datetime
) -> None:
    somebody = Person(PersonId(0), "Ida", "ida@ailleurs.example", Role.AUTHOR, Language.FRENCH)
    with sessions.begin() as session:
        other = people.add_person(session, somebody, password_hash="", now=now)
        for text, owner in (("hier", author), ("", author), ("Rien de moi.", other)):
            answers = (Answer(Question("place-1", "Où ?"), text),)
            draft = drafts.add_draft(session, Brief(topic="les fours"), author_id=owner.id, now=now)
            drafts.save_draft(session, draft.composing(replace(draft.brief, answers=answers)), now=now)
        drafts.add_draft(session, Brief(topic="les fours"), author_id=author.id, now=now)

    with sessions() as session:
        found = drafts.list_answers(session, author_id=author.id)

    assert [answer.text for answer in found] == ["", "hier"]
