"""The voice interview: which phrasing would you write, and three short posts on pointed prompts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.people import Language
from app.domain.post_archives import LONGEST_POST, SHORTEST_POST
from app.errors import BadInput, NotFound
from guardrails.authenticity.voice.anatomy import dissect
from guardrails.authenticity.voice.priors import Aspect, Prior
from guardrails.injection.orders import find_orders

_TEXTS = Path(__file__).parent / "interview_texts"


@dataclass(frozen=True, slots=True)
class Choice:
    """The same content phrased in two or three ways; `options` are the phrasings by their code."""

    id: str
    about: str
    aspects: tuple[Aspect, ...]
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to write a short post about."""

    id: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Interview:
    """The questions of one language, in the order they are asked: choices first, since they are easy."""

    language: Language
    choices: tuple[Choice, ...]
    prompts: tuple[Prompt, ...]

    @property
    def steps(self) -> tuple[Choice | Prompt, ...]:
        return (*self.choices, *self.prompts)

    def step(self, step_id: str) -> Choice | Prompt:
        for step in self.steps:
            if step.id == step_id:
                return step
        raise NotFound("There is no such question in this interview.")


@cache
def interview_in(language: Language) -> Interview:
    table: Mapping[str, Any] = tomllib.loads((_TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
    return Interview(
        language,
        tuple(
            Choice(each["id"], each["about"], tuple(map(Aspect, each["aspects"])), each["options"])
            for each in table["choices"]
        ),
        tuple(Prompt(each["id"], each["text"], each["hint"]) for each in table["prompts"]),
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """What an author answered so far. A step that is in neither mapping was not seen yet.

    `chosen` holds the code of the phrasing by choice, "" where it was skipped; `written` the id of the
    post by prompt, 0 where it was skipped. The texts themselves are posts like any other.
    """

    language: Language
    chosen: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, int] = field(default_factory=dict)

    @property
    def begun(self) -> bool:
        return bool(self.chosen or self.written)

    @property
    def next_step(self) -> str:
        """The first question that was neither answered nor skipped; "" when there is none."""
        steps = (step.id for step in interview_in(self.language).steps)
        return next((step for step in steps if step not in self.chosen and step not in self.written), "")

    def choosing(self, choice: Choice, option: str) -> "Answers":
        """`option` is the code of a phrasing, or "" to skip."""
        return replace(self, chosen={**self.chosen, choice.id: option})

    def writing(self, prompt: Prompt, post_id: int) -> "Answers":
        return replace(self, written={**self.written, prompt.id: post_id})

    def post_of(self, prompt: Prompt) -> int:
        """The id of the post that this prompt alone holds; 0 where there is none, or two hold the same."""
        mine = self.written.get(prompt.id, 0)
        return mine if list(self.written.values()).count(mine) == 1 else 0

    @property
    def preferred(self) -> tuple[tuple[Choice, str], ...]:
        """The choices that were made, with the phrasing preferred."""
        known = interview_in(self.language).choices
        made = ((choice, choice.options.get(self.chosen.get(choice.id, ""), "")) for choice in known)
        return tuple((choice, text) for choice, text in made if text)

    @property
    def priors(self) -> tuple[Prior, ...]:
        return tuple(Prior(choice.aspects, text) for choice, text in self.preferred)


def checked_post(typed: str) -> str:
    """The text of a short post as it will be kept. Raises BadInput for what shows no voice."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise BadInput("Write a few words, or skip the question.")
    if len(text) > LONGEST_POST:
        raise BadInput("Keep it under %(limit)s characters: a short post is plenty.", limit=LONGEST_POST)
    if len(text) < SHORTEST_POST or not dissect(text).words:
        raise BadInput("This is too short to show a voice. Two sentences will do, or skip the question.")
    if find_orders(text):
        raise BadInput("This speaks to a machine rather than to people. Write it as you would post it.")
    return text
