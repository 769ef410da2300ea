"""What Tandem asks of a chat model, whoever serves it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from pydantic import BaseModel

from app.domain.model_endpoints import ModelEndpoint
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
