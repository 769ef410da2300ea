"""What a month of asking models comes to, for whoever runs Tandem: sums, never a person and never a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.model_calls import Spent
from app.domain.model_endpoints import Purpose

FEWEST_PEOPLE = 5
"""Below this many people nothing is said of people at all."""


@dataclass(frozen=True, slots=True)
class EndpointUse:
    """One model at one endpoint. Seconds are of calls that succeeded; None where none did."""

    endpoint: str
    model: str
    calls: int
    failed: int
    median_seconds: float | None = None
    slow_seconds: float | None = None
    """The 95th percentile: nineteen calls of twenty were faster."""


@dataclass(frozen=True, slots=True)
class PeopleUse:
    """Of at least FEWEST_PEOPLE authors; what they took on average, over all of them."""

    people: int
    drafts: int
    spent: Spent


@dataclass(frozen=True, slots=True)
class MonthUse:
    """One calendar month, from `first` on. `failures` counts attempts by the code of their error.

    Where `people` is None it is empty: what a model declined would be told of few.
    """

    first: datetime
    spent: Spent
    by_purpose: Mapping[Purpose, Spent] = field(default_factory=dict)
    endpoints: tuple[EndpointUse, ...] = ()
    failures: Mapping[str, int] = field(default_factory=dict)
    people: PeopleUse | None = None
