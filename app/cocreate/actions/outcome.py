"""What can be asked of a draft, what an action is given, and what it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from app.cocreate.composition import AuthorVoice
from app.domain.briefs import Brief, Question
from app.llm.call import NO_CALL, Call
from knowledge_base.passages import Passage


class Action(StrEnum):
    OPENING = "opening"
    SHORTER = "shorter"
    LONGER = "longer"
    PERSONAL = "personal"
    ANGLE = "angle"
    LANGUAGE = "language"
    CONDENSE = "condense"
    REPHRASE = "rephrase"
    REOPEN = "reopen"
    TRANSLATE = "translate"


BY_MODEL = frozenset({Action.CONDENSE, Action.REPHRASE, Action.REOPEN, Action.TRANSLATE})
"""What only a model can do, on a stretch of the text as well."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text as it stands, by whosever hand, and all that may be used on it.

    `passages` may be cited now; they and `voice` are of the language asked for. `offered` is the
    writer's part in the text so far. `answer` is what the author said to the question asked last, if
    one was, `asked` how many questions they passed over, `turn` how often they asked for another way.
    `part` is the stretch of the text meant, as a half-open span in code points; None for all of it. `call`
    is what whoever asks says about calls to a model.
    """

    text: str
    brief: Brief
    passages: tuple[Passage, ...]
    voice: AuthorVoice
    offered: str = ""
    answer: str = ""
    asked: int = 0
    turn: int = 0
    part: tuple[int, int] | None = None
    call: Call = NO_CALL


@dataclass(frozen=True, slots=True)
class Change:
    """A new text to look at. `what` is a code that pages translate.

    `passage_ids` are those newly used, `brought_in` the words of sources newly put in, `left_out`
    what of the author's own words it lacks, `question` the one whose answer it holds, and `others`
    how many other ways there are.
    """

    what: str
    text: str
    passage_ids: tuple[int, ...] = ()
    brought_in: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    question: Question | None = None
    brief: Brief | None = None
    """The brief of the draft that the text begins, where it does not stay in its own."""
    others: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """The author has to say something first. `mistake` is a code: "" or "too_short"."""

    question: Question
    mistake: str = ""
    said: tuple[str, ...] = field(default=())
    """Their own words in the other language, to have them at hand."""


@dataclass(frozen=True, slots=True)
class NotPossible:
    """Nothing of the kind can be done. `reason` is a code that pages translate."""

    reason: str


Outcome = Change | Asked | NotPossible


class DraftActions(Protocol):
    def __call__(self, action: Action, sheet: Sheet) -> Outcome:
        """The same sheet gives the same outcome, so that what was looked at is what is kept."""
        ...


def choose(changes: Sequence[Change], turn: int) -> Change | None:
    """The change whose turn it is, told how many others there are; None when there is none."""
    distinct = list({change.text: change for change in reversed(changes)}.values())[::-1]
    if not distinct:
        return None
    return replace(distinct[turn % len(distinct)], others=len(distinct) - 1)
