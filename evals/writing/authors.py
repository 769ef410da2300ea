"""Six invented colleagues who write in both languages, and two sources of no demo company."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.demo.company import POST_HEADING
from app.domain.people import Language, Person, PersonId, Role
from app.services import Services
from app.store import people, posts
from app.workflows.ingest_documents import ingest_documents
from evals.case import DATASETS
from knowledge_base.passages import Classification, Clearance, Origin

AUTHORS = DATASETS / "writing_authors"
SOURCES = DATASETS / "writing_sources"


@dataclass(frozen=True, slots=True)
class PastPost:
    text: str
    language: str
    posted_on: date


@dataclass(frozen=True, slots=True)
class InventedAuthor:
    """`posts` are oldest first within a language."""

    name: str
    email: str
    headline: str
    topics: tuple[str, ...]
    posts: tuple[PastPost, ...]


def read_authors(folder: Path = AUTHORS) -> tuple[InventedAuthor, ...]:
    """The authors in the order of their file names; a file is front matter, then posts under headings."""
    return tuple(_author(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md")))


def _author(text: str) -> InventedAuthor:
    _, head, body = text.split("---\n", 2)
    about = dict(line.split(": ", 1) for line in head.strip().splitlines())
    _, *parts = POST_HEADING.split(body)
    return InventedAuthor(
        name=about["name"],
        email=about["email"],
        headline=about["headline"],
        topics=tuple(about["topics"].split(", ")),
        posts=tuple(
            PastPost(words.strip(), language, date.fromisoformat(day))
            for day, language, words in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
        ),
    )


def bring_authors(services: Services) -> tuple[Person, ...]:
    """Put the authors and their posts into the house, once; return them as stored."""
    found = []
    with services.sessions.begin() as session:
        for one in read_authors():
            known = people.find_person_by_email(session, one.email)
            if known is None:
                person = Person(
                    id=PersonId(0),
                    name=one.name,
                    email=one.email,
                    role=Role.AUTHOR,
                    language=Language.FRENCH,
                    headline=one.headline,
                    topics=one.topics,
                )
                added = people.add_person(session, person, password_hash="", now=services.clock())
                posts.add_posts(session, one.posts, author_id=added.id)
                found.append(added)
            else:
                found.append(known[0])
    return tuple(found)


def bring_sources(services: Services) -> None:
    """Put the further sources into the library, as the trade press."""
    clearance = Clearance(origin=Origin.INDUSTRY, classification=Classification.PUBLIC)
    ingest_documents(services, [SOURCES], clearance=clearance, cleared_by="Clémence Tardivel")
