"""Embeddings of any OpenAI-compatible server, on the same short leash as a chat model."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from app.domain.model_endpoints import ModelEndpoint, Purpose
from app.llm.call import NO_CALL, Call
from app.llm.chat_model import Message, Role
from app.llm.deadline import Deadline, stream_within
from app.llm.errors import ModelError, ModelNonsense, ModelTimedOut
from app.llm.meter import metered
from knowledge_base.indexes import EmbedderUnavailable, Vectors

if TYPE_CHECKING:
    import openai

logger = logging.getLogger(__name__)

BATCH = 64
"""Texts in one request; what every server takes."""

LONGEST_TEXT = 6_000
"""Code points; a passage is far shorter, and models that read 2,048 tokens still take this many."""

QUICK = 10.0
"""Seconds at most for a single text, since somebody waits for what it finds."""

REST = 30.0
"""Seconds in which a server that failed is not asked again, so that searches do not wait for it in a row."""

_PROBE = "bonjour"


class EndpointEmbedder:
    """An Embedder behind an endpoint. Nothing is imported or connected before it is first asked.

    Its name holds the model and the length of its vectors, so that another model, or another length of
    the same one, is another embedder. Safe to share between threads. All methods raise
    EmbedderUnavailable, with a sentence that names the server, when it does not answer as it should.
    """

    def __init__(self, endpoint: ModelEndpoint, *, rest: float = REST, call: Call = NO_CALL) -> None:
        self.endpoint = endpoint
        self._call = replace(call, purpose=Purpose.EMBEDDINGS)
        self._rest = rest
        self._resting_until = 0.0
        self._why = ""
        self._dimensions = 0
        self._client: openai.OpenAI | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return f"{self.endpoint.model}/{self.dimensions}"

    @property
    def dimensions(self) -> int:
        """As long as the vectors of the last answer; asks for one word when there was none yet."""
        if not self._dimensions:
            self.probe()
        return self._dimensions

    def probe(self) -> int:
        """Embed one word, and return how long its vector is."""
        return int(self.embed([_PROBE]).shape[1])

    def made(self, name: str) -> bool:
        """Whether vectors made by `name` come from this model, as far as one knows without asking it."""
        model, _, dimensions = name.rpartition("/")
        return model == self.endpoint.model and (not self._dimensions or dimensions == str(self._dimensions))

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self._dimensions), np.float32)
        with self._resting():
            rows = [self._batch(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
            if len({part.shape[1] for part in rows}) > 1:
                raise ModelNonsense("The embeddings of one model differ in length.")
        self._dimensions = rows[0].shape[1]
        return np.concatenate(rows)

    def close(self) -> None:
        """Let go of connections; the next call makes new ones."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = None

    def _resting(self) -> "_Rest":
        if time.monotonic() < self._resting_until:
            raise EmbedderUnavailable(self._why)
        return _Rest(self._failed)

    def _failed(self, error: ModelError) -> EmbedderUnavailable:
        # Without what follows a question mark: some servers take their key there, and logs keep this.
        address = self.endpoint.url.partition("?")[0]
        self._why = f"the embeddings' server at {address} failed: {str(error).rstrip('.')}"
        self._resting_until = time.monotonic() + self._rest
        logger.warning("embeddings failed", extra={"code": error.code, "model": self.endpoint.model})
        return EmbedderUnavailable(self._why)

    def _batch(self, texts: Sequence[str]) -> Vectors:
        seconds = self.endpoint.timeout_seconds
        deadline = Deadline(seconds if len(texts) > 1 else min(seconds, QUICK))
        attempts_left = self.endpoint.max_retries
        wanted = [_sendable(text) for text in texts]
        while True:
            try:
                return self._attempt(wanted, deadline)
            except ModelError as error:
                pause = error.retry_after if error.retry_after is not None else random.uniform(0.2, 0.6)  # noqa: S311
                if not error.worth_retrying or attempts_left <= 0 or pause >= deadline.remaining:
                    raise
            attempts_left -= 1
            time.sleep(pause)

    def _attempt(self, texts: list[str], deadline: Deadline) -> Vectors:
        from app.llm.vendor_errors import translated
        from app.llm.wire import leashed

        def produce(stop: threading.Event) -> Iterator[Vectors]:
            with translated(), leashed(stop):
                # Floats, since not every server knows the vendor's other form of numbers.
                answer = self._opened().embeddings.create(
                    input=texts, model=self.endpoint.model, encoding_format="float"
                )
                if answer.usage is not None:
                    meter.counted = (answer.usage.prompt_tokens, 0)
                yield _matrix([(one.index, one.embedding) for one in answer.data], len(texts))

        asked = [Message(Role.USER, text) for text in texts]
        here = self.endpoint
        with metered(self._call, asked, endpoint=here.called, model=here.model) as meter:
            for vectors in stream_within(deadline, produce):
                return vectors
            raise ModelTimedOut("The model did not finish in time.")

    def _opened(self) -> "openai.OpenAI":
        with self._lock:
            if self._client is None:
                from app.llm.wire import open_client

                self._client = open_client(self.endpoint).root_client
            return self._client


def _sendable(text: str) -> str:
    """Not too long, valid UTF-8, and not empty, since some servers refuse that."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode().strip() or "-"


class _Rest:
    """Turns a ModelError raised inside into what a search understands."""

    def __init__(self, failed: Callable[[ModelError], EmbedderUnavailable]) -> None:
        self._failed = failed

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, ModelError):
            raise self._failed(error) from error


def _matrix(rows: Sequence[tuple[int, Sequence[float]]], count: int) -> Vectors:
    """One row of length 1 per text, in the order of the texts whatever that of the answer."""
    if sorted(index for index, _ in rows) != list(range(count)):
        raise ModelNonsense("The answer does not hold one embedding for each text.")
    ordered = [row for _, row in sorted(rows, key=lambda one: one[0])]
    if len({len(row) for row in ordered}) != 1:
        raise ModelNonsense("The embeddings of one model differ in length.")
    vectors = np.array(ordered, np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not vectors.shape[1] or not np.isfinite(vectors).all() or not (lengths > 0).all():
        raise ModelNonsense("The answer holds embeddings without a direction.")
    unit: Vectors = vectors / lengths
    return unit
