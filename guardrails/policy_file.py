"""Reading a company's policy file: every complaint names the line and what to change."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from guardrails.decisions import LISTS, MARKETS, Action, Decisions, PolicyError, Ruling

_SECTIONS = frozenset({"market", "actions", "thresholds", "allow"})
_PARTS = frozenset({"action", "from", "until"})


def read_policy_file(path: Path, *, refusal: Callable[[str], str], thresholds: Collection[str]) -> Decisions:
    """Read a TOML file that may hold `market`, `[actions]`, `[thresholds]` and `[allow]`.

    `refusal` says why nothing can be decided about a rule, "" where it can; `thresholds` are the names there
    are. Raises PolicyError.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PolicyError(f"{path}: the policy file cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise PolicyError(f"{path}: the policy file is not valid TOML: {error}") from error
    return _Reading(str(path), text, refusal, thresholds).decisions()


class _Reading:
    def __init__(
        self, name: str, text: str, refusal: Callable[[str], str], thresholds: Collection[str]
    ) -> None:
        self.name = name
        self.text = text
        self.refusal = refusal
        self.known_thresholds = thresholds
        try:
            self.content = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise PolicyError(f"{name}: the policy file is not valid TOML: {error}") from error

    def decisions(self) -> Decisions:
        for section in self.content:
            if section not in _SECTIONS:
                self._complain(section, "is not a section; use market, [actions], [thresholds] and [allow]")
        return Decisions(self._rulings(), self._thresholds(), self._allow(), self._market())

    def _section(self, name: str) -> dict[str, Any]:
        section = self.content.get(name, {})
        if not isinstance(section, dict):
            self._complain(name, "must be a section")
        return section

    def _market(self) -> str:
        market = self.content.get("market", "")
        if market and market not in MARKETS:
            self._complain("market", f"must be one of {', '.join(MARKETS)}")
        return str(market)

    def _rulings(self) -> dict[str, Ruling]:
        return {rule: self._ruling(rule, said) for rule, said in _flat(self._section("actions")).items()}

    def _ruling(self, rule: str, said: Any) -> Ruling:
        if refusal := self.refusal(rule):
            self._complain(rule, refusal)
        parts = said if isinstance(said, dict) else {"action": said}
        action = parts.get("action")
        if action not in set(Action):
            self._complain(rule, f"has the action {action!r}; choose off, advise, review or block")
        starts, ends = (self._day(rule, name, parts.get(name)) for name in ("from", "until"))
        if starts and ends and ends < starts:
            self._complain(rule, "ends before it starts")
        return Ruling(Action(action), starts, ends)

    def _day(self, rule: str, name: str, value: Any) -> date | None:
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            self._complain(rule, f"has “{name}” that is no day; write it like 2031-03-04, without quotes")
        return value

    def _thresholds(self) -> dict[str, float]:
        thresholds = self._section("thresholds")
        for name, value in thresholds.items():
            if name not in self.known_thresholds:
                self._complain(
                    name, f"is not a threshold; there are {', '.join(sorted(self.known_thresholds))}"
                )
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
                self._complain(name, "must be a number, zero or more")
        return thresholds

    def _allow(self) -> dict[str, tuple[str, ...]]:
        allow = self._section("allow")
        for name, words in allow.items():
            if name not in LISTS:
                self._complain(name, "is not an allow-list; there are domains, phones and spokespersons")
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                self._complain(name, "must be a list of texts in quotes")
        return {name: tuple(words) for name, words in allow.items()}

    def _complain(self, key: str, complaint: str) -> NoReturn:
        raise PolicyError(f"{self.name}, line {self._line_of(key)}: “{key}” {complaint}")

    def _line_of(self, key: str) -> int:
        """The first line that writes the key; a dotted rule may also be split into a table and a key."""
        spellings = (key, key.rpartition(".")[2])
        for spelling in spellings:
            for number, line in enumerate(self.text.splitlines(), start=1):
                if spelling in line.split("#")[0]:
                    return number
        return 1


def _flat(section: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """`"a.b" = 1` and `a.b = 1` mean the same to a person; TOML makes the second a nested table.

    A table of the parts of a ruling is where the nesting ends.
    """
    flat: dict[str, Any] = {}
    for key, value in section.items():
        nested = isinstance(value, dict) and not ("action" in value and set(value) <= _PARTS)
        flat |= _flat(value, f"{prefix}{key}.") if nested else {f"{prefix}{key}": value}
    return flat
