"""Looking through the library, filtered and page by page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from app.store import documents, feeds, ingestions
from app.store.session import Sessions
from app.store.shelves import Force, Shelf, list_shelf
from knowledge_base.passages import Classification, Origin
from tests.support.library import NOW, PUBLIC, make_loaded
from tests.support.statements import counted

CLEARANCES = {
    "L'été des fours": PUBLIC,
    "Ovens in winter": replace(PUBLIC, origin=Origin.INDUSTRY),
    "A secret": replace(PUBLIC, classification=Classification.CONFIDENTIAL),
    "Boats later": replace(PUBLIC, embargo_until=NOW + timedelta(days=1)),
    "Boats before": replace(PUBLIC, valid_until=NOW),
}


@pytest.fixture
def library(sessions: Sessions) -> Sessions:
    for day, (title, clearance) in enumerate(CLEARANCES.items(), start=1):
        add(sessions, title, day, clearance=clearance)
    return sessions


def add(sessions: Sessions, title: str, day: int, **more: Any) -> None:
    language = "fr" if title.startswith("L'") else "en"
    loaded = make_loaded(title=title, language=language, published_on=date(2026, 11, day))
    options = {"path": f"{day}-{title}", "clearance": PUBLIC, "cleared_by": "Comms", "now": NOW} | more
    with sessions.begin() as session:
        documents.add_passages(session, documents.add_document(session, loaded, **options), loaded)


@pytest.mark.parametrize(
    ("shelf", "titles"),
    [
        (Shelf(), list(reversed(CLEARANCES))),
        (Shelf(title="ete FOUR"), ["L'été des fours"]),
        (Shelf(title="boats"), ["Boats before", "Boats later"]),
        (Shelf(language="fr"), ["L'été des fours"]),
        (Shelf(origin=Origin.INDUSTRY), ["Ovens in winter"]),
        (Shelf(classification=Classification.CONFIDENTIAL), ["A secret"]),
        (Shelf(force=Force.NOW), ["Ovens in winter", "L'été des fours"]),
        (Shelf(force=Force.EMBARGOED), ["Boats later"]),
        (Shelf(force=Force.EXPIRED, title="boat"), ["Boats before"]),
        (Shelf(title="trains"), []),
    ],
    ids=[
        *("all", "accents", "words", "language", "origin", "classification"),
        *("in force", "embargoed", "expired", "nothing"),
    ],
)
def test_a_shelf_shows_what_it_says_newest_first(library: Sessions, shelf: Shelf, titles: list[str]) -> None:
    with library() as session:
        found, total = list_shelf(session, shelf, now=NOW)

    assert [document.title for document in found] == titles
    assert total == len(titles)


@pytest.mark.parametrize("shelf", [Shelf(), Shelf(title="s")], ids=["all", "by title"])
def test_pages_follow_one_another(library: Sessions, shelf: Shelf) -> None:
    with library() as session:
        whole, total = list_shelf(session, shelf, now=NOW)
        pages = [list_shelf(session, shelf, now=NOW, offset=at, limit=2) for at in (0, 2, 4)]

    assert [document for page, _ in pages for document in page] == whole
    assert {count for _, count in pages} == {total}


LISTS: dict[str, Callable[[Any], object]] = {
    "shelf": lambda session: list_shelf(session, Shelf(), now=NOW),
    "shelf by title": lambda session: list_shelf(session, Shelf(title="a"), now=NOW),
    "documents": documents.list_documents,
    "passages": lambda session: documents.list_any_passages(session, range(100)),
    "ingestions": ingestions.list_ingestions,
    "files": lambda session: ingestions.list_files(session, 1),
    "feeds": feeds.list_feed_health,
}


@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS.keys())
def test_a_longer_list_asks_the_database_no_more_often(
    library: Sessions, engine: Engine, listed: Callable[[Any], object]
) -> None:
    def statements() -> int:
        with library() as session, counted(engine) as sent:
            listed(session)
        return len(sent)

    grow(library, 1)
    before = statements()
    grow(library, 5)

    assert statements() == before


def grow(sessions: Sessions, count: int) -> None:
    for number in range(count):
        add(sessions, f"A title {count} {number}", 20)
        files = [ingestions.NewFile(f"{number}.md", f"/{number}.md", f"/{number}.md")] * 3
        with sessions.begin() as session:
            ingestions.add_ingestion(
                session, files, clearance=PUBLIC, keeps_clearance=False, started_by="Comms", now=NOW
            )
