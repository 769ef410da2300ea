"""What a month of models comes to is told in sums, and of people only from five on."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.domain.model_calls import Account, Spent
from app.domain.model_endpoints import Purpose
from app.domain.model_usage import EndpointUse
from app.store import model_calls, model_usage
from app.store.session import Sessions
from tests.conftest import NOW
from tests.support.model_usage import CALL, add_author, add_draft

DAY = timedelta(days=1)
THEN = (NOW - DAY, NOW + DAY)


def test_each_month_has_its_own_sum(sessions: Sessions) -> None:
    firsts = [NOW - 60 * DAY, NOW - 30 * DAY, NOW]
    with sessions.begin() as session:
        for days in (-61, -45, -31, -1, 0, 1):
            model_calls.add_call(session, replace(CALL, at=NOW + days * DAY))

        months = model_usage.spent_by_month(session, firsts, NOW + 30 * DAY)

    assert [month.calls for month in months] == [2, 1, 2]
    assert months[1] == Spent(1, 1_000, 200, Decimal("0.000123"), 0)


def test_purposes_and_failures_are_counted_apart(sessions: Sessions) -> None:
    calls = [
        CALL,
        replace(CALL, purpose=Purpose.JUDGE),
        *[replace(CALL, outcome="model_timed_out")] * 2,
        replace(CALL, outcome="model_refused"),
    ]
    with sessions.begin() as session:
        for call in calls:
            model_calls.add_call(session, call)

        assert {
            purpose: one.calls for purpose, one in model_usage.spent_by_purpose(session, *THEN).items()
        } == {
            Purpose.DRAFT: 4,
            Purpose.JUDGE: 1,
        }
        assert list(model_usage.count_failures(session, *THEN).items()) == [
            ("model_timed_out", 2),
            ("model_refused", 1),
        ]


def test_a_stop_by_its_author_is_no_failure(sessions: Sessions) -> None:
    with sessions.begin() as session:
        model_calls.add_call(session, replace(CALL, outcome="cancelled"))

        assert model_usage.count_failures(session, *THEN) == {}
        assert [(one.calls, one.failed) for one in model_usage.list_endpoint_use(session, *THEN)] == [(1, 0)]


def test_how_long_an_endpoint_takes_is_told_of_what_succeeded(sessions: Sessions) -> None:
    with sessions.begin() as session:
        for seconds in range(1, 21):
            model_calls.add_call(session, replace(CALL, seconds=float(seconds)))
        model_calls.add_call(session, replace(CALL, seconds=600.0, outcome="model_timed_out"))
        model_calls.add_call(session, replace(CALL, endpoint="other", outcome="model_unavailable"))
        model_calls.add_call(session, replace(CALL, endpoint="other", outcome="cancelled"))

        assert model_usage.list_endpoint_use(session, *THEN) == [
            EndpointUse("house", "small", 21, 1, 10.0, 19.0),
            EndpointUse("other", "small", 2, 1, None, None),
        ]


@pytest.mark.parametrize(("people", "told"), [(4, None), (5, 5)])
def test_of_people_nothing_is_said_below_five(sessions: Sessions, people: int, told: int | None) -> None:
    with sessions.begin() as session:
        for number in range(people):
            author = add_author(session, f"p{number}")
            call = replace(CALL, account=Account(author, add_draft(session, author)))
            model_calls.add_call(session, call)
            model_calls.add_call(session, call)
        model_calls.add_call(session, CALL)

        use = model_usage.find_people_use(session, *THEN)

    assert (use and use.people) == told
    assert use is None or (use.drafts, use.spent.calls) == (5, 10)


def test_a_month_without_calls_is_empty(sessions: Sessions) -> None:
    with sessions() as session:
        assert model_usage.spent_by_month(session, [NOW], NOW + DAY) == [Spent()]
        assert model_usage.list_endpoint_use(session, *THEN) == []
        assert model_usage.count_failures(session, *THEN) == {}
