"""What the author wants to say: the starting point of a draft."""

from dataclasses import dataclass

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
    sentences of the text that the author declared their own experience while editing.
    """

    topic: str
    channel: Channel = Channel.LINKEDIN
    language: Language = Language.ENGLISH
    idea: str = ""
    document_id: int | None = None
    answers: tuple[Answer, ...] = ()
    vouched: tuple[str, ...] = ()
    seed: int = 0

    @property
    def takes(self) -> tuple[str, ...]:
        """The author's own blocks, in the order given: the idea, then each answer; no empty ones."""
        blocks = (self.idea, *(answer.text for answer in self.answers))
        return tuple(block.strip() for block in blocks if block.strip())

    @property
    def own_words(self) -> tuple[str, ...]:
        """All that may be labelled the author's own: the takes and the vouched sentences."""
        return (*self.takes, *self.vouched)
