"""Count one attempt on an endpoint: tokens, seconds, and how it ended."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.domain.model_calls import CANCELLED, DONE
from app.llm.call import Call, ModelCall
from app.llm.chat_model import Message
from app.llm.errors import ModelError
from app.llm.tokens import estimate_prompt_tokens, estimate_tokens


@dataclass(slots=True)
class Meter:
    """What is known of an attempt while it goes on."""

    text: str = field(default="", repr=False)
    counted: tuple[int, int] | None = None
    """Tokens in and out, as the server counted them."""
    first_text_at: float | None = None
    by_tool: bool = False
    """Whether the answer came as the arguments of a tool."""

    def hear(self, text: str) -> None:
        """`text` is the whole answer so far."""
        if text and self.first_text_at is None:
            self.first_text_at = time.monotonic()
        self.text = text


@contextmanager
def metered(call: Call, messages: Sequence[Message], *, endpoint: str, model: str) -> Iterator[Meter]:
    """Tell `call.record` of what happens inside, however it ends."""
    meter, started, outcome = Meter(), time.monotonic(), CANCELLED
    try:
        yield meter
        outcome = DONE
    except ModelError as error:
        outcome = error.code
        raise
    finally:
        tokens = meter.counted or (estimate_prompt_tokens(messages), estimate_tokens(meter.text))
        first = meter.first_text_at
        call.record(
            ModelCall(
                endpoint=endpoint,
                model=model,
                purpose=call.purpose,
                prompt_ref=call.prompt_ref,
                tokens_in=tokens[0],
                tokens_out=tokens[1],
                estimated=meter.counted is None,
                seconds=time.monotonic() - started,
                first_text_seconds=None if first is None else first - started,
                outcome=outcome,
            )
        )
