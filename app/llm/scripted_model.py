"""A model that says what it was told to say, for tests and evals."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.llm.answers import read_answer
from app.llm.chat_model import Answer, Message, OnText
from app.llm.errors import ModelError


@dataclass(slots=True)
class ScriptedModel:
    """Give each of `replies` in turn, the last one for ever; an error is raised, a text is parsed.

    `seen` keeps the messages of every call. Text arrives in pieces of `piece` code points.
    """

    replies: Sequence[str | ModelError]
    name: str = "scripted"
    piece: int = 40
    seen: list[tuple[Message, ...]] = field(default_factory=list)

    def complete(
        self,
        messages: Sequence[Message],
        schema: type[Answer],
        *,
        temperature: float | None = None,
        on_text: OnText | None = None,
    ) -> Answer:
        reply = self.replies[min(len(self.seen), len(self.replies) - 1)]
        self.seen.append(tuple(messages))
        if isinstance(reply, ModelError):
            raise reply
        for end in range(self.piece, len(reply) + self.piece, self.piece):
            if on_text:
                on_text(reply[:end])
        return read_answer(reply, schema)
