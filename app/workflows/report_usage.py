"""What models were asked, month by month, and where the budget stands: for whoever runs Tandem."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from app.domain.budgets import BudgetState, month_after, month_before, month_of
from app.domain.model_calls import Spent
from app.domain.model_usage import MonthUse
from app.errors import BadInput
from app.prices import Prices
from app.services import Services
from app.store import model_usage
from app.store.model_calls import spent_between

MONTHS = 12
"""As far back as the list of months goes."""


@dataclass(frozen=True, slots=True)
class UsageReport:
    """`budget` is this calendar month's; `months` are this one and those of the last twelve in which
    models were asked, newest first; `shown` is the month that was wanted.
    """

    budget: BudgetState
    shown: MonthUse
    months: tuple[tuple[datetime, Spent], ...]
    prices: Prices


def report_usage(services: Services, month: str = "") -> UsageReport:
    """`month` as in "2026-11", "" for the present one. Raises BadInput for anything else."""
    now, zone = services.clock(), services.settings.zone
    present, until = month_of(now, zone)
    first = _first_of(month, zone) if month else present
    firsts = [present]
    while len(firsts) < MONTHS:
        firsts.append(month_before(firsts[-1]))
    with services.sessions() as session:
        sums = model_usage.spent_by_month(session, firsts[::-1], until)
        after = month_after(first)
        people = model_usage.find_people_use(session, first, after)
        shown = MonthUse(
            first,
            spent_between(session, first, after),
            model_usage.spent_by_purpose(session, first, after),
            tuple(model_usage.list_endpoint_use(session, first, after)),
            model_usage.count_failures(session, first, after) if people else {},
            people,
        )
    every = zip(firsts, sums[::-1], strict=True)
    months = tuple((begun, spent) for begun, spent in every if spent.calls or begun == present)
    return UsageReport(services.budgets.state(now), shown, months, services.budgets.prices)


def _first_of(month: str, zone: tzinfo) -> datetime:
    try:
        day = date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise BadInput("A month is written as in 2026-11.") from error
    if not 2000 <= day.year <= 2999:
        raise BadInput("A month is written as in 2026-11.")
    return datetime(day.year, day.month, 1, tzinfo=zone)
