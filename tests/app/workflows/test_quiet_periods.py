"""Embargoes and quiet periods: judged when a text is sent, when it is approved, and on the day it leaves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.briefs import Brief
from app.domain.channels import Channel
from app.domain.drafts import Proposal
from app.domain.lexicon import Kind, LexiconWish
from app.domain.people import Language, Person
from app.errors import NotReady
from app.services import Services, open_services
from app.store import drafts, people
from app.workflows.edit_lexicon import add_to_lexicon, lift_from_lexicon
from app.workflows.review_draft import approve_draft, submit_draft
from app.workflows.share_draft import open_share
from tests.app.conftest import demo_settings

TEXT = "Je répare des fours depuis dix ans. Nos ventes en hausse me font plaisir, et Ana Zorglub aussi."
START = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def person(services: Services, name: str) -> Person:
    with services.sessions() as session:
        found = people.find_person_by_name(session, name)
    assert found is not None
    return found


def write(services: Services, author: Person, text: str) -> Any:
    brief = Brief(topic="fours", language=Language.FRENCH, idea=text)
    with services.sessions.begin() as session:
        draft = drafts.add_draft(session, brief, author_id=author.id, now=services.clock())
        draft = replace(draft, stage="choosing", proposals=(Proposal("own_take", text),)).chosen(0)
        drafts.save_draft(session, draft, now=services.clock())
    return draft


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def services(data_dir: Path, clock: Clock) -> Iterator[Services]:
    with open_services(demo_settings(data_dir), clock=clock) as running:
        yield running


@pytest.fixture
def author(services: Services) -> Person:
    return person(services, "Denis")


@pytest.fixture
def reviewer(services: Services) -> Person:
    return person(services, "Clémence")


def share(services: Services, draft: Any, author: Person) -> None:
    open_share(services, draft.id, Channel.LINKEDIN, text_hash=draft.text_hash, author=author)


def watch(services: Services, reviewer: Person, kind: Kind, **wish: Any) -> int:
    return add_to_lexicon(services, LexiconWish(kind, **wish), reviewer=reviewer).id


def approve(services: Services, draft: Any, author: Person, reviewer: Person) -> None:
    submit_draft(services, draft.id, author=author)
    approve_draft(services, draft.id, text_hash=draft.text_hash, reviewer=reviewer)


QUIET_FROM_TOMORROW = {
    "topics": ("financial",),
    "starts": START + timedelta(days=1),
    "ends": START + timedelta(days=20),
}


def test_what_was_approved_before_a_quiet_period_is_looked_at_again_in_it(
    services: Services, clock: Clock, author: Person, reviewer: Person
) -> None:
    watch(services, reviewer, Kind.PERSON, words=("Ana Zorglub",))
    watch(services, reviewer, Kind.QUIET_PERIOD, **QUIET_FROM_TOMORROW)
    draft = write(services, author, TEXT)
    approve(services, draft, author, reviewer)
    share(services, draft, author)

    clock.now += timedelta(days=2)
    with pytest.raises(NotReady):
        share(services, draft, author)
    approve(services, draft, author, reviewer)
    share(services, draft, author)


def test_after_the_quiet_period_nothing_is_asked_any_more(
    services: Services, clock: Clock, author: Person, reviewer: Person
) -> None:
    watch(services, reviewer, Kind.QUIET_PERIOD, **QUIET_FROM_TOMORROW)
    draft = write(services, author, TEXT)
    clock.now += timedelta(days=3)
    with pytest.raises(NotReady):
        share(services, draft, author)

    clock.now += timedelta(days=20)
    share(services, draft, author)


def test_an_embargo_that_begins_after_the_approval_stops_the_text(
    services: Services, clock: Clock, author: Person, reviewer: Person
) -> None:
    embargo = watch(services, reviewer, Kind.EMBARGO, words=("Zorglub",), starts=START + timedelta(hours=1))
    draft = write(services, author, TEXT)
    share(services, draft, author)

    clock.now += timedelta(hours=2)
    with pytest.raises(NotReady):
        share(services, draft, author)
    with pytest.raises(NotReady):
        submit_draft(services, draft.id, author=author)

    lift_from_lexicon(services, embargo, reviewer=reviewer)
    share(services, draft, author)


def test_an_embargo_ends_at_its_minute_and_a_draft_waits_for_it(
    services: Services, clock: Clock, author: Person, reviewer: Person
) -> None:
    watch(services, reviewer, Kind.EMBARGO, words=("Zorglub",), ends=START + timedelta(minutes=30))
    draft = write(services, author, TEXT)
    clock.now += timedelta(minutes=29)
    with pytest.raises(NotReady):
        share(services, draft, author)

    clock.now += timedelta(minutes=1)
    share(services, draft, author)


def test_days_of_the_company_file_begin_at_midnight_where_the_company_is(
    services: Services, clock: Clock, author: Person
) -> None:
    # “Livre des Feux” is free from 15 January 2030 on; in Paris, that day begins at 23:00 UTC.
    clock.now = datetime(2030, 1, 14, 22, 30, tzinfo=UTC)
    draft = write(services, author, "Je relis le Livre des Feux en pensant aux fours de mon grand-père.")
    with pytest.raises(NotReady):
        share(services, draft, author)

    clock.now = datetime(2030, 1, 14, 23, 30, tzinfo=UTC)
    share(services, draft, author)
