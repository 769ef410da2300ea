"""Errors a person can act on.

AppError                 something the reader can put right; carries a status and a code
├── BadInput       422   what was sent cannot be used as it is
│   └── TooLarge   413   more than is taken
├── NotFound       404   missing, or not yours: the two look the same on purpose
├── NotAllowed     403   this role may not do this
├── NotReady       409   the thing changed, or its stage does not allow this
├── TooMany        429   slow down
├── OurFault       500   a fault of ours; the log has the rest
└── Unavailable    503   a part that is needed did not answer
    └── Misconfigured    a setting is wrong; raised at start-up, names the setting
"""

from typing import ClassVar


class AppError(Exception):
    """A sentence for the person who reads it, in English; pages translate it as a msgid.

    `message` may hold `%(name)s` placeholders, filled from the keyword arguments.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "error"

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


def sentence(msgid: str) -> str:
    """Mark a sentence for the catalogue of translations; it is translated where it is shown."""
    return msgid


class BadInput(AppError):
    status = 422
    code = "bad_input"


class TooLarge(BadInput):
    status = 413
    code = "too_large"


class NotFound(AppError):
    status = 404
    code = "not_found"


class NotAllowed(AppError):
    status = 403
    code = "not_allowed"


class NotReady(AppError):
    status = 409
    code = "not_ready"


class TooMany(AppError):
    status = 429
    code = "too_many"


class OurFault(AppError):
    status = 500
    code = "our_fault"


class Unavailable(AppError):
    status = 503
    code = "unavailable"


class Misconfigured(Unavailable):
    code = "misconfigured"
