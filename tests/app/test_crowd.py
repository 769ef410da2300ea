"""Colleagues count as a crowd, never as people, and never the author among them."""

from collections.abc import Sequence

import numpy as np
import pytest

from app.crowd import FEWEST_PEOPLE, POSTS_EACH, Crowd
from app.domain.people import Language, PersonId
from app.domain.posts import Post
from app.store import posts
from app.store.session import Sessions
from guardrails.authenticity.voice.background import generic_background
from tests.support.people import add_person

TOPICS = ("le four", "la pierre", "le pain", "la pompe", "le devis", "la relève", "le vélo")


@pytest.fixture
def crowd(sessions):
    return Crowd(sessions)


def bring(sessions: Sessions, name: str, texts: Sequence[str]) -> PersonId:
    author = add_person(sessions, name)
    with sessions.begin() as session:
        posts.add_posts(session, [Post(text, "fr") for text in texts], author_id=author)
    return author


def people(sessions: Sessions, number: int, *, each: int = 6) -> list[PersonId]:
    return [
        bring(sessions, f"Personne {n}", [f"Note {i} sur {TOPICS[n % 7]}, par {n}." for i in range(each)])
        for n in range(number)
    ]


def test_fewer_than_five_colleagues_are_never_counted(sessions, crowd):
    first, *_ = people(sessions, FEWEST_PEOPLE)

    assert crowd.background(first, language=Language.FRENCH) is generic_background("fr")


def test_five_colleagues_count_and_the_author_does_not(sessions, crowd):
    first, *_ = people(sessions, FEWEST_PEOPLE + 1)

    behind = crowd.background(first, language=Language.FRENCH)

    assert behind.local
    assert behind.posts == pytest.approx(generic_background("fr").posts + FEWEST_PEOPLE * 6)


def test_nobody_weighs_more_than_ten_posts(sessions, crowd):
    people(sessions, FEWEST_PEOPLE, each=30)
    author = add_person(sessions, "Nouvelle")

    behind = crowd.background(author, language=Language.FRENCH)

    assert behind.posts == pytest.approx(generic_background("fr").posts + FEWEST_PEOPLE * POSTS_EACH)


def test_the_crowd_is_counted_again_only_when_posts_change(sessions, crowd):
    first, second, *_ = people(sessions, FEWEST_PEOPLE + 1)
    before = crowd.background(first, language=Language.FRENCH)

    same = crowd.background(first, language=Language.FRENCH)
    with sessions.begin() as session:
        posts.delete_posts(session, author_id=second)
    after = crowd.background(first, language=Language.FRENCH)

    assert same is before
    assert after is generic_background("fr")


def test_languages_are_counted_apart(sessions, crowd):
    first, *_ = people(sessions, FEWEST_PEOPLE + 1)

    assert crowd.background(first, language=Language.ENGLISH) is generic_background("en")


def test_a_background_is_sums_and_no_text(sessions, crowd):
    first, *_ = people(sessions, FEWEST_PEOPLE + 1)

    behind = crowd.background(first, language=Language.FRENCH)

    kept = [getattr(behind, name) for name in behind.__dataclass_fields__]
    assert all(isinstance(value, np.ndarray | float) or value == "fr" for value in kept)
