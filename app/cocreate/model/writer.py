"""The writer with a model behind it: masked going in, checked coming out, and never in the way."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.cocreate.composition import AuthorVoice, Composition, Progress, Variant, Writer, no_progress
from app.cocreate.disarm import disarm_brief, disarm_passages, disarmed, told
from app.cocreate.masking import Detect, Masking, UnknownPlaceholder
from app.cocreate.model.answer import ArrivingSentences, DraftsAnswer
from app.cocreate.model.material import draft_messages, draft_prompt
from app.cocreate.model.variants import Cleaner, read_variants
from app.cocreate.tracing import Tracer
from app.domain.briefs import Brief, Question
from app.llm.call import NO_CALL, Call
from app.llm.chat_model import ChatModel, OnText
from app.llm.errors import ModelError
from knowledge_base.passages import Passage

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """See `Writer`. `language_of` names the language of a text ("fr", "en", …), "" when unsure.

    Every failure of the model ends in the fallback's composition with `notice` set to the
    error's code: "model_unavailable", "model_timed_out", "model_refused" or "model_nonsense"; and with
    "kept_from_model" when the author's own words may not leave.
    """

    model: ChatModel
    fallback: Writer
    detect: Detect
    language_of: Callable[[str], str]
    may_leave: Callable[[str], bool] = lambda _: True
    """Whether masked words of the author may go to a model: nothing confidential may, ever."""

    def write(
        self,
        brief: Brief,
        passages: Sequence[Passage],
        voice: AuthorVoice,
        *,
        progress: Progress = no_progress,
        call: Call = NO_CALL,
    ) -> Composition:
        if not brief.takes and not passages:  # nothing to write from; the built-in writer knows what to ask
            return self.fallback.write(brief, passages, voice, progress=progress)
        masked = Masking(self.detect).mask("\n".join((brief.topic, *brief.takes)))
        if not self.may_leave(masked):
            composition = self.fallback.write(brief, passages, voice, progress=progress)
            return replace(composition, notice="kept_from_model")
        tracer = Tracer(call)
        try:
            return replace(self._write(brief, passages, voice, progress, tracer), trace=tracer.trace)
        except ModelError as error:
            logger.warning("the built-in writer stands in", extra={"code": error.code})
            with tracer.step("stand_in", passage_ids=tuple(passage.id for passage in passages)):
                composition = self.fallback.write(brief, passages, voice, progress=progress)
            return replace(composition, notice=error.code, trace=tracer.trace)

    def _write(
        self,
        brief: Brief,
        passages: Sequence[Passage],
        voice: AuthorVoice,
        progress: Progress,
        tracer: Tracer,
    ) -> Composition:
        safe_brief, safe = disarm_brief(brief, disarmed), disarm_passages(passages)
        composition = self._ask(safe_brief, safe, voice, progress, tracer)
        left_out = safe_brief != brief or safe != tuple(passages)
        return told(composition, left_out=left_out, passages=passages)

    def _ask(
        self,
        brief: Brief,
        passages: Sequence[Passage],
        voice: AuthorVoice,
        progress: Progress,
        tracer: Tracer,
    ) -> Composition:
        for title in dict.fromkeys(passage.title for passage in passages):
            progress("read", title)
        prompt, masking = draft_prompt(brief), Masking(self.detect)
        messages = draft_messages(prompt, brief, passages, voice, masking)
        cleaner = Cleaner.for_draft(
            masking,
            brief,
            passages,
            apostrophe=voice.profile.style.apostrophe,
            told=messages[0].text,
        )
        ids = tuple(passage.id for passage in passages)
        with tracer.step("write", prompt_ref=prompt.ref, passage_ids=ids) as call:
            answer = self.model.complete(
                messages,
                DraftsAnswer,
                temperature=prompt.temperature,
                on_text=_telling(progress, cleaner),
                call=call,
            )
        variants = read_variants(answer, cleaner, brief, self.language_of)
        return Composition(
            variants=variants,
            writer="model",
            question=_question(answer, brief, variants, cleaner),
            prompt_ref=prompt.ref,
            model=self.model.name,
            passages=tuple(passages),
        )


def _telling(progress: Progress, cleaner: Cleaner) -> OnText:
    arriving = ArrivingSentences()

    def tell(text: str) -> None:
        for sentence in arriving.new(text):
            try:
                shown = cleaner.clean(sentence)
            except UnknownPlaceholder:
                continue
            if shown:
                progress("write", shown)

    return tell


def _question(
    answer: DraftsAnswer, brief: Brief, variants: Sequence[Variant], cleaner: Cleaner
) -> Question | None:
    if len(variants) >= 3:
        return None
    try:
        text = cleaner.clean(answer.question)
    except UnknownPlaceholder:
        return None
    return Question(id=f"more_{len(brief.answers) + 1}", text=text) if 0 < len(text) <= 200 else None
