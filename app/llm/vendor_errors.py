"""What the vendors raise, said in Tandem's own errors."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import openai

from app.errors import sentence
from app.llm.errors import ModelDenied, ModelDown, ModelError, ModelNonsense, ModelTimedOut

logger = logging.getLogger(__name__)

_UNSUPPORTED = re.compile(r"unsupported param|requires --jinja|not supported", re.IGNORECASE)
"""llama.cpp answers 500 to parameters that it does not know, and to tools where no template takes them."""

_REFUSED = sentence("The model's server refused the request (status %(status)s).")
_DENIALS = {
    401: sentence("The model's server did not accept the key."),
    403: sentence("The model's server does not allow this key to use the model."),
    404: sentence("The model's server does not know this address or this model."),
}


@contextmanager
def translated() -> Iterator[None]:
    """Turn every exception raised inside into a ModelError."""
    try:
        yield
    except ModelError:
        raise
    except Exception as error:  # malformed bodies surface in the vendors as bare TypeError, KeyError …
        logger.info("model call failed", extra={"error": type(error).__name__})
        raise translate(error) from error


def translate(error: Exception) -> ModelError:
    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
        return ModelTimedOut("The model did not finish in time.")
    if isinstance(error, openai.APIStatusError):
        return _of_status(error)
    if isinstance(error, openai.APIConnectionError | httpx2.HTTPError):
        return ModelDown("The model's server could not be reached, or hung up.")
    if isinstance(error, openai.APIError):
        return ModelDown("The model's server reported an error of its own.")
    return ModelNonsense("The model's answer could not be read.")


def _of_status(error: openai.APIStatusError) -> ModelError:
    status = error.status_code
    if status == 500 and _UNSUPPORTED.search(error.message):
        return ModelDenied(_REFUSED, status_code=status, detail=error.message)
    if status == 429:
        return ModelDown(
            "The model's server is asked too much at the moment.", retry_after=_retry_after(error)
        )
    if status >= 500 and status != 501:
        return ModelDown("The model's server reported an error of its own.", retry_after=_retry_after(error))
    return ModelDenied(_DENIALS.get(status, _REFUSED), status_code=status, detail=error.message)


def _retry_after(error: openai.APIStatusError) -> float | None:
    """Seconds from a Retry-After header; a date there is rare enough to be ignored."""
    try:
        return max(0.0, float(error.response.headers["retry-after"]))
    except (KeyError, ValueError):
        return None
