"""The versions of the company's policy: each a whole, with who made it, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guardrails.decisions import LISTS, Decisions

AS_DELIVERED = 0
"""The version a company starts with: what its policy file says, or nothing."""

LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """`restores` is the older version this one brought back, None for a new one."""

    id: int
    decisions: Decisions
    by: str = ""
    at: datetime | None = None
    reason: str = ""
    restores: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: `kind` is rule, threshold, list or market; None is as delivered.

    Of a list, `before` and `after` are the words that went and came.
    """

    kind: str
    name: str
    before: Any
    after: Any


def changes_between(old: Decisions, new: Decisions) -> list[Change]:
    """What a reader of both would find different, rules first."""
    return [*_changes(old, new)]


def _changes(old: Decisions, new: Decisions) -> Iterator[Change]:
    for rule in sorted({*old.rulings, *new.rulings}):
        yield from _change("rule", rule, old.rulings.get(rule), new.rulings.get(rule))
    for name in sorted({*old.thresholds, *new.thresholds}):
        yield from _change("threshold", name, old.thresholds.get(name), new.thresholds.get(name))
    for name in LISTS:
        before, after = old.allow.get(name, ()), new.allow.get(name, ())
        gone = tuple(word for word in before if word not in after)
        come = tuple(word for word in after if word not in before)
        yield from _change("list", name, gone, come)
    yield from _change("market", "market", old.market or None, new.market or None)


def _change(kind: str, name: str, before: Any, after: Any) -> Iterator[Change]:
    if before != after:
        yield Change(kind, name, before, after)
