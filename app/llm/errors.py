"""What can go wrong with a model.

ModelError                 a child of Unavailable; `code` doubles as the notice shown with a draft
├── ModelDown              no connection, 5xx, 429, or the stream was cut
│   └── ModelDenied        the endpoint does not accept the key, the model's name or the request
├── ModelTimedOut          not finished within the time allowed in all
│   └── ModelBusy          no place was free at the endpoint in that time: too many calls of our own
├── BudgetUsedUp           the month's budget has no room for the call
├── ModelRefused           the model declined to write
└── ModelNonsense          an answer that cannot be read, is empty, too long, or in the wrong language

ModelCancelled is none of them: whoever asked no longer wants an answer, from nobody.
"""

from typing import ClassVar

from app.errors import Unavailable


class ModelError(Unavailable):
    """`retry_after` is what the endpoint asked for, in seconds, if it did."""

    code = "model_unavailable"
    worth_retrying: ClassVar[bool] = False

    def __init__(self, message: str, *, retry_after: float | None = None, **params: object) -> None:
        super().__init__(message, **params)
        self.retry_after = retry_after


class ModelDown(ModelError):
    worth_retrying = True


class ModelDenied(ModelDown):
    """`status_code` and `detail` are the server's; the detail is for programs and never shown or logged."""

    worth_retrying = False

    def __init__(self, message: str, *, status_code: int, detail: str = "") -> None:
        super().__init__(message, status=status_code)
        self.status_code = status_code
        self.detail = detail


class ModelTimedOut(ModelError):
    code = "model_timed_out"


class ModelBusy(ModelTimedOut):
    """Says nothing about the endpoint itself."""


class ModelRefused(ModelError):
    code = "model_refused"


class BudgetUsedUp(ModelError):
    code = "budget_used_up"


class ModelNonsense(ModelError):
    code = "model_nonsense"
    worth_retrying = True


class ModelCancelled(Exception):
    """The caller gave the call up; no other model and no other writer is asked instead."""
