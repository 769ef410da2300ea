"""A model that says what it was told to say, for tests and evals."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.llm.answers import read_answer
from app.llm.call import NO_CALL, Call
from app.llm.chat_model import Answer, Message, OnText
from app.llm.errors import ModelCancelled, ModelError
from app.llm.meter import metered


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
        call: Call = NO_CALL,
    ) -> Answer:
        reply = self.replies[min(len(self.seen), len(self.replies) - 1)]
        self.seen.append(tuple(messages))
        with metered(call, messages, endpoint=self.name, model=self.name) as meter:
            if isinstance(reply, ModelError):
                raise reply
            for end in range(self.piece, len(reply) + self.piece, self.piece):
                if call.cancelled():
                    raise ModelCancelled
                meter.hear(reply[:end])
                if on_text:
                    on_text(reply[:end])
            return read_answer(reply, schema)
