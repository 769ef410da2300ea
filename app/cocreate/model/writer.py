"""The writer with a model behind it: masked going in, checked coming out, and never in the way."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.cocreate.composition import AuthorVoice, Composition, Progress, Writer, no_progress
from app.cocreate.disarm import disarm_brief, disarm_passages, disarmed, told
from app.cocreate.fit import fits
from app.cocreate.masking import Detect, Masking
from app.cocreate.model.cleaner import Cleaner
from app.cocreate.model.conditioning import EVERYTHING, Conditioning
from app.cocreate.model.desk import Desk
from app.cocreate.model.drafting import MOST_ROUNDS, revised, write_variant
from app.cocreate.model.material import CONTEXT_TOKENS, fitted, gather
from app.cocreate.model.planning import MOST_VARIANTS, Plan, plan_from, plan_with_model
from app.cocreate.model.problems import Judge, Problems, no_judge
from app.cocreate.model.proving import Prover
from app.cocreate.model.written import Reader, Written
from app.cocreate.takes import joiner
from app.cocreate.tracing import Tracer
from app.domain.briefs import Brief
from app.domain.channels import Channel
from app.llm.call import NO_CALL, Call
from app.llm.chat_model import ChatModel
from app.llm.deadline import Deadline
from app.llm.errors import ModelError, ModelNonsense, ModelRefused
from knowledge_base.passages import Passage
from prompts.loader import load_prompt

logger = logging.getLogger(__name__)

SECONDS = 240.0
"""For all tasks of one composition together: nobody watches a page for longer."""
CUT_SHORT = "model_cut_short"
"""The notice where the model went away after some drafts: those are kept."""
LEFT_OUT = "model_left_out"
"""The notice where some drafts of the model's could not be used."""


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """See `Writer`. `language_of` names the language of a text ("fr", "en", …), "" when unsure.

    Every failure of the model ends in the fallback's composition with `notice` set to the
    error's code: "model_unavailable", "model_timed_out", "model_refused", "model_nonsense" or
    "model_too_small"; and with "kept_from_model" when the author's own words may not leave.
    """

    model: ChatModel
    fallback: Writer
    detect: Detect
    language_of: Callable[[str], str]
    may_leave: Callable[[str], bool] = lambda _: True
    """Whether words of the author may go to a model once masked: nothing confidential may, ever."""
    judge: Judge = no_judge
    conditioning: Conditioning = EVERYTHING
    context_tokens: int = CONTEXT_TOKENS
    seconds: float = SECONDS
    rounds: int = MOST_ROUNDS

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
        questions = (answer.question.text for answer in brief.answers)
        if not self.may_leave("\n".join((brief.topic, *brief.takes, *questions))):
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
        for title in dict.fromkeys(passage.title for passage in safe):
            progress("read", title)
        desk = self._desk(safe_brief, safe, voice, progress, tracer)
        plan = self._plan(desk, safe)
        written, notice = self._drafts(desk, plan)
        composition = Composition(
            variants=tuple(one.as_variant() for one in written),
            writer="model",
            question=plan.question if len(written) < MOST_VARIANTS else None,
            notice=notice,
            prompt_ref=" ".join(dict.fromkeys(step.prompt_ref for step in tracer.trace.calls)),
            model=self.model.name,
        )
        left_out = safe_brief != brief or safe != tuple(passages)
        return told(composition, left_out=left_out, passages=passages)

    def _desk(
        self,
        brief: Brief,
        passages: Sequence[Passage],
        voice: AuthorVoice,
        progress: Progress,
        tracer: Tracer,
    ) -> Desk:
        masking, style = Masking(self.detect), voice.profile.style
        material = gather(brief, passages, voice, masking, self.conditioning, may_leave=self.may_leave)
        rules = load_prompt(f"give_material.{brief.language.value}").render_system()
        cleaner = Cleaner.for_draft(masking, brief, passages, apostrophe=style.apostrophe, told=rules)
        between = "\n\n" if brief.channel is Channel.EMAIL else joiner(style)
        return Desk(
            brief=brief,
            voice=voice,
            material=fitted(material, context_tokens=self.context_tokens),
            masking=masking,
            reader=Reader(
                cleaner,
                Prover(brief, passages, known_names=(voice.employer,) if voice.employer else ()),
                brief.language,
                self.language_of,
                between,
            ),
            problems=Problems(brief, passages, voice, self.judge),
            model=self.model,
            tracer=tracer,
            deadline=Deadline(self.seconds),
            progress=progress,
            may_leave=self.may_leave,
        )

    def _plan(self, desk: Desk, passages: Sequence[Passage]) -> Plan:
        """The model's plan; where it made none of use, one of our own."""
        try:
            plan = plan_with_model(desk)
        except ModelNonsense:
            plan = Plan(())
        if plan.variants:
            return plan
        with desk.tracer.step("plan", passage_ids=tuple(passage.id for passage in passages)):
            return plan_from(self.fallback.write(desk.brief, passages, desk.voice).variants, desk)

    def _drafts(self, desk: Desk, plan: Plan) -> tuple[tuple[Written, ...], str]:
        """The drafts that can be offered and a notice; raises the last error where there is none.

        A draft that is refused or nonsense is left out; two in a row, or a model that went away, end it.
        """
        written: list[Written] = []
        failed: ModelError | None = None
        in_a_row, notice = 0, ""
        for planned in plan.variants:
            try:
                draft = write_variant(desk, plan, planned)
            except (ModelNonsense, ModelRefused) as error:
                failed, in_a_row, notice = error, in_a_row + 1, LEFT_OUT
                if in_a_row == 2:
                    break
                continue
            except ModelError as error:
                failed, notice = error, CUT_SHORT
                break
            in_a_row = 0
            written.append(revised(desk, draft, rounds=self.rounds))
        if not written:
            raise failed or ModelNonsense("The model wrote nothing that can be used.")
        return _offered(written, desk.brief), notice


def _offered(written: Sequence[Written], brief: Brief) -> tuple[Written, ...]:
    """No two the same; one that is too long for its channel gives way to those that fit, if any do."""
    fitting = [one for one in written if fits(one.text, brief.channel)] or written
    different = {" ".join(one.text.casefold().split()): one for one in reversed(fitting)}
    return tuple(reversed(different.values()))[:MOST_VARIANTS]
