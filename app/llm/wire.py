"""The connection itself: a LangChain client without tracing, redirects or retries, cut when told to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

import httpx2
import openai
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from langsmith import tracing_context
from pydantic import SecretStr

from app.domain.model_endpoints import ModelEndpoint
from app.llm.address import Address, address_of
from app.llm.cutting import cut_when
from app.llm.errors import ModelNonsense, ModelTimedOut

MAX_BYTES = 16_000_000
"""Of one response on the wire; a streamed token weighs about 250 bytes there."""

_CONNECT_SECONDS = 10.0
_stop: ContextVar[threading.Event] = ContextVar("stop")


class StreamingChat(ChatOpenAI):
    """ChatOpenAI that also hands on a refusal, which it drops when streaming (as of langchain-openai 1.7)."""

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], *args: Any, **kwargs: Any
    ) -> ChatGenerationChunk | None:
        converted = super()._convert_chunk_to_generation_chunk(chunk, *args, **kwargs)
        choices = chunk.get("choices") or [{}]
        refusal = (choices[0].get("delta") or {}).get("refusal")
        if converted is not None and refusal:
            converted.message.additional_kwargs["refusal"] = refusal
        return converted


def open_client(endpoint: ModelEndpoint, *, responses: bool = False) -> StreamingChat:
    """A client for chat completions, or for the Responses API. Nothing is sent before the first call.

    Redirects are refused, since they would carry the prompt to another host. Retries are left to
    the caller, who knows the deadline.
    """
    address = address_of(endpoint.url)
    connect = min(_CONNECT_SECONDS, endpoint.timeout_seconds)
    http_client = openai.DefaultHttpxClient(
        follow_redirects=False,
        timeout=httpx2.Timeout(endpoint.timeout_seconds, connect=connect),
        event_hooks={"request": [partial(_carry_key, address, endpoint.key)], "response": [_guard]},
    )
    cut_when(http_client, _given_up)
    return StreamingChat(
        model=endpoint.model,
        base_url=address.base_url,
        # Without a value here, a key that happens to be in the environment would be sent.
        api_key=SecretStr(endpoint.key or "none"),
        timeout=endpoint.timeout_seconds,
        max_retries=0,
        default_query=dict(address.query) or None,
        use_responses_api=responses,
        stream_usage=False,
        http_client=http_client,
    )


def list_models(endpoint: ModelEndpoint) -> dict[str, Any]:
    """The answer to `GET /models` as it came; raises what the vendor raises."""
    client = open_client(endpoint).root_client
    try:
        listed = client.get("/models", cast_to=httpx2.Response).json()
    finally:
        client.close()
    return listed if isinstance(listed, dict) else {}


@contextmanager
def leashed(stop: threading.Event) -> Iterator[None]:
    """Inside, no trace leaves for LangSmith whatever the environment says, and `stop` cuts the stream."""
    token = _stop.set(stop)
    try:
        with tracing_context(enabled=False):
            yield
    finally:
        _stop.reset(token)


def _given_up() -> bool:
    stop = _stop.get(None)
    return stop is not None and stop.is_set()


def _carry_key(address: Address, key: str, request: httpx2.Request) -> None:
    if address.key_in_header and key:
        request.headers.pop("Authorization", None)
        request.headers["api-key"] = key


def _guard(response: httpx2.Response) -> None:
    stop = _stop.get(None)
    if stop is not None and isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = _GuardedStream(response.stream, stop)


class _GuardedStream(httpx2.SyncByteStream):
    """Ends a reading that nobody waits for any more, even where bytes arrive but no event does."""

    def __init__(self, stream: httpx2.SyncByteStream, stop: threading.Event) -> None:
        self._stream = stream
        self._stop = stop

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._stream:
            size += len(chunk)
            if self._stop.is_set():
                raise ModelTimedOut("The model did not finish in time.")
            if size > MAX_BYTES:
                raise ModelNonsense("The model's answer is far too long.")
            yield chunk

    def close(self) -> None:
        self._stream.close()
