"""What a prompt of ours asks of a model, read back out of the messages as any model would."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from evals.case import Side

_PASSAGE = re.compile(
    r'<passage id="(?P<id>-?\d+)" kind="(?P<kind>\w*)">\s*'
    r"<source>(?P<source>.*?)</source>(?P<text>.*?)</passage>",
    re.DOTALL,
)
_TAKE = re.compile(r"<take>(?:<question>.*?</question>)?(?P<text>.*?)</take>", re.DOTALL)
_PAST_POST = re.compile(r"<past_post>(?P<text>.*?)</past_post>", re.DOTALL)
_SENTENCE = re.compile(r'<sentence ids="(?P<ids>[^"]*)">(?P<text>.*?)</sentence>', re.DOTALL)
_PARAGRAPH = re.compile(r"<paragraph>(.*?)</paragraph>", re.DOTALL)
_PUBLISHER = re.compile(r"\(([^()]+)\)(?:, [\d-]+)?$")
_ANGLE = re.compile(r'(?:angle|l\'angle|l’angle) "(\w+)"')
_RESTS_ON = re.compile(r"(?:rests on|s'appuie sur|s’appuie sur) ((?:(?:le )?passage -?\d+(?:, )?)+)")
_LIMIT = re.compile(r"(?:longer than|ne dépasse) (\d+)")


class Task(StrEnum):
    """Named by the first key of the form that the prompt asks for, where that tells them apart."""

    PLAN = "variants"
    WRITE = "paragraphs"
    REVISE = "draft"
    WHOLE = "drafts"
    GREET = "greeting"
    JUDGE = "gives_away"
    REWORD = "rewordings"
    REWORK = "text"
    UNKNOWN = ""


_FORM = re.compile(r'(?m)(?:^|: )\{"(variants|paragraphs|drafts|greeting|gives_away|rewordings|text)"')


@dataclass(frozen=True, slots=True)
class AskedPassage:
    id: int
    kind: str
    publisher: str
    text: str


@dataclass(frozen=True)
class Asked:
    """`system` and `user` are the messages as they arrived."""

    system: str
    user: str

    @classmethod
    def of(cls, messages: Sequence[dict[str, str]]) -> "Asked":
        by_role = {str(one.get("role")): str(one.get("content")) for one in messages}
        return cls(by_role.get("system", ""), by_role.get("user", ""))

    @cached_property
    def task(self) -> Task:
        """By the last form in the user's message, or the one that the rules name."""
        forms = _FORM.findall(self.user) or _FORM.findall(self.system)
        if not forms:
            return Task.UNKNOWN
        if forms[-1] == Task.WRITE and "<draft>" in self.user:
            return Task.REVISE
        return Task(forms[-1])

    @property
    def language(self) -> Side:
        return "en" if re.search(r"\bin English\b|[Aa]nswer with one", self.system) else "fr"

    @cached_property
    def passages(self) -> tuple[AskedPassage, ...]:
        return tuple(
            AskedPassage(int(m["id"]), m["kind"], _publisher(m["source"]), m["text"].strip())
            for m in _PASSAGE.finditer(self.user)
        )

    @cached_property
    def takes(self) -> tuple[str, ...]:
        return tuple(m["text"].strip() for m in _TAKE.finditer(self.user))

    @property
    def past_posts(self) -> tuple[str, ...]:
        return tuple(m["text"].strip() for m in _PAST_POST.finditer(self.user))

    @property
    def topic(self) -> str:
        return self._tag("topic")

    @property
    def point(self) -> str:
        return self._tag("point")

    @property
    def angle(self) -> str:
        found = _ANGLE.search(self.user)
        return found[1] if found else "own_take"

    @property
    def evidence(self) -> tuple[int, ...]:
        found = _RESTS_ON.search(self.user)
        return tuple(int(number) for number in re.findall(r"-?\d+", found[1])) if found else ()

    @property
    def longest(self) -> int:
        found = _LIMIT.search(self.user)
        return int(found[1]) if found else 3000

    @property
    def draft(self) -> list[list[tuple[str, list[int]]]]:
        """The paragraphs of the draft to mend: sentences, each with the ids of its passages."""
        return [
            [(m["text"], [int(n) for n in re.findall(r"-?\d+", m["ids"])]) for m in _SENTENCE.finditer(part)]
            for part in _PARAGRAPH.findall(self.user)
        ]

    @property
    def complaints(self) -> tuple[str, ...]:
        """The words in the draft that were found fault with."""
        return tuple(re.findall(r"<words>(.*?)</words>", self.user, re.DOTALL))

    def _tag(self, name: str) -> str:
        found = re.search(rf"<{name}>(.*?)</{name}>", self.user, re.DOTALL)
        return found[1].strip() if found else ""


def _publisher(source: str) -> str:
    found = _PUBLISHER.search(source.strip())
    return found[1] if found else ""
