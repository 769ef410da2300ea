"""The demo company as values, read from the files beside this module."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.domain.people import Language, Role
from knowledge_base.passages import Classification, Clearance, Origin

HERE = Path(__file__).parent
POST_HEADING = re.compile(r"^## (\d{4}-\d{2}-\d{2}) (fr|en)$", re.MULTILINE)


class TermKind(StrEnum):
    """A code name must never be written; an embargoed term may be, once its date has passed."""

    CODE_NAME = "code_name"
    EMBARGO = "embargo"


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
class DemoTerm:
    """A word to watch for in [starts, ends), both UTC-aware; `ends` is None when it never ends."""

    term: str
    kind: TermKind
    starts: datetime
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class DemoPost:
    email: str
    text: str
    language: Language
    posted_on: date


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """`disclosures` maps a language to accepted phrases, the one to offer first.

    `posts` are in the order of `people`, oldest first for each of them.
    """

    name: str
    aliases: tuple[str, ...]
    products: tuple[str, ...]
    domains: tuple[str, ...]
    disclosures: Mapping[Language, tuple[str, ...]]
    works_council_consulted_on: date
    people: tuple[DemoPerson, ...]
    documents: tuple[DemoDocument, ...]
    terms: tuple[DemoTerm, ...]
    posts: tuple[DemoPost, ...]

    def posts_of(self, email: str) -> tuple[DemoPost, ...]:
        return tuple(post for post in self.posts if post.email == email)


def read_demo_company() -> DemoCompany:
    """Read the whole company; the files ship with the package, so an error is a fault of ours."""
    data = tomllib.loads((HERE / "company.toml").read_text(encoding="utf-8"))
    return DemoCompany(
        name=data["name"],
        aliases=tuple(data["aliases"]),
        products=tuple(data["products"]),
        domains=tuple(data["domains"]),
        disclosures={Language(code): tuple(phrases) for code, phrases in data["disclosure"].items()},
        works_council_consulted_on=data["works_council"]["consulted_on"],
        people=tuple(_person(row) for row in data["people"]),
        documents=tuple(_document(row) for row in data["documents"]),
        terms=tuple(_term(row) for row in data["terms"]),
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


def _term(row: Mapping[str, Any]) -> DemoTerm:
    return DemoTerm(term=row["term"], kind=TermKind(row["kind"]), starts=row["starts"], ends=row.get("ends"))


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
