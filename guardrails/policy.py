"""What the company wants done about each finding, and the words it is told in."""

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from guardrails.findings import Severity

_RULES = Path(__file__).with_name("rules")
_SECTIONS = frozenset({"actions", "thresholds", "allow"})
_LISTS = ("domains", "phones", "spokespersons")
REACHES = frozenset({"words", "sentence", "text"})


class PolicyError(Exception):
    """The policy file is wrong; the message names the file, the line and what to change."""


class Action(StrEnum):
    OFF = "off"
    ADVISE = "advise"
    REVIEW = "review"
    BLOCK = "block"


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
class Rule:
    action: Action
    reach: str
    words: Mapping[str, RuleWords]


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules with the company's own decisions laid over them."""

    rules: Mapping[str, Rule]
    thresholds: Mapping[str, float] = field(default_factory=dict)
    domains: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    spokespersons: frozenset[str] = frozenset()

    def action(self, rule: str) -> Action:
        """Raise PolicyError for a rule that no file of rules knows."""
        return self._rule(rule).action

    def severity(self, rule: str) -> Severity | None:
        """Return None where the company turned the rule off."""
        return _SEVERITIES[self.action(rule)]

    def reach(self, rule: str) -> str:
        return self._rule(rule).reach

    def words(self, rule: str, language: str) -> RuleWords:
        """Return the words in `language` ("fr" or "en"; anything else reads English)."""
        words = self._rule(rule).words
        return words.get(language, words["en"])

    def _rule(self, rule: str) -> Rule:
        if rule not in self.rules:
            raise PolicyError(f"there is no rule named {rule!r}")
        return self.rules[rule]


def load_policy(path: Path | None = None) -> Policy:
    """Return the default policy, with the decisions of the company's TOML file laid over it.

    The file may hold `[actions]` ("rule" = "off|advise|review|block"), `[thresholds]` (name = number)
    and `[allow]` (domains, phones, spokespersons: lists of words). Raises PolicyError.
    """
    default = _default_policy()
    return default if path is None else _Overrides(path).over(default)


@lru_cache(maxsize=1)
def _default_policy() -> Policy:
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(_RULES.glob("*.toml"))]
    defaults = next(content for content in files if "thresholds" in content)
    thresholds, allow = defaults["thresholds"], defaults["allow"]
    rules = {
        f"{family}.{name}": _rule_from(entry)
        for content in files
        if content is not defaults
        for family, entries in content.items()
        for name, entry in entries.items()
    }
    return Policy(rules, thresholds, *(frozenset(allow[name]) for name in _LISTS))


def _rule_from(entry: Mapping[str, Any]) -> Rule:
    french = {part: _with_french_spaces(text) for part, text in entry["fr"].items()}
    words = {"en": RuleWords(**entry["en"]), "fr": RuleWords(**french)}
    return Rule(Action(entry["action"]), entry["reach"], words)


def _with_french_spaces(text: str) -> str:
    """Non-breaking spaces cannot be seen in a file, so they are put in here."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\N{NO-BREAK SPACE}", text)


class _Overrides:
    """A company's file being read: every complaint names the line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8")
            self.content = tomllib.loads(self.text)
        except OSError as error:
            raise PolicyError(f"{path}: the policy file cannot be read ({error.strerror})") from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise PolicyError(f"{path}: the policy file is not valid TOML: {error}") from error

    def over(self, policy: Policy) -> Policy:
        for section in self.content:
            if section not in _SECTIONS:
                self._complain(section, "is not a section; use [actions], [thresholds] and [allow]")
        allow = self._allowed()
        return replace(
            policy,
            rules={**policy.rules, **self._rules(policy)},
            thresholds={**policy.thresholds, **self._thresholds(policy)},
            **{name: getattr(policy, name) | words for name, words in allow.items()},
        )

    def _section(self, name: str) -> dict[str, Any]:
        section = self.content.get(name, {})
        if not isinstance(section, dict):
            self._complain(name, "must be a section")
        return section

    def _rules(self, policy: Policy) -> dict[str, Rule]:
        changed = {}
        for rule, action in _flat(self._section("actions")).items():
            if rule not in policy.rules:
                self._complain(rule, "is not a rule")
            if rule.startswith("runner."):
                self._complain(rule, "cannot be changed: a text that could not be checked is held back")
            if action not in set(Action):
                self._complain(rule, f"has the action {action!r}; choose off, advise, review or block")
            changed[rule] = replace(policy.rules[rule], action=Action(action))
        return changed

    def _thresholds(self, policy: Policy) -> dict[str, float]:
        thresholds = self._section("thresholds")
        for name, value in thresholds.items():
            if name not in policy.thresholds:
                self._complain(name, f"is not a threshold; there are {', '.join(sorted(policy.thresholds))}")
            if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
                self._complain(name, "must be a number, zero or more")
        return thresholds

    def _allowed(self) -> dict[str, frozenset[str]]:
        allow = self._section("allow")
        for name, words in allow.items():
            if name not in _LISTS:
                self._complain(name, "is not an allow-list; there are domains, phones and spokespersons")
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                self._complain(name, "must be a list of texts in quotes")
        return {name: frozenset(words) for name, words in allow.items()}

    def _complain(self, key: str, complaint: str) -> NoReturn:
        raise PolicyError(f"{self.path}, line {self._line_of(key)}: “{key}” {complaint}")

    def _line_of(self, key: str) -> int:
        """The first line that writes the key; a dotted rule may also be split into a table and a key."""
        spellings = (key, key.rpartition(".")[2])
        for spelling in spellings:
            for number, line in enumerate(self.text.splitlines(), start=1):
                if spelling in line.split("#")[0]:
                    return number
        return 1


def _flat(section: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """`"a.b" = 1` and `a.b = 1` mean the same to a person; TOML makes the second a nested table."""
    flat: dict[str, Any] = {}
    for key, value in section.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat
