"""What asking models comes to over a month, for everybody together."""

import math
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from app.domain.model_calls import CANCELLED, DONE, MICRO, Spent
from app.domain.model_endpoints import Purpose
from app.domain.model_usage import FEWEST_PEOPLE, EndpointUse, PeopleUse
from app.store.tables import ModelCallRow

MOST_TIMED = 5_000
"""Calls that a month's percentiles are taken from, the newest: more would slow the page and change little."""

NO_FAILURES = (DONE, CANCELLED)

SUMS = (
    func.count(),
    func.sum(ModelCallRow.tokens_in),
    func.sum(ModelCallRow.tokens_out),
    func.sum(ModelCallRow.cost),
    func.count().filter(ModelCallRow.cost.is_(None)),
)


def spent_of(sums: Sequence[Any]) -> Spent:
    """What a row of SUMS says; a sum over nothing is nothing."""
    calls, tokens_in, tokens_out, cost, unpriced = sums
    return Spent(calls, int(tokens_in or 0), int(tokens_out or 0), Decimal(int(cost or 0)) / MICRO, unpriced)


def spent_by_month(session: Session, firsts: Sequence[datetime], until: datetime) -> list[Spent]:
    """For each month that begins at one of `firsts`, oldest first; the last one ends at `until`."""
    # A month begins at midnight where the company is, which no database knows: so it is told by its bounds.
    number = case(
        *((ModelCallRow.at >= first, position) for position, first in reversed(list(enumerate(firsts)))),
        else_=-1,
    )
    query = select(number.label("month"), *SUMS).where(*_within(firsts[0], until)).group_by("month")
    found = {row[0]: spent_of(row[1:]) for row in session.execute(query)}
    return [found.get(position, Spent()) for position in range(len(firsts))]


def spent_by_purpose(session: Session, since: datetime, until: datetime) -> dict[Purpose, Spent]:
    query = select(ModelCallRow.purpose, *SUMS).where(*_within(since, until)).group_by(ModelCallRow.purpose)
    return {Purpose(row[0]): spent_of(row[1:]) for row in session.execute(query)}


def count_failures(session: Session, since: datetime, until: datetime) -> dict[str, int]:
    """Attempts that failed, by the code of their error, most frequent first; a stop by its author is none."""
    query = select(ModelCallRow.outcome, func.count()).where(
        *_within(since, until), ModelCallRow.outcome.not_in(NO_FAILURES)
    )
    rows = session.execute(query.group_by(ModelCallRow.outcome).order_by(func.count().desc()))
    return {row[0]: row[1] for row in rows}


def list_endpoint_use(
    session: Session, since: datetime, until: datetime, *, limit: int = 50
) -> list[EndpointUse]:
    """The endpoints that were asked, busiest first."""
    here = (ModelCallRow.endpoint, ModelCallRow.model)
    failures = func.count().filter(ModelCallRow.outcome.not_in(NO_FAILURES))
    query = select(*here, func.count(), failures).where(*_within(since, until))
    rows = session.execute(query.group_by(*here).order_by(func.count().desc()).limit(limit)).all()
    took = _seconds(session, since, until)
    return [
        EndpointUse(
            endpoint,
            model,
            calls,
            failed,
            _percentile(took.get((endpoint, model), ()), 0.5),
            _percentile(took.get((endpoint, model), ()), 0.95),
        )
        for endpoint, model, calls, failed in rows
    ]


def find_people_use(session: Session, since: datetime, until: datetime) -> PeopleUse | None:
    """None below FEWEST_PEOPLE authors: a sum over few would tell of each."""
    people = func.count(ModelCallRow.author_id.distinct())
    query = select(people, func.count(ModelCallRow.draft_id.distinct()), *SUMS).where(
        *_within(since, until), ModelCallRow.author_id.is_not(None)
    )
    row = session.execute(query).one()
    return PeopleUse(row[0], row[1], spent_of(row[2:])) if row[0] >= FEWEST_PEOPLE else None


def _seconds(session: Session, since: datetime, until: datetime) -> dict[tuple[str, str], list[float]]:
    """Seconds of the newest successful calls, sorted, by endpoint and model."""
    query = (
        select(ModelCallRow.endpoint, ModelCallRow.model, ModelCallRow.seconds)
        .where(*_within(since, until), ModelCallRow.outcome == DONE)
        .order_by(ModelCallRow.at.desc())
        .limit(MOST_TIMED)
    )
    found: dict[tuple[str, str], list[float]] = {}
    for endpoint, model, seconds in session.execute(query):
        found.setdefault((endpoint, model), []).append(seconds)
    return {here: sorted(seconds) for here, seconds in found.items()}


def _percentile(ordered: Sequence[float], share: float) -> float | None:
    """The smallest that `share` of them did not exceed; None of none."""
    return ordered[math.ceil(share * len(ordered)) - 1] if ordered else None


def _within(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ModelCallRow.at >= since, ModelCallRow.at < until
