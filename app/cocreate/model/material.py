"""What every task on a draft is told first: masked material, cut to what the model has room for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.cocreate.composition import AuthorVoice
from app.cocreate.disarm import disarmed
from app.cocreate.masking import Masking, clipped
from app.cocreate.model.conditioning import (
    Conditioning,
    ToldVoice,
    choose_exemplars,
    tell_voice,
    without_secrets,
)
from app.domain.briefs import Brief
from app.llm.chat_model import Message, Role
from app.llm.errors import ModelError
from app.llm.tokens import estimate_prompt_tokens
from guardrails.compliance.channels import ROOM
from knowledge_base.passages import Passage
from prompts.loader import Prompt, load_prompt

MAX_EXEMPLAR = 1500
MAX_PASSAGE = 2500
MAX_TAKE = 6000
"""Code points, each: what is beyond adds cost, not grounding."""

CONTEXT_TOKENS = 16_000
"""What a model is taken to have room for, prompt and answer, where nobody says: few have less today."""
TASK_TOKENS = 1500
"""The longest task: a draft to mend, and what was found in it."""
ANSWER_TOKENS = 1500
"""The longest draft with its JSON."""

COMFORTABLE = 1300
"""Code points: a post that is read to its end, where the channel would take more."""


class ModelTooSmall(ModelError):
    """The author's own words alone are more than the model has room for."""

    code = "model_too_small"


@dataclass(frozen=True, slots=True)
class ToldTake:
    """A block of the author's words, and the question it answers, "" for the idea they began with."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class ToldPassage:
    id: int
    kind: str
    title: str
    publisher: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Material:
    """Masked throughout; the order of passages and exemplars is the order in which they matter."""

    language: str
    topic: str
    channel: str
    max_characters: int
    employer: str
    takes: tuple[ToldTake, ...]
    passages: tuple[ToldPassage, ...]
    voice: ToldVoice | None
    exemplars: tuple[str, ...]

    def messages(self, prompt: Prompt, **task: object) -> tuple[Message, Message]:
        """The prompt filled with the material and with what the task says."""
        text = prompt.render(
            topic=self.topic,
            channel=self.channel,
            max_characters=self.max_characters,
            employer=self.employer,
            takes=self.takes,
            passages=self.passages,
            voice=self.voice,
            exemplars=self.exemplars,
            **task,
        )
        return Message(Role.SYSTEM, text.system), Message(Role.USER, text.user)

    @property
    def tokens(self) -> int:
        """How many tokens it takes with the rules that stand before it, by estimate."""
        return estimate_prompt_tokens(self.messages(load_prompt(f"give_material.{self.language}")))


def gather(
    brief: Brief,
    passages: Sequence[Passage],
    voice: AuthorVoice,
    masking: Masking,
    conditioning: Conditioning,
    *,
    may_leave: Callable[[str], bool] = lambda _: True,
) -> Material:
    """The author's name is not told; nothing goes in that was not masked.

    Of what the author wrote before, nothing goes in that rings an alarm today.
    """
    exemplars = choose_exemplars(voice, brief) if conditioning.exemplars else ()
    masking.meet(_all_texts(brief, passages, exemplars))
    voice, exemplars = without_secrets(voice, exemplars, may_leave)
    return Material(
        language=brief.language.value,
        voice=tell_voice(voice, brief, conditioning, masking.mask),
        exemplars=tuple(clipped(masking.mask(disarmed(post)), MAX_EXEMPLAR) for post in exemplars),
        topic=masking.mask(brief.topic),
        channel=brief.channel.value,
        max_characters=min(ROOM[brief.channel.value].limits[0].size, COMFORTABLE),
        employer=masking.mask(voice.employer),
        takes=tuple(_takes(brief, masking)),
        passages=tuple(_passage(passage, masking) for passage in passages),
    )


def _all_texts(brief: Brief, passages: Sequence[Passage], exemplars: Sequence[str]) -> Iterator[str]:
    yield from (brief.topic, *brief.takes, *(one.question.text for one in brief.answers), *exemplars)
    for passage in passages:
        yield from (passage.title, passage.publisher, passage.text)


def _takes(brief: Brief, masking: Masking) -> Iterator[ToldTake]:
    for question, text in [("", brief.idea), *((one.question.text, one.text) for one in brief.answers)]:
        if text.strip():
            yield ToldTake(masking.mask(question), clipped(masking.mask(text.strip()), MAX_TAKE))


def _passage(passage: Passage, masking: Masking) -> ToldPassage:
    return ToldPassage(
        id=passage.id,
        kind=passage.origin.value,
        title=masking.mask(passage.title),
        publisher=masking.mask(passage.publisher),
        date=passage.published_on.isoformat() if passage.published_on else "",
        text=clipped(masking.mask(passage.text), MAX_PASSAGE),
    )


def fitted(material: Material, *, context_tokens: int) -> Material:
    """The material less what matters least, until a task and its answer have room beside it.

    Raises ModelTooSmall where the author's words and three short passages are still too much.
    """
    room = context_tokens - TASK_TOKENS - ANSWER_TOKENS
    for cut in _CUTS:
        if material.tokens <= room:
            return material
        material = cut(material)
    if material.tokens > room:
        raise ModelTooSmall("The material is more than the model has room for.")
    return material


def _fewer_exemplars(most: int) -> Callable[[Material], Material]:
    return lambda material: replace(material, exemplars=material.exemplars[:most])


def _less_of_passages(most: int, size: int) -> Callable[[Material], Material]:
    def cut(material: Material) -> Material:
        kept = (replace(one, text=_up_to(one.text, size)) for one in material.passages[:most])
        return replace(material, passages=tuple(kept))

    return cut


def _up_to(text: str, size: int) -> str:
    """The beginning of a text, to the end of a sentence where one ends in its second half."""
    if len(text) <= size:
        return text
    end = max(text.rfind(sign, size // 2, size) for sign in (". ", ".\n", "! ", "? "))
    return text[: end + 1] if end > 0 else clipped(text, size)


_CUTS = (
    _fewer_exemplars(4),
    _less_of_passages(12, 1200),
    _less_of_passages(8, 900),
    _fewer_exemplars(2),
    _less_of_passages(5, 700),
    _less_of_passages(3, 500),
    _fewer_exemplars(0),
)
