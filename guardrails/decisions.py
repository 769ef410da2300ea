"""What a company has decided about the rules, apart from the rules themselves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

LISTS = ("domains", "phones", "spokespersons")
MARKETS = ("fr", "eu", "uk", "us")
"""Whose rules on advertising and disclosure the posts are read under."""


class PolicyError(Exception):
    """The policy is wrong; the message names the place and what to change."""


class Action(StrEnum):
    OFF = "off"
    ADVISE = "advise"
    REVIEW = "review"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the company wants done about a rule, from the first day to the last, both included.

    Outside these days the rule does what it does as delivered.
    """

    action: Action
    starts: date | None = None
    ends: date | None = None

    def holds_on(self, today: date | None) -> bool:
        """Without a day, only what holds at all times does."""
        if today is None:
            return self.starts is None and self.ends is None
        return (self.starts or today) <= today <= (self.ends or today)


@dataclass(frozen=True, slots=True)
class Decisions:
    """Only what differs from the rules as delivered: rulings by rule, thresholds and lists by name."""

    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    allow: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    market: str = ""

    def as_json(self) -> dict[str, Any]:
        """To be kept in a row; `from_json` reads it."""
        return {
            "actions": {rule: _ruling_as_json(ruling) for rule, ruling in self.rulings.items()},
            "thresholds": dict(self.thresholds),
            "allow": {name: list(words) for name, words in self.allow.items()},
            "market": self.market,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read what `as_json` gave. Nothing is compared with the rules, which may have changed since."""
        return cls(
            {rule: _ruling_from_json(entry) for rule, entry in kept["actions"].items()},
            dict(kept["thresholds"]),
            {name: tuple(words) for name, words in kept["allow"].items()},
            kept["market"],
        )

    def as_toml(self) -> str:
        """The decisions as a policy file, which reads back the same."""
        sections = (
            ("actions", {rule: _ruling_as_toml(ruling) for rule, ruling in self.rulings.items()}),
            ("thresholds", {name: repr(value) for name, value in self.thresholds.items()}),
            ("allow", {name: _quoted(list(words)) for name, words in self.allow.items() if words}),
        )
        market = f"market = {_quoted(self.market)}\n" if self.market else ""
        return "\n".join(
            [market, *(_section(name, entries) for name, entries in sections if entries)]
        ).lstrip()


def _section(name: str, entries: Mapping[str, str]) -> str:
    return "\n".join([f"[{name}]", *(f"{_quoted(key)} = {entries[key]}" for key in sorted(entries)), ""])


def _quoted(value: str | list[str]) -> str:
    """JSON's strings and lists of strings are TOML's as well."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _ruling_as_toml(ruling: Ruling) -> str:
    dates = {"from": ruling.starts, "until": ruling.ends}
    said = [f"{name} = {day.isoformat()}" for name, day in dates.items() if day]
    action = _quoted(ruling.action.value)
    return f"{{ {', '.join([f'action = {action}', *said])} }}" if said else action


def _ruling_as_json(ruling: Ruling) -> dict[str, str]:
    dates = {"from": ruling.starts, "until": ruling.ends}
    return {"action": ruling.action.value} | {name: day.isoformat() for name, day in dates.items() if day}


def _ruling_from_json(kept: Mapping[str, str]) -> Ruling:
    starts, ends = (date.fromisoformat(kept[name]) if name in kept else None for name in ("from", "until"))
    return Ruling(Action(kept["action"]), starts, ends)
