"""Endpoints keep their order and their secrets, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine, text

from app.domain.model_endpoints import RETRIES, Api, ModelEndpoint, Purpose
from app.errors import BadInput, NotFound
from app.store import model_endpoints
from app.store.model_endpoints import KeyBox
from app.store.session import Sessions

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
BOX = KeyBox(b"s" * 32)
WORKSHOP = ModelEndpoint(
    url="https://models.example/v1",
    model="writer-1",
    key="sk-very-secret",
    name="Workshop",
    purposes=frozenset({Purpose.DRAFT, Purpose.EMBEDDINGS}),
    timeout_seconds=12.5,
    max_retries=RETRIES,
    at_once=3,
    api=Api.RESPONSES,
    answer_tokens=4_000,
    price_in=Decimal("0.40"),
    price_out=Decimal("1.60"),
)


@pytest.fixture
def sessions(engine: Engine) -> Sessions:
    return Sessions(engine)


def add(sessions: Sessions, *endpoints: ModelEndpoint) -> list[int]:
    with sessions.begin() as session:
        added = [
            model_endpoints.add_endpoint(session, endpoint, BOX, by="Owen", now=NOW) for endpoint in endpoints
        ]
    return [endpoint.id or 0 for endpoint in added]


def names(sessions: Sessions) -> list[str]:
    with sessions() as session:
        return [endpoint.name for endpoint in model_endpoints.list_endpoints(session, BOX)]


def test_an_endpoint_comes_back_as_it_was_kept(sessions: Sessions) -> None:
    (kept,) = add(sessions, WORKSHOP)

    with sessions() as session:
        assert model_endpoints.get_endpoint(session, kept, BOX) == replace(WORKSHOP, id=kept)


def test_no_key_stands_in_the_database_as_it_is(sessions: Sessions) -> None:
    add(sessions, WORKSHOP, replace(WORKSHOP, name="Other"))

    with sessions() as session:
        sealed = [bytes(row[0]) for row in session.execute(text("SELECT secret FROM model_endpoints"))]
    assert all(b"secret" not in one for one in sealed)
    assert sealed[0] != sealed[1]


def test_a_key_sealed_with_another_secret_is_not_used_and_nothing_else_breaks(sessions: Sessions) -> None:
    add(sessions, WORKSHOP)

    with sessions() as session:
        (found,) = model_endpoints.list_endpoints(session, KeyBox(b"t" * 32))

    assert (found.key, found.active) == ("", False)


def test_endpoints_change_places_with_their_neighbours(sessions: Sessions) -> None:
    ids = add(sessions, *(replace(WORKSHOP, name=name) for name in ("a", "b", "c")))

    for endpoint_id, earlier in ((ids[2], True), (ids[0], True), (ids[1], False)):
        with sessions.begin() as session:
            model_endpoints.move_endpoint(session, endpoint_id, earlier=earlier)

    assert names(sessions) == ["a", "c", "b"]


def test_a_name_is_given_once_whatever_its_case(sessions: Sessions) -> None:
    first, second = add(sessions, WORKSHOP, replace(WORKSHOP, name="Other"))

    renamed = replace(WORKSHOP, name="wORKSHOP")

    with pytest.raises(BadInput, match="already"), sessions.begin() as session:
        model_endpoints.change_endpoint(session, second, renamed, BOX, by="Owen", now=NOW)
    with sessions.begin() as session:
        model_endpoints.change_endpoint(session, first, WORKSHOP, BOX, by="Owen", now=NOW)


def test_one_that_is_not_there_is_missing(sessions: Sessions) -> None:
    with pytest.raises(NotFound), sessions.begin() as session:
        model_endpoints.delete_endpoint(session, 7)
