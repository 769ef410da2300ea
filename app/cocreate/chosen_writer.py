"""The writer of the moment: a model's while there is a model to write with, else the built-in one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.cocreate.composition import AuthorVoice, Composition, Progress, Writer, no_progress
from app.domain.briefs import Brief
from app.llm.call import NO_CALL, Call
from app.llm.chat_model import ChatModel
from knowledge_base.passages import Passage


@dataclass(frozen=True, slots=True)
class ChosenWriter:
    """See `Writer`. `model` is asked anew for every brief: a model set up meanwhile counts at once."""

    model: Callable[[], ChatModel | None]
    built_in: Writer
    with_model: Callable[[ChatModel], Writer]

    def write(
        self,
        brief: Brief,
        passages: Sequence[Passage],
        voice: AuthorVoice,
        *,
        progress: Progress = no_progress,
        call: Call = NO_CALL,
    ) -> Composition:
        model = self.model()
        writer = self.built_in if model is None else self.with_model(model)
        return writer.write(brief, passages, voice, progress=progress, call=call)
