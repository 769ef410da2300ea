"""What the author wants to say: the starting point of a draft."""

from dataclasses import dataclass, replace

from app.domain.channels import Channel
from app.domain.people import Language


@dataclass(frozen=True, slots=True)
class Question:
    """A short question put to the author.

    `id` is stable within a brief; `passage_id` is the passage it was drawn from.
    """

    id: str
    text: str
    passage_id: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the author answered, in their words. Empty text means skipped."""

    question: Question
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """`topic` is a search, a source's title or a free idea; `idea` is what the author typed to start with.

    `document_id` is set when the author started from one source. `seed` makes the built-in
    writer's choices repeatable, and different from one colleague to the next. `vouched` holds
    sentences of the text that the author declared their own experience while editing, and `brought_in`
    what an action put in from sources since the text was chosen.
    """

    topic: str
    channel: Channel = Channel.LINKEDIN
    language: Language = Language.ENGLISH
    idea: str = ""
    document_id: int | None = None
    answers: tuple[Answer, ...] = ()
    vouched: tuple[str, ...] = ()
    brought_in: tuple[str, ...] = ()
    seed: int = 0

    def answered(self, answer: Answer) -> "Brief":
        """With one answer more, in the place of a skipped one to the same question."""
        others = (one for one in self.answers if one.question.id != answer.question.id or one.text.strip())
        return replace(self, answers=(*others, answer))

    @property
    def takes(self) -> tuple[str, ...]:
        """The author's own blocks, in the order given: the idea, then each answer; no empty ones."""
        blocks = (self.idea, *(answer.text for answer in self.answers))
        return tuple(block.strip() for block in blocks if block.strip())

    @property
    def own_words(self) -> tuple[str, ...]:
        """All that may be labelled the author's own: the takes and the vouched sentences."""
        return (*self.takes, *self.vouched)
