"""What an author's edits taught about their voice: rules of theirs alone, that they can see and take back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from app.domain.people import Language
from guardrails.authenticity.voice.corrections import Stance

COUNTS_FROM = 2
"""Drafts that must have taught the same before a rule counts: once may be chance."""
KEPT = "kept"
"""What a lesson says where the author left a habit as the writer had it."""


class RuleKind(StrEnum):
    WORDS = "words"
    HABIT = "habit"


class RuleState(StrEnum):
    """RESTING: the newest draft says otherwise than those before it, so the rule waits."""

    IN_FORCE = "in_force"
    SEEN_ONCE = "seen_once"
    RESTING = "resting"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one draft taught. `was` and `became` are excerpts of the first text and of the final one.

    Of WORDS, `name` is what the writer wrote and `after` what the author put there, "" where they took it
    out and `name` itself where they put it in. Of a HABIT, `name` is that of a trait and `after` a `Stance`,
    or `KEPT`.
    """

    kind: RuleKind
    name: str
    after: str
    was: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A lesson with the draft it came from."""

    draft_id: int
    after: str
    was: str
    became: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VoiceRule:
    """A rule with all it rests on, newest first. `overtaken`: a newer rule says the very opposite."""

    id: int
    language: Language
    kind: RuleKind
    name: str
    active: bool
    examples: tuple[Example, ...]
    overtaken: bool = False

    @property
    def after(self) -> str:
        """What the newest example says, which decides."""
        return self.examples[0].after

    @property
    def last_seen(self) -> datetime:
        return self.examples[0].at

    @property
    def agreeing(self) -> tuple[Example, ...]:
        """The newest examples, as far back as they say the same."""
        count = next((i for i, each in enumerate(self.examples) if each.after != self.after), None)
        return self.examples[:count]

    @property
    def before_that(self) -> str:
        """What was taught before the author changed their mind; "" when they never did."""
        earlier = self.examples[len(self.agreeing) :]
        return earlier[0].after if earlier else ""

    @property
    def changed_mind(self) -> bool:
        return len(self.agreeing) < len(self.examples)

    @property
    def state(self) -> RuleState:
        if not self.active:
            return RuleState.OFF
        undone = self.after == KEPT or (self.kind is RuleKind.WORDS and self.after == self.name)
        once = len(self.agreeing) < COUNTS_FROM
        if self.overtaken or undone or (once and self.changed_mind):
            return RuleState.RESTING
        return RuleState.SEEN_ONCE if once else RuleState.IN_FORCE


def weighed(rules: Iterable[VoiceRule]) -> tuple[VoiceRule, ...]:
    """The rules, newest first, with those marked that a newer one turns around.

    "Replace A by B" is overtaken as soon as a newer draft replaced B by A, even once.
    """
    known = sorted(rules, key=lambda rule: rule.last_seen, reverse=True)
    words = {(rule.language, rule.name): rule for rule in known if rule.kind is RuleKind.WORDS}
    return tuple(
        replace(rule, overtaken=_overtaken(rule, words.get((rule.language, rule.after)))) for rule in known
    )


def _overtaken(rule: VoiceRule, other: VoiceRule | None) -> bool:
    if other is None or other is rule or rule.kind is not RuleKind.WORDS or not other.active:
        return False
    return other.after == rule.name and other.last_seen > rule.last_seen


@dataclass(frozen=True, slots=True)
class WordRule:
    """What the author writes instead of something; `after` is "" for what they take out."""

    before: str
    after: str


def word_rules(rules: Iterable[VoiceRule]) -> tuple[WordRule, ...]:
    """What a writer has to know of the words; `rules` are weighed and of one language."""
    return tuple(WordRule(rule.name, rule.after) for rule in rules if _counts(rule, RuleKind.WORDS))


def learned_habits(rules: Iterable[VoiceRule]) -> dict[str, Stance]:
    """Corrections of habits that edits call for, by trait; what an author says outright goes before them."""
    return {rule.name: Stance(rule.after) for rule in rules if _counts(rule, RuleKind.HABIT)}


def _counts(rule: VoiceRule, kind: RuleKind) -> bool:
    return rule.kind is kind and rule.state is RuleState.IN_FORCE


def offends(text: str, rules: Sequence[WordRule]) -> bool:
    """Whether the text holds words that its author replaces or takes out."""
    return bool(rules) and _pattern(rules).search(text) is not None


def reworded(text: str, rules: Sequence[WordRule]) -> str:
    """The writer's own words as the author puts them: frames, connectives, attributions.

    Never for the author's words or a source's. What the author takes out stays, since a frame without
    it may not stand: ask `offends` and take another frame.
    """
    replacing = tuple(rule for rule in rules if rule.after)
    if not replacing:
        return text
    by_words = {folded(rule.before): rule.after for rule in replacing}

    def put(match: re.Match[str]) -> str:
        # Letters such as the Turkish I fit the pattern, yet fold to something else.
        after = by_words.get(folded(match.group()), match.group())
        return after[:1].upper() + after[1:] if match.group()[:1].isupper() else after

    return _pattern(replacing).sub(put, text)


def _pattern(rules: Sequence[WordRule]) -> re.Pattern[str]:
    return words_pattern(tuple(rule.before for rule in rules))


@lru_cache(maxsize=64)
def words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of these words or phrases, the longest first, whole, whatever their case and white space."""
    ordered = sorted(words, key=len, reverse=True)
    body = "|".join(re.escape(one).replace("'", "['’]").replace(r"\ ", r"\s+") for one in ordered)
    return re.compile(rf"(?<![\w\-])(?:{body})(?![\w\-])", re.IGNORECASE)


def folded(words: str) -> str:
    """The words as they are compared: one case, one apostrophe, single spaces."""
    return " ".join(words.casefold().replace("’", "'").split())
