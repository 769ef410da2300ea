"""The order of the steps: retrieve, then write; labels follow whatever text stands (see label.py)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.cocreate.composition import AuthorVoice, Composition, Progress, Writer, no_progress
from app.cocreate.tracing import Tracer
from app.domain.briefs import Brief
from app.llm.call import NO_CALL, Call
from app.telemetry import span
from knowledge_base.passages import Passage

Search = Callable[[Brief], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """From a brief to drafts; `search` must return cleared passages only."""

    writer: Writer
    search: Search

    def __call__(
        self,
        brief: Brief,
        voice: AuthorVoice,
        *,
        progress: Progress = no_progress,
        call: Call = NO_CALL,
    ) -> Composition:
        progress("retrieve", brief.topic)
        attributes = {"tandem.language": brief.language.value, "tandem.channel": brief.channel.value}
        with span("draft.compose", attributes):
            tracer = Tracer(call)
            with tracer.step("retrieve"):
                passages = self.search(brief)
            return self._written(tracer, brief, passages, voice, progress=progress, call=call)

    def _written(
        self,
        tracer: Tracer,
        brief: Brief,
        passages: Sequence[Passage],
        voice: AuthorVoice,
        *,
        progress: Progress,
        call: Call,
    ) -> Composition:
        """With the writer's own steps, or as one step where it tells of none."""
        searched = tracer.trace
        with tracer.step("write", passage_ids=tuple(passage.id for passage in passages)):
            made = self.writer.write(brief, passages, voice, progress=progress, call=call)
        return replace(made, trace=searched.then(*made.trace.steps) if made.trace.steps else tracer.trace)
