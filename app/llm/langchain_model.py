"""A chat model on any OpenAI-compatible server, through LangChain, on a short leash."""

import logging
import random
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from app.llm.answers import read_answer
from app.llm.call import NO_CALL, Call
from app.llm.chat_model import Answer, Message, ModelEndpoint, OnText
from app.llm.deadline import Deadline, stream_within
from app.llm.errors import ModelDenied, ModelDown, ModelError, ModelNonsense, ModelRefused
from app.llm.meter import Meter, metered

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessageChunk

logger = logging.getLogger(__name__)

MAX_ANSWER = 64_000
"""Code points; three long drafts with their JSON stay under 15,000."""

_PARAMETER_REFUSED = {400, 422, 501}


@dataclass(slots=True)
class LangChainModel:
    """See `ChatModel`. Safe to share between threads; what the server cannot do is remembered."""

    endpoint: ModelEndpoint
    max_answer: int = MAX_ANSWER
    structured: bool = True
    """Whether the server takes `response_format`; turned off once it has refused it."""
    tempered: bool = True
    """Whether the server takes a temperature; some reasoning models do not."""
    counting: bool = True
    """Whether the server takes `stream_options`, by which it is asked to count tokens."""
    _client: "BaseChatModel | None" = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def name(self) -> str:
        return self.endpoint.model

    def complete(
        self,
        messages: Sequence[Message],
        schema: type[Answer],
        *,
        temperature: float | None = None,
        on_text: OnText | None = None,
        call: Call = NO_CALL,
    ) -> Answer:
        deadline = Deadline(self.endpoint.timeout_seconds)
        attempts_left = self.endpoint.max_retries
        while True:
            try:
                return self._attempt(messages, schema, temperature, on_text, deadline, call)
            except ModelError as error:
                pause = _pause(error)
                if not error.worth_retrying or attempts_left <= 0 or pause >= deadline.remaining:
                    raise
                logger.info("model call is tried again", extra={"code": error.code, "pause": pause})
            attempts_left -= 1
            time.sleep(pause)

    def _attempt(
        self,
        messages: Sequence[Message],
        schema: type[Answer],
        temperature: float | None,
        on_text: OnText | None,
        deadline: Deadline,
        call: Call,
    ) -> Answer:
        """One answer, asking for less each time the server refuses a parameter."""
        while True:
            options = self._options(schema, temperature)
            try:
                with metered(call, messages, endpoint=self.name, model=self.name) as meter:
                    chunks = self._stream(messages, options, deadline, call)
                    answer = self._read(chunks, schema, on_text, meter)
            except ModelDenied as error:
                if not (
                    error.status_code in _PARAMETER_REFUSED and self._ask_less(str(error.detail), options)
                ):
                    raise
            else:
                return answer

    def _options(self, schema: type[BaseModel], temperature: float | None) -> dict[str, Any]:
        options: dict[str, Any] = {}
        if self.tempered and temperature is not None:
            options["temperature"] = temperature
        if self.structured:
            # As an argument of its own, LangChain would parse the answer again with every chunk.
            options["extra_body"] = {"response_format": _response_format(schema)}
        if self.counting:
            options["stream_usage"] = True
        return options

    def _ask_less(self, complaint: str, options: dict[str, Any]) -> bool:
        """Give up one optional parameter; False when none is left."""
        if "stream_usage" in options and ("stream_options" in complaint or len(options) == 1):
            self.counting = False
        elif "temperature" in options and ("temperature" in complaint or "extra_body" not in options):
            self.tempered = False
        elif "extra_body" in options:
            self.structured = False
        else:
            return False
        return True

    def _stream(
        self, messages: Sequence[Message], options: dict[str, Any], deadline: Deadline, call: Call
    ) -> Iterator["BaseMessageChunk"]:
        from app.llm.vendor_errors import translated
        from app.llm.wire import leashed

        def produce(stop: threading.Event) -> Iterator["BaseMessageChunk"]:
            with translated(), leashed(stop):
                yield from self._opened().stream([(m.role.value, m.text) for m in messages], **options)

        return stream_within(deadline, produce, call.cancelled)

    def _read(
        self,
        chunks: Iterator["BaseMessageChunk"],
        schema: type[Answer],
        on_text: OnText | None,
        meter: Meter,
    ) -> Answer:
        text, finish = "", ""
        for chunk in chunks:
            if usage := getattr(chunk, "usage_metadata", None):
                meter.counted = (usage["input_tokens"], usage["output_tokens"])
            finish = chunk.response_metadata.get("finish_reason") or finish
            if chunk.additional_kwargs.get("refusal") or finish == "content_filter":
                raise ModelRefused("The model declined to write this.")
            if not chunk.text:
                continue
            text += chunk.text
            meter.hear(text)
            if len(text) > self.max_answer:
                raise ModelNonsense("The model's answer is far too long.")
            if on_text:
                on_text(text)
        try:
            return read_answer(text, schema)
        except ModelNonsense:
            if text and not finish:
                raise ModelDown("The model stopped in the middle of its answer.") from None
            raise

    def _opened(self) -> "BaseChatModel":
        with self._lock:
            if self._client is None:
                from app.llm.wire import open_client

                self._client = open_client(self.endpoint)
            return self._client


def _pause(error: ModelError) -> float:
    """Seconds before trying again: what the server asked for, or a short spell with jitter."""
    return error.retry_after if error.retry_after is not None else random.uniform(0.2, 0.6)  # noqa: S311


def _response_format(schema: type[BaseModel]) -> dict[str, Any]:
    from langchain_core.utils.function_calling import convert_to_openai_function

    function = convert_to_openai_function(schema, strict=True)
    function["schema"] = function.pop("parameters")
    return {"type": "json_schema", "json_schema": function}
