"""Who uses Tandem, and what their role lets them do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

PersonId = NewType("PersonId", int)
"""Everybody who signs in is an author of their own drafts; functions say `author_id` then."""


class Role(StrEnum):
    """Each role may do all that the one before it may."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    @property
    def reviews(self) -> bool:
        return self is not Role.AUTHOR


class Language(StrEnum):
    FRENCH = "fr"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Person:
    id: PersonId
    name: str
    email: str
    role: Role
    language: Language
    headline: str = ""
    mastodon_instance: str = ""
    topics: tuple[str, ...] = ()
    language_chosen: bool = True
    """Whether `language` was chosen; otherwise pages are in the language their browser asks for."""
