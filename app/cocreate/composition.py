"""What a writer is given, and what it gives back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.briefs import Brief, Question
from app.domain.model_calls import NO_TRACE, Trace
from app.domain.voice import VoiceWishes
from app.domain.voice_rules import WordRule
from app.llm.call import NO_CALL, Call
from guardrails.authenticity.voice.profile import VoiceProfile
from knowledge_base.passages import Passage

Progress = Callable[[str, str], None]
"""Called with a step code ("retrieve", "read", "write", "check") and a detail to show, such as a title."""


def no_progress(step: str, detail: str) -> None:
    """For callers who do not watch."""


@dataclass(frozen=True, slots=True)
class AuthorVoice:
    """The author as a writer sees them: habits, measured and corrected, own past posts, and wishes."""

    name: str
    profile: VoiceProfile
    exemplars: tuple[str, ...] = ()
    employer: str = ""
    wishes: VoiceWishes = field(default_factory=VoiceWishes)
    topics: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    """Other names of the employer and what it sells: praise of them must say who praises."""
    rules: tuple[WordRule, ...] = ()
    """What the author puts in the place of words; for the writer's own words, never theirs or a source's."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One proposal. `angle` is a code that pages translate, such as "own_take" or "surprise"."""

    angle: str
    text: str
    passage_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """Up to three variants with different angles; fewer, and one `question` more, when material is thin.

    `writer` is "built-in" or "model"; `notice` is a code that pages translate, such as
    "model_unavailable" when the built-in writer stood in; `prompt_ref` is `name@hash`.
    """

    variants: tuple[Variant, ...]
    writer: str
    question: Question | None = None
    notice: str = ""
    prompt_ref: str = ""
    model: str = ""
    passages: tuple[Passage, ...] = field(default=())
    trace: Trace = NO_TRACE
    """The steps that led here, the failed ones too."""


class Writer(Protocol):
    def write(
        self,
        brief: Brief,
        passages: Sequence[Passage],
        voice: AuthorVoice,
        *,
        progress: Progress = no_progress,
        call: Call = NO_CALL,
    ) -> Composition:
        """Compose variants from the author's words and the passages, and from nothing else.

        `call` is what whoever asks says about every call to a model: for whom, and until when.
        """
        ...
