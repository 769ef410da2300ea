"""How much may be spent on models in a month, and how far that is."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from enum import StrEnum

from app.domain.model_calls import Spent

WARN_AT = 0.8


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    USED_UP = "used_up"


@dataclass(frozen=True, slots=True)
class Budget:
    """For a calendar month: an amount, in the currency of the prices, and tokens; 0 is no limit."""

    amount: Decimal = Decimal(0)
    tokens: int = 0

    @property
    def limits(self) -> bool:
        return bool(self.amount or self.tokens)


@dataclass(frozen=True, slots=True)
class BudgetState:
    """Where the month stands. Calls without a known price count in tokens only."""

    budget: Budget
    spent: Spent

    @property
    def share(self) -> float:
        """Of the limit that is nearer; 0 where there is none, above 1 where one is passed."""
        amount = self.spent.cost / self.budget.amount if self.budget.amount else Decimal(0)
        tokens = self.spent.tokens / self.budget.tokens if self.budget.tokens else 0.0
        return max(float(amount), tokens)

    @property
    def level(self) -> Level:
        if self.share >= 1:
            return Level.USED_UP
        return Level.WARNING if self.share >= WARN_AT else Level.OK

    def has_room(self, *, cost: Decimal, tokens: int) -> bool:
        """Whether as much again still fits in."""
        if self.level is Level.USED_UP:
            return False
        in_amount = not self.budget.amount or self.spent.cost + cost <= self.budget.amount
        in_tokens = not self.budget.tokens or self.spent.tokens + tokens <= self.budget.tokens
        return in_amount and in_tokens


def month_of(moment: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The first instant of the calendar month in `zone`, and that of the next."""
    first = moment.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
    return first, month_after(first)


def month_after(first: datetime) -> datetime:
    year, month = divmod(first.year * 12 + first.month, 12)
    return first.replace(year=year, month=month + 1)


def month_before(first: datetime) -> datetime:
    year, month = divmod(first.year * 12 + first.month - 2, 12)
    return first.replace(year=year, month=month + 1)
