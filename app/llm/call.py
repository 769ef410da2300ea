"""What a caller says about a call to a model, and what it is told of each attempt."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.model_calls import DONE, NOBODY, Account
from app.domain.model_endpoints import Purpose


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One attempt on one endpoint, without a word of what was said.

    `outcome` is "ok", "cancelled", or the code of the ModelError. Tokens are what the server counted;
    with `estimated`, they are ours (see `app.llm.tokens`). `first_text_seconds` is None where no text
    came.
    """

    endpoint: str
    model: str
    purpose: Purpose
    prompt_ref: str
    tokens_in: int
    tokens_out: int
    estimated: bool
    seconds: float
    first_text_seconds: float | None
    outcome: str

    @property
    def ok(self) -> bool:
        return self.outcome == DONE


def _no_record(_: ModelCall) -> None:
    """Nobody keeps count."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Call:
    """`account` is for whom the model is asked.

    `record` hears of every attempt, also of those that failed, in the thread that called.

    `cancelled` is asked several times a second while an answer is awaited; once it says yes, the call ends
    with ModelCancelled. It must be quick and thread-safe.
    """

    purpose: Purpose = Purpose.DRAFT
    prompt_ref: str = ""
    account: Account = NOBODY
    record: Callable[[ModelCall], None] = _no_record
    cancelled: Callable[[], bool] = _never


NO_CALL = Call()
"""For who has nothing to say about a call."""
