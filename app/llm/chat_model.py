"""What Tandem asks of a chat model, whoever serves it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

from pydantic import BaseModel

from app.errors import Misconfigured
from app.llm.call import NO_CALL, Call

Answer = TypeVar("Answer", bound=BaseModel)

OnText = Callable[[str], None]
"""Called with the whole text so far each time it grows; a retry starts again from less text."""


class Role(StrEnum):
    SYSTEM = "system"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Message:
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class ModelEndpoint:
    """Any OpenAI-compatible server. `url` ends before `/chat/completions`, as in `http://host/v1`.

    `timeout_seconds` bounds a whole call: waiting, streaming and retries together. An empty
    `key` suits servers that need none. The key never appears in a repr. Raises Misconfigured for
    what could not work: an empty address would make the vendor's client choose one of its own.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_seconds: float = 60.0
    max_retries: int = 1

    def __post_init__(self) -> None:
        if not self.url.lower().startswith(("http://", "https://")):
            raise Misconfigured(
                "The model's address must start with http:// or https://, as in http://host/v1."
            )
        if not self.key.isascii() or not (self.key or "-").isprintable():
            raise Misconfigured("The model's key holds a character that cannot be part of a key.")


class ChatModel(Protocol):
    @property
    def name(self) -> str: ...

    def complete(
        self,
        messages: Sequence[Message],
        schema: type[Answer],
        *,
        temperature: float | None = None,
        on_text: OnText | None = None,
        call: Call = NO_CALL,
    ) -> Answer:
        """Answer as one object of `schema`; raises a ModelError, or ModelCancelled when `call` says so.

        What `on_text` raises ends the call.
        """
        ...


def open_chat_model(endpoint: ModelEndpoint) -> ChatModel:
    """A model behind an endpoint. Nothing is imported or connected before the first call."""
    from app.llm.langchain_model import LangChainModel

    return LangChainModel(endpoint)
