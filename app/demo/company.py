"""The demo company as values, read from the files beside this module."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.company import Company, read_company
from app.domain.people import Language, Role
from knowledge_base.passages import Classification, Clearance, Origin

HERE = Path(__file__).parent
COMPANY_FILE = HERE / "company.toml"
POST_HEADING = re.compile(r"^## (\d{4}-\d{2}-\d{2}) (fr|en)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`language` is the one of their pages; what they have posted may be in two."""

    name: str
    email: str
    role: Role
    language: Language
    headline: str
    topics: tuple[str, ...]
    mastodon_instance: str = ""


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """`path` is absolute; title, date and licence stand in the front matter of the file."""

    path: Path
    clearance: Clearance


@dataclass(frozen=True, slots=True)
class DemoPost:
    email: str
    text: str
    language: Language
    posted_on: date


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """`profile` holds name, products, disclosures and terms, as any company's own file would.

    `posts` are in the order of `people`, oldest first for each of them.
    """

    profile: Company
    works_council_consulted_on: date
    people: tuple[DemoPerson, ...]
    documents: tuple[DemoDocument, ...]
    posts: tuple[DemoPost, ...]

    def posts_of(self, email: str) -> tuple[DemoPost, ...]:
        return tuple(post for post in self.posts if post.email == email)


def read_demo_company() -> DemoCompany:
    """Read the whole company; the files ship with the package, so an error is a fault of ours."""
    data = tomllib.loads(COMPANY_FILE.read_text(encoding="utf-8"))
    return DemoCompany(
        profile=read_company(COMPANY_FILE),
        works_council_consulted_on=data["works_council"]["consulted_on"],
        people=tuple(_person(row) for row in data["people"]),
        documents=tuple(_document(row) for row in data["documents"]),
        posts=tuple(post for row in data["people"] for post in _posts(row)),
    )


def _person(row: Mapping[str, Any]) -> DemoPerson:
    return DemoPerson(
        name=row["name"],
        email=row["email"],
        role=Role(row["role"]),
        language=Language(row["language"]),
        headline=row["headline"],
        topics=tuple(row["topics"]),
        mastodon_instance=row.get("mastodon_instance", ""),
    )


def _document(row: Mapping[str, Any]) -> DemoDocument:
    return DemoDocument(
        path=HERE / "documents" / row["path"],
        clearance=Clearance(
            origin=Origin(row["origin"]),
            classification=Classification(row["classification"]),
            embargo_until=row.get("embargo_until"),
        ),
    )


def _posts(row: Mapping[str, Any]) -> list[DemoPost]:
    """Cut a file of posts at its headings, `## YYYY-MM-DD fr`; what stands before the first is not a post."""
    if "posts" not in row:
        return []
    _, *parts = POST_HEADING.split((HERE / row["posts"]).read_text(encoding="utf-8"))
    return [
        DemoPost(
            email=row["email"],
            text=text.strip(),
            language=Language(language),
            posted_on=date.fromisoformat(day),
        )
        for day, language, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]
