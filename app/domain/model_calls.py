"""What asking models took, and how a draft was made: figures and names, never a word that was said."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from app.domain.model_endpoints import Purpose
from app.domain.people import PersonId

DONE = "ok"
CANCELLED = "cancelled"
"""How a call ended that its author stopped: no failure of a model's."""


@dataclass(frozen=True, slots=True)
class Account:
    """For whom a model is asked; nobody in particular when the company itself asks."""

    author_id: PersonId | None = None
    draft_id: int | None = None


NOBODY = Account()

MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class UsedCall:
    """One attempt on one endpoint, as it is kept.

    `outcome` is "ok", "cancelled" or the code of an error; tokens are the server's count or, with
    `estimated`, ours. `cost` is in the currency the prices are given in; None where no price is known,
    which is not the same as nothing.
    """

    at: datetime
    purpose: Purpose
    endpoint: str
    model: str
    prompt_ref: str
    tokens_in: int
    tokens_out: int
    estimated: bool
    seconds: float
    outcome: str
    cost: Decimal | None = None
    account: Account = NOBODY

    @property
    def ok(self) -> bool:
        return self.outcome == DONE

    @property
    def tokens(self) -> int:
        return self.tokens_in + self.tokens_out


@dataclass(frozen=True, slots=True)
class Spent:
    """Of many calls: `cost` is the sum of those with a known price, `unpriced` how many have none."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal = Decimal(0)
    unpriced: int = 0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.calls + other.calls,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.cost + other.cost,
            self.unpriced + other.unpriced,
        )

    @property
    def tokens(self) -> int:
        return self.tokens_in + self.tokens_out


@dataclass(frozen=True, slots=True)
class Price:
    """Per million tokens, in and out, in whatever currency the company's prices are given in."""

    tokens_in: Decimal
    tokens_out: Decimal

    def of(self, tokens_in: int, tokens_out: int) -> Decimal:
        return (tokens_in * self.tokens_in + tokens_out * self.tokens_out) / MICRO


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One step on the way to a draft: "retrieve", "plan", "write", "revise" or "stand_in".

    "stand_in" is the built-in writer's, where a model was to write.

    Steps without a model leave `model`, `endpoint` and tokens as they are. `round` counts revisions, from
    1; 0 is the first writing. `outcome` is as in `UsedCall`.
    """

    step: str
    seconds: float = 0.0
    round: int = 0
    prompt_ref: str = ""
    passage_ids: tuple[int, ...] = ()
    endpoint: str = ""
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False
    cost: Decimal | None = None
    outcome: str = DONE

    @property
    def by_model(self) -> bool:
        return bool(self.model)


@dataclass(frozen=True, slots=True)
class Trace:
    """The steps of a draft in the order they ended; it holds no text."""

    steps: tuple[TraceStep, ...] = field(default=())

    def then(self, *steps: TraceStep) -> "Trace":
        return replace(self, steps=(*self.steps, *steps))

    @property
    def calls(self) -> tuple[TraceStep, ...]:
        """The steps in which a model was asked, each attempt by itself."""
        return tuple(step for step in self.steps if step.by_model)

    @property
    def rounds(self) -> int:
        """How often the text was revised."""
        return max((step.round for step in self.steps), default=0)

    @property
    def tokens(self) -> int:
        return sum(step.tokens_in + step.tokens_out for step in self.steps)

    @property
    def cost(self) -> Decimal | None:
        """None as soon as the price of one call is not known."""
        return total_cost(step.cost for step in self.calls)


NO_TRACE = Trace()


def total_cost(costs: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or None where a part of it is unknown: unknown is not nothing."""
    total = Decimal(0)
    for cost in costs:
        if cost is None:
            return None
        total += cost
    return total
