"""What the first page offers to talk about."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.people import Language, Person, PersonId, Role
from app.domain.posts import Post
from app.store import people, posts
from app.store.session import Sessions
from app.workflows.ingest_documents import ingest_documents
from app.workflows.suggest_sources import suggest_sources
from knowledge_base.passages import Clearance, Origin
from tests.support.library import NOW, PUBLIC, LibraryServices

INDUSTRY = replace(PUBLIC, origin=Origin.INDUSTRY)


@pytest.fixture
def services(sessions: Sessions) -> Any:
    return LibraryServices(sessions)


@pytest.fixture
def author(services: Any) -> Person:
    person = Person(
        PersonId(0), "Ann Lee", "ann@example.com", Role.AUTHOR, Language.ENGLISH, topics=("ovens",)
    )
    with services.sessions.begin() as session:
        return people.add_person(session, person, password_hash="", now=NOW)


def add(services: Any, folder: Path, day: date, text: str, clearance: Clearance = PUBLIC) -> None:
    name = text.split(maxsplit=1)[0].lower()
    path = folder / f"{day}-{name}.md"
    path.write_text(f"---\ntitle: {name}\n---\n{text}", "utf-8")
    ingest_documents(services, [path], clearance=clearance, cleared_by="Comms")


def test_near_ones_come_first_with_their_reason(services: Any, author: Person, tmp_path: Path) -> None:
    add(services, tmp_path, date(2026, 11, 20), "Boats sail on the wide sea.")
    add(services, tmp_path, date(2026, 11, 1), "Ovens heat the bread of the town.")
    add(services, tmp_path, date(2026, 11, 1), "Trains leave the station late.")
    with services.sessions.begin() as session:
        written = Post("My train was late at the station again.", "en", date(2026, 11, 2), "pasted")
        posts.add_posts(session, [written], author_id=author.id)

    suggested = suggest_sources(services, person=author)

    assert [(one.document.title, one.reason, one.topic) for one in suggested] == [
        ("ovens", "topic", "ovens"),
        ("trains", "post", ""),
        ("boats", "recent", ""),
    ]


def test_company_and_industry_take_turns(services: Any, author: Person, tmp_path: Path) -> None:
    for number, text in enumerate(["Ovens one.", "Bread two.", "Flour three."]):
        add(services, tmp_path, date(2026, 11, 20 - number), text)
    add(services, tmp_path, date(2026, 1, 1), "Millers say little.", INDUSTRY)

    origins = [one.document.clearance.origin for one in suggest_sources(services, person=author)]

    assert origins == [Origin.COMPANY, Origin.INDUSTRY, Origin.COMPANY, Origin.COMPANY]
    assert len(suggest_sources(services, person=author, limit=2)) == 2


def test_only_what_is_in_force_is_suggested(services: Any, author: Person, tmp_path: Path) -> None:
    add(
        services,
        tmp_path,
        date(2026, 11, 20),
        "Ovens later.",
        replace(PUBLIC, embargo_until=NOW + timedelta(days=1)),
    )
    add(services, tmp_path, date(2026, 11, 20), "Bread no more.", replace(PUBLIC, valid_until=NOW))

    assert suggest_sources(services, person=author) == []


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("oven repair", "Repair of shoes, of clocks, of chairs, of fences and of old wooden boats."),
        ("press releases", "Press the left button twice, and the machine of the old bakery starts anew."),
        ("pièces détachées", "Trois pièces de théâtre seront jouées cet hiver dans la salle des fêtes."),
    ],
    ids=["one of two words", "another sense", "French"],
)
def test_one_shared_word_is_no_reason(
    services: Any, author: Person, tmp_path: Path, topic: str, text: str
) -> None:
    add(services, tmp_path, date(2026, 11, 1), text)

    (suggested,) = suggest_sources(services, person=replace(author, topics=(topic,)))

    assert (suggested.reason, suggested.topic) == ("recent", "")


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("oven repair", "The repair of an oven takes a day: oven and repair are our trade."),
        ("transition énergétique", "La transition énergétique des fournils commence par la chaleur perdue."),
    ],
    ids=["English", "French"],
)
def test_what_is_about_a_topic_says_so(
    services: Any, author: Person, tmp_path: Path, topic: str, text: str
) -> None:
    add(services, tmp_path, date(2026, 11, 1), text)

    (suggested,) = suggest_sources(services, person=replace(author, topics=(topic,)))

    assert (suggested.reason, suggested.topic) == ("topic", topic)


def test_what_came_in_long_ago_is_not_called_new(services: Any, author: Person, tmp_path: Path) -> None:
    add(services, tmp_path, date(2026, 11, 1), "Boats sail on the wide sea.")
    services.now = NOW + timedelta(days=31)

    (suggested,) = suggest_sources(services, person=author)

    assert suggested.reason == "other"


def test_of_two_that_match_the_new_one_comes_first(services: Any, author: Person, tmp_path: Path) -> None:
    add(services, tmp_path, date(2025, 11, 1), "Ovens heat the bread of the town.")
    add(services, tmp_path, date(2026, 11, 20), "Bread ovens heat the town.")

    titles = [one.document.title for one in suggest_sources(services, person=author)]

    assert titles == ["bread", "ovens"]
