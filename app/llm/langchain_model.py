"""A chat model on any OpenAI-compatible server, through LangChain, on a short leash."""

import logging
import random
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from app.domain.model_endpoints import Api, ModelEndpoint
from app.llm.arriving import read_chunks
from app.llm.call import NO_CALL, Call
from app.llm.capabilities import Capabilities
from app.llm.chat_model import Answer, Message, OnText
from app.llm.deadline import Deadline, stream_within
from app.llm.errors import ModelBusy, ModelDenied, ModelDown, ModelError, ModelNonsense, ModelRefused
from app.llm.meter import metered
from app.llm.model_list import context_tokens

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessageChunk

logger = logging.getLogger(__name__)

MAX_ANSWER = 64_000
"""Code points; three long drafts with their JSON stay under 15,000."""

FIRST_PAUSE, LONGEST_PAUSE = 0.4, 8.0
"""Seconds before a first retry, doubled for each further one; chance takes up to half of it away."""


@dataclass(frozen=True, slots=True)
class _Request:
    """What one call asks, and within which bounds."""

    messages: Sequence[Message]
    schema: type[BaseModel]
    temperature: float | None
    on_text: OnText | None
    call: Call
    deadline: Deadline


@dataclass(slots=True)
class LangChainModel:
    """See `ChatModel`. Safe to share between threads; what the server cannot do is remembered in `able`."""

    endpoint: ModelEndpoint
    max_answer: int = MAX_ANSWER
    able: Capabilities = field(default_factory=Capabilities)
    answered_by_tool: bool = False
    """Whether the last answer came as the arguments of a tool."""
    _clients: dict[bool, "BaseChatModel"] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _places: threading.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._places = threading.Semaphore(self.endpoint.at_once)
        self.able = Capabilities(responses=self.endpoint.api is Api.RESPONSES)

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
        if not deadline.acquire(self._places, call.cancelled):
            raise ModelBusy("The model's server is asked too much at the moment.")
        try:
            return self._persist(_Request(messages, schema, temperature, on_text, call, deadline), schema)
        finally:
            self._places.release()

    def _persist(self, request: _Request, schema: type[Answer]) -> Answer:
        """Try again what may pass, as often as the endpoint allows and while there is time."""
        for attempt in range(self.endpoint.max_retries + 1):
            try:
                return self._attempt(request, schema)
            except ModelError as error:
                pause = _pause(error, attempt)
                last = attempt == self.endpoint.max_retries or pause >= request.deadline.remaining
                if last or not error.worth_retrying:
                    raise
                logger.info("model call is tried again", extra={"code": error.code, "pause": pause})
            request.deadline.sleep(pause, request.call.cancelled)
        raise AssertionError("the last attempt returns or raises")

    def _attempt(self, request: _Request, schema: type[Answer]) -> Answer:
        """One answer, asking for less each time the server refuses; what helped is remembered."""
        able, nowhere = self.able, None
        while True:
            options = able.options(
                schema, temperature=request.temperature, answer_tokens=self.endpoint.answer_tokens
            )
            try:
                answer = self._ask(request, schema, options, able)
            except ModelDown as error:
                less, other = self._less(able, error, options)
                if less is None:
                    raise nowhere or error from None
                able, nowhere = less, error if other else nowhere
            except (ModelNonsense, ModelRefused):
                self._learn(able)
                raise
            else:
                self._learn(able)
                return answer

    def _less(
        self, able: Capabilities, error: ModelDown, options: dict[str, Any]
    ) -> tuple[Capabilities | None, bool]:
        """What to try after a refusal, and whether that is the other API."""
        if not isinstance(error, ModelDenied):
            return None, False
        other = able.other_api(error) if self.endpoint.api is Api.AUTO else None
        return other or able.less(error, options), other is not None

    def _learn(self, able: Capabilities) -> None:
        """Only what got past the server's door is kept: a refusal may have been of the text itself."""
        if able != self.able:
            logger.info("endpoint takes less than was asked", extra={"endpoint": self.endpoint.called})
            self.able = able

    def _ask(
        self, request: _Request, schema: type[Answer], options: dict[str, Any], able: Capabilities
    ) -> Answer:
        endpoint = self.endpoint
        # Closed at once: an error that ends the reading would hold the stream open as long as it is kept.
        with (
            metered(request.call, request.messages, endpoint=endpoint.called, model=endpoint.model) as meter,
            closing(self._stream(request, options, able)) as chunks,
        ):
            answer = read_chunks(
                chunks, schema, longest=self.max_answer, meter=meter, on_text=request.on_text
            )
        self.answered_by_tool = meter.by_tool
        return answer

    def _stream(
        self, request: _Request, options: dict[str, Any], able: Capabilities
    ) -> Generator["BaseMessageChunk"]:
        from app.llm.vendor_errors import translated
        from app.llm.wire import leashed

        messages = [(message.role.value, message.text) for message in request.messages]

        def produce(stop: threading.Event) -> Iterator["BaseMessageChunk"]:
            with translated(), leashed(stop):
                yield from self._opened(able.responses).stream(messages, **options)

        return stream_within(request.deadline, produce, request.call.cancelled)

    def context_tokens(self, deadline: Deadline) -> int | None:
        """How many tokens the server says it reads and writes in all; None if it does not say."""
        from app.llm.vendor_errors import translated
        from app.llm.wire import leashed, list_models

        def produce(stop: threading.Event) -> Iterator[int | None]:
            with translated(), leashed(stop):
                yield context_tokens(list_models(self.endpoint), self.endpoint.model)

        try:
            return next(stream_within(deadline, produce))
        except ModelError:
            return None

    def _opened(self, responses: bool) -> "BaseChatModel":
        with self._lock:
            if responses not in self._clients:
                from app.llm.wire import open_client

                self._clients[responses] = open_client(self.endpoint, responses=responses)
            return self._clients[responses]


def _pause(error: ModelError, attempt: int) -> float:
    """Seconds before trying again: what the server asked for, or exponentially more, with jitter."""
    if error.retry_after is not None:
        return error.retry_after
    return min(FIRST_PAUSE * 2.0**attempt, LONGEST_PAUSE) * random.uniform(0.5, 1.0)  # noqa: S311
