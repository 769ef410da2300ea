"""Several endpoints as one model: in order, each behind its breaker, the next one when one fails."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.llm.breaker import Breaker
from app.llm.call import NO_CALL, Call
from app.llm.chat_model import Answer, ChatModel, Message, OnText
from app.llm.errors import ModelBusy, ModelDown, ModelError, ModelRefused

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """An endpoint's model and its breaker, kept from call to call."""

    model: ChatModel
    breaker: Breaker = field(default_factory=Breaker)


@dataclass(slots=True)
class ModelChain:
    """See `ChatModel`. `lines` is asked at every call, so that a change of endpoints counts at once.

    One chain serves one piece of work: `name` is the model that answered last in it.
    """

    lines: Callable[[], Sequence[Line]]
    _answered: str = ""

    @property
    def name(self) -> str:
        """Before any answer, the model that is asked first; "" when there is none."""
        return self._answered or next((line.model.name for line in self.lines()), "")

    def complete(
        self,
        messages: Sequence[Message],
        schema: type[Answer],
        *,
        temperature: float | None = None,
        on_text: OnText | None = None,
        call: Call = NO_CALL,
    ) -> Answer:
        """As of the first endpoint that answers; raises the last error when none does."""
        last: ModelError = ModelDown("No model is set up for this.")
        for line in self.lines():
            if not line.breaker.let_in():
                last = line.breaker.last or last
                continue
            try:
                answer = _on(line, messages, schema, temperature=temperature, on_text=on_text, call=call)
            except ModelError as error:
                logger.info("an endpoint gave no answer", extra={"code": error.code})
                last = error
            else:
                self._answered = line.model.name
                return answer
        raise last


def _on(
    line: Line,
    messages: Sequence[Message],
    schema: type[Answer],
    *,
    temperature: float | None,
    on_text: OnText | None,
    call: Call,
) -> Answer:
    """Call one endpoint and tell its breaker. A refusal is an answer; a place not found is our own doing."""
    told = False
    try:
        answer = line.model.complete(messages, schema, temperature=temperature, on_text=on_text, call=call)
        line.breaker.succeeded()
        told = True
    except ModelRefused:
        line.breaker.succeeded()
        told = True
        raise
    except ModelBusy:
        raise
    except ModelError as error:
        line.breaker.failed(error)
        told = True
        raise
    finally:
        if not told:
            line.breaker.gave_up()
    return answer
