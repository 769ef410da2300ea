"""One composition's work with a model: what all its tasks share, and the one way in which each is asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.cocreate.composition import AuthorVoice, Progress
from app.cocreate.masking import Masking
from app.cocreate.model.material import Material
from app.cocreate.model.problems import Problems
from app.cocreate.model.written import Reader
from app.cocreate.tracing import Tracer
from app.domain.briefs import Brief
from app.llm.call import Call
from app.llm.chat_model import Answer, ChatModel, OnText
from app.llm.deadline import Deadline
from app.llm.errors import ModelCancelled, ModelTimedOut
from prompts.loader import Prompt, load_prompt


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of the model. `step` is a name of a step of the trace, `revision` its round."""

    prompt: Prompt
    step: str
    revision: int = 0
    passage_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """`brief` and what `material` was made of are disarmed; `deadline` holds for all tasks together."""

    brief: Brief
    voice: AuthorVoice
    material: Material
    masking: Masking
    reader: Reader
    problems: Problems
    model: ChatModel
    tracer: Tracer
    deadline: Deadline
    progress: Progress
    may_leave: Callable[[str], bool]
    """Whether words may go to a model once masked: nothing confidential may, ever."""

    def prompt(self, name: str) -> Prompt:
        """The prompt of that name in the language of the brief."""
        return load_prompt(f"{name}.{self.brief.language.value}")

    def ask(
        self, task: Task, schema: type[Answer], *, on_text: OnText | None = None, **said: object
    ) -> Answer:
        """Raises a ModelError; ModelTimedOut as soon as the time for all tasks is over, also during one."""
        if self.deadline.remaining <= 0:
            raise ModelTimedOut("The model did not finish in time.")
        messages = self.material.messages(task.prompt, **said)
        ids = task.passage_ids or tuple(one.id for one in self.material.passages)
        with self.tracer.step(
            task.step, prompt_ref=task.prompt.ref, passage_ids=ids, revision=task.revision
        ) as call:
            try:
                return self.model.complete(
                    messages,
                    schema,
                    temperature=task.prompt.temperature,
                    on_text=on_text,
                    call=self._bounded(call),
                )
            except ModelCancelled:
                if call.cancelled():
                    raise
                raise ModelTimedOut("The model did not finish in time.") from None

    def _bounded(self, call: Call) -> Call:
        """The call, which also ends when the time for all tasks is over."""
        return replace(call, cancelled=lambda: self.deadline.remaining <= 0 or call.cancelled())
