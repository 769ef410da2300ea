"""What the company wants done about each finding, and the words it is told in."""

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from guardrails.decisions import LISTS, Action, Decisions, PolicyError
from guardrails.findings import Severity
from guardrails.policy_file import read_policy_file

__all__ = [
    "REACHES",
    "Action",
    "Example",
    "Policy",
    "PolicyError",
    "Rule",
    "RuleWords",
    "load_policy",
    "read_decisions",
]

_RULES = Path(__file__).with_name("rules")
REACHES = frozenset({"words", "sentence", "text"})


_SEVERITIES = {
    Action.OFF: None,
    Action.ADVISE: Severity.TIP,
    Action.REVIEW: Severity.REVIEW,
    Action.BLOCK: Severity.BLOCK,
}


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a person is told: what it is, why it matters, what they can do. May hold {placeholders}."""

    title: str
    why: str
    fix: str

    def filled(self, details: Mapping[str, str]) -> "RuleWords":
        """Return the words with each {name} replaced by its detail; a missing detail leaves nothing."""
        filling = _Filling(details)
        return RuleWords(*(text.format_map(filling) for text in (self.title, self.why, self.fix)))

    @property
    def placeholders(self) -> frozenset[str]:
        texts = (self.title, self.why, self.fix)
        return frozenset(name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name)


class _Filling(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Example:
    """A text of which the rule speaks, and one of which it does not.

    Both rest on `source`, where one is given, and are meant for `channel`; a `withdrawn` source may no longer
    be cited, and both began as the draft `offered`, where there is one. The company in them is invented.
    """

    bad: str
    good: str
    source: str = ""
    channel: str = "linkedin"
    withdrawn: str = ""
    offered: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A `private` rule speaks to the author alone: nobody else may see its findings or decide about it."""

    action: Action
    reach: str
    words: Mapping[str, RuleWords]
    examples: Mapping[str, Example] = field(default_factory=dict)
    private: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules with the company's own decisions laid over them."""

    rules: Mapping[str, Rule]
    thresholds: Mapping[str, float] = field(default_factory=dict)
    domains: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    spokespersons: frozenset[str] = frozenset()
    market: str = ""

    def with_decisions(self, decisions: Decisions, *, today: date | None = None) -> "Policy":
        """Lay a company's decisions over the rules, as they hold on that day.

        What they say of rules and thresholds that are no more is left aside. Allow-lists only grow.
        """
        rules = {
            rule: replace(self.rules[rule], action=ruling.action)
            for rule, ruling in decisions.rulings.items()
            if self.decides(rule) and ruling.holds_on(today)
        }
        known = {name: value for name, value in decisions.thresholds.items() if name in self.thresholds}
        return replace(
            self,
            rules={**self.rules, **rules},
            thresholds={**self.thresholds, **known},
            market=decisions.market or self.market,
            **{name: getattr(self, name) | set(decisions.allow.get(name, ())) for name in LISTS},
        )

    def action(self, rule: str) -> Action:
        """Raise PolicyError for a rule that no file of rules knows."""
        return self._rule(rule).action

    def severity(self, rule: str) -> Severity | None:
        """Return None where the company turned the rule off."""
        return _SEVERITIES[self.action(rule)]

    def decides(self, rule: str) -> bool:
        """Whether a company may decide what this rule does. What is private is its author's affair."""
        return not self.refusal(rule)

    def refusal(self, rule: str) -> str:
        """Why a company may not decide what this rule does, to follow its name; "" where it may."""
        if rule not in self.rules:
            return "is not a rule"
        if rule.startswith("runner."):
            return "cannot be changed: a text that could not be checked is held back"
        return "is for its author alone: no company decides about it" if self.rules[rule].private else ""

    def private(self, rule: str) -> bool:
        """Whether what this rule says is for the author's eyes only."""
        return self._rule(rule).private

    def reach(self, rule: str) -> str:
        return self._rule(rule).reach

    def words(self, rule: str, language: str) -> RuleWords:
        """Return the words in `language` ("fr" or "en"; anything else reads English)."""
        words = self._rule(rule).words
        return words.get(language, words["en"])

    def example(self, rule: str, language: str) -> Example | None:
        """Return an example in `language`; None where there is none yet."""
        return self._rule(rule).examples.get(language)

    def _rule(self, rule: str) -> Rule:
        if rule not in self.rules:
            raise PolicyError(f"there is no rule named {rule!r}")
        return self.rules[rule]


def load_policy(path: Path | None = None, *, today: date | None = None) -> Policy:
    """Return the default policy, with the decisions of the company's TOML file laid over it.

    Decisions that hold for a time count on a day within it, and without a day not at all. Raises PolicyError.
    """
    return _default_policy().with_decisions(read_decisions(path), today=today)


def read_decisions(path: Path | None) -> Decisions:
    """Return what the company's TOML file says, nothing without one. Raises PolicyError."""
    if path is None:
        return Decisions()
    known = _default_policy()
    return read_policy_file(path, refusal=known.refusal, thresholds=known.thresholds)


@lru_cache(maxsize=1)
def _default_policy() -> Policy:
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(_RULES.glob("*.toml"))]
    defaults = next(content for content in files if "thresholds" in content)
    examples = _read_examples()
    thresholds, allow = defaults["thresholds"], defaults["allow"]
    rules = {
        f"{family}.{name}": _rule_from(entry, examples.get(f"{family}.{name}", {}))
        for content in files
        if content is not defaults
        for family, entries in content.items()
        for name, entry in entries.items()
    }
    domains, phones, spokespersons = (frozenset(allow[name]) for name in LISTS)
    return Policy(rules, thresholds, domains, phones, spokespersons)


def _read_examples() -> dict[str, dict[str, Example]]:
    """By rule and language, from a file for each family: `[<family>.<name>.<language>]`."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in _RULES.glob("examples/*.toml")]
    return {
        f"{family}.{name}": {
            language: Example(**(_french(parts) if language == "fr" else parts))
            for language, parts in languages.items()
        }
        for content in files
        for family, entries in content.items()
        for name, languages in entries.items()
    }


def _rule_from(entry: Mapping[str, Any], examples: Mapping[str, Example]) -> Rule:
    words = {"en": RuleWords(**entry["en"]), "fr": RuleWords(**_french(entry["fr"]))}
    return Rule(Action(entry["action"]), entry["reach"], words, examples, entry.get("private", False))


def _french(parts: Mapping[str, str]) -> dict[str, str]:
    """Non-breaking spaces cannot be seen in a file, so they are put in here."""
    spaces = re.compile(r" (?=[:;?!»])|(?<=«) ")
    return {part: spaces.sub("\N{NO-BREAK SPACE}", text) for part, text in parts.items()}
