"""The form in which the policy is changed: decisions out of its fields, and its fields out of decisions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import BadInput
from app.web.forms import clean_text
from guardrails.decisions import LISTS, MARKETS, Action, Decisions, Ruling
from guardrails.policy import Policy

_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}")
_DIGITS = range(6, 21)
_MOST_LINES = 500
_LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class PolicyForm:
    """`typed` is each field as it was sent, `mistakes` what is wrong with some of them, by name."""

    typed: Mapping[str, str]
    mistakes: Mapping[str, BadInput]
    decisions: Decisions


def editable_rules(policy: Policy) -> list[str]:
    """All but those that hold back a text which could not be checked, and those of authors alone."""
    return [rule for rule in sorted(policy.rules) if policy.decides(rule)]


def fields_of(decisions: Decisions, policy: Policy) -> dict[str, str]:
    """What the fields of the form hold for these decisions; "" is as delivered."""
    fields = {"market": decisions.market}
    for rule in editable_rules(policy):
        ruling = decisions.rulings.get(rule)
        fields[f"action:{rule}"] = ruling.action.value if ruling else ""
        fields[f"from:{rule}"] = ruling.starts.isoformat() if ruling and ruling.starts else ""
        fields[f"until:{rule}"] = ruling.ends.isoformat() if ruling and ruling.ends else ""
    for name in policy.thresholds:
        value = decisions.thresholds.get(name)
        fields[f"threshold:{name}"] = "" if value is None else f"{value:.12g}"
    for name in LISTS:
        fields[f"allow:{name}"] = "\n".join(decisions.allow.get(name, ()))
    return fields


def read_policy_form(form: Mapping[str, object], current: Decisions, policy: Policy) -> PolicyForm:
    """Read what was sent; a field that is missing keeps what the `current` decisions say.

    `policy` is the rules as delivered.
    """
    before = fields_of(current, policy)
    sent = {name: clean_text(value) for name, value in form.items() if isinstance(value, str)}
    typed = before | {name: value for name, value in sent.items() if name in before}
    reading = _Reading(typed, policy)
    decisions = reading.decisions()
    return PolicyForm(sent | typed, reading.mistakes, decisions)


class _Reading:
    def __init__(self, typed: Mapping[str, str], policy: Policy) -> None:
        self.typed = typed
        self.policy = policy
        self.mistakes: dict[str, BadInput] = {}

    def decisions(self) -> Decisions:
        rulings = {rule: self._ruling(rule) for rule in editable_rules(self.policy)}
        thresholds = {name: self._threshold(name) for name in self.policy.thresholds}
        allow = {name: self._list(name) for name in LISTS}
        return Decisions(
            {rule: ruling for rule, ruling in rulings.items() if ruling},
            {name: value for name, value in thresholds.items() if value is not None},
            {name: words for name, words in allow.items() if words},
            self._market(),
        )

    def _ruling(self, rule: str) -> Ruling | None:
        action = self.typed[f"action:{rule}"]
        starts, ends = self._day(f"from:{rule}"), self._day(f"until:{rule}")
        if not action:
            if starts or ends:
                self._wrong(f"action:{rule}", BadInput("Choose what the rule should do in that time."))
            return None
        if action not in set(Action):
            self._wrong(f"action:{rule}", BadInput("Choose one of the four: off, advise, review or block."))
            return None
        if starts and ends and ends < starts:
            self._wrong(f"until:{rule}", BadInput("The last day comes before the first."))
        return Ruling(Action(action), starts, ends)

    def _day(self, name: str) -> date | None:
        written = self.typed[name].strip()
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            self._wrong(name, BadInput("Write the day as year, month, day: 2031-03-04."))
            return None

    def _threshold(self, name: str) -> float | None:
        written = self.typed[f"threshold:{name}"].strip().replace(",", ".")
        if not written:
            return None
        value = float(written) if re.fullmatch(r"\d{1,9}(?:\.\d{1,12})?", written) else -1.0
        if value < 0:
            self._wrong(f"threshold:{name}", BadInput("Give a number, zero or more."))
        elif self.policy.thresholds[name] <= 1 < value:
            self._wrong(f"threshold:{name}", BadInput("Give a number between 0 and 1."))
        return value

    def _list(self, name: str) -> tuple[str, ...]:
        field = f"allow:{name}"
        lines = [line.strip() for line in self.typed[field].splitlines() if line.strip()]
        if len(lines) > _MOST_LINES:
            self._wrong(field, BadInput("That is too many: %(most)s at most.", most=_MOST_LINES))
        for line in lines:
            if len(line) > _LONGEST_LINE or not _fits(name, line):
                self._wrong(field, _not_one(name, line[:40]))
        return tuple(dict.fromkeys(lines))

    def _market(self) -> str:
        market = self.typed["market"]
        if market and market not in MARKETS:
            self._wrong("market", BadInput("Choose one of the markets of the list."))
        return market

    def _wrong(self, name: str, mistake: BadInput) -> None:
        self.mistakes.setdefault(name, mistake)


def _fits(name: str, line: str) -> bool:
    if name == "domains":
        return _DOMAIN.fullmatch(line) is not None
    if name == "phones":
        return sum(character.isdigit() for character in line) in _DIGITS and not re.search(r"[^\W\d_]", line)
    return any(character.isalpha() for character in line)


def _not_one(name: str, line: str) -> BadInput:
    if name == "domains":
        return BadInput("“%(line)s” is not a domain. Write it like example.com, one on each line.", line=line)
    if name == "phones":
        return BadInput("“%(line)s” is not a phone number. Write one on each line.", line=line)
    return BadInput("“%(line)s” is not a name. Write one on each line.", line=line)
