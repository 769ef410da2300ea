"""Read an answer as it arrives, whichever way the server sends it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.llm.answers import read_answer
from app.llm.chat_model import Answer, OnText
from app.llm.errors import ModelDown, ModelNonsense, ModelRefused
from app.llm.meter import Meter

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessageChunk


@dataclass(slots=True)
class _Arrived:
    """`arguments` are those of the tool that was asked for; they count before any text beside them."""

    text: str = ""
    arguments: str = ""
    finish: str = ""

    @property
    def whole(self) -> str:
        return self.arguments or self.text


def read_chunks(
    chunks: Iterator["BaseMessageChunk"],
    schema: type[Answer],
    *,
    longest: int,
    meter: Meter,
    on_text: OnText | None,
) -> Answer:
    """Raises a ModelError for a refusal, an answer over `longest` code points, or one cut or unreadable."""
    arrived = _Arrived()
    for chunk in chunks:
        before = len(arrived.whole)
        _take(chunk, arrived, meter)
        if len(arrived.whole) > longest:
            raise ModelNonsense("The model's answer is far too long.")
        if len(arrived.whole) != before:
            meter.hear(arrived.whole)
            if on_text:
                on_text(arrived.whole)
    meter.by_tool = bool(arrived.arguments)
    try:
        return read_answer(arrived.whole, schema)
    except ModelNonsense:
        if arrived.whole and not arrived.finish:
            raise ModelDown("The model stopped in the middle of its answer.") from None
        raise


def _take(chunk: "BaseMessageChunk", arrived: _Arrived, meter: Meter) -> None:
    if usage := getattr(chunk, "usage_metadata", None):
        meter.counted = (usage["input_tokens"], usage["output_tokens"])
    said = chunk.response_metadata
    arrived.finish = said.get("finish_reason") or said.get("status") or arrived.finish
    if arrived.finish == "content_filter" or _declined(chunk):
        raise ModelRefused("The model declined to write this.")
    arrived.text += chunk.text
    arrived.arguments += "".join(part["args"] or "" for part in getattr(chunk, "tool_call_chunks", ()))


def _declined(chunk: "BaseMessageChunk") -> bool:
    """Chat completions have a field of their own for it, the Responses API a kind of content."""
    filtered = (chunk.response_metadata.get("incomplete_details") or {}).get("reason") == "content_filter"
    blocks = chunk.content if isinstance(chunk.content, list) else []
    refused = any(isinstance(block, dict) and block.get("type") == "refusal" for block in blocks)
    return bool(filtered or refused or chunk.additional_kwargs.get("refusal"))
