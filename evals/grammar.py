"""A small checker of grammar and typography: a few rules per language that are almost always right.

It knows no grammar: each rule is a pattern that a proof-reader would mark on sight. What it does not
mark is not therefore correct, so its figures compare drafts with drafts and prove nothing more.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from evals.case import Side
from evals.grammar_english import ENGLISH
from evals.grammar_french import FRENCH
from evals.grammar_rules import WORDS, Rule

TYPOGRAPHY = frozenset({"plain space before mark", "no space before mark", "space inside guillemets"})
"""What printers in France do and most people online do not: judged in drafts, not held against people."""

_CONTEXT = 6
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w.-]+\w|[#@][\w.-]+")
_PAIRS = (("«", "»"), ("“", "”"), ("(", ")"))
_SMILEY = re.compile(r"[:;=8]-?[()]|(?m:^\s*\w{1,2}\))")

COMMON = (
    Rule("double space", r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)"),
    Rule("space before a comma or full stop", r"(?<=\w)[ \u00a0]+(?:,|\.(?![\w.…]))"),
    Rule("no space after a comma", r"(?<=[^\W\d]),(?=[^\W\d])"),
    Rule(
        "small letter after a full stop",
        r"(?<=\w)(?<!\b[A-Za-z])(?<!\b(?:ex|Dr|Mr|vs|no|St|cf))(?<!\b(?:etc|env|min|max|art|Mrs))"
        r"[.!?][»”\"]?[ \u00a0]+(?=[a-zà-öø-ÿ])(?!https?:|www\.)",
    ),
    Rule("doubled mark", r",[.,;:]|;[.,;:]|(?<!\.)\.[,;](?!\w)|(?<!\.)\.\.(?!\.)|: ?[.,;]"),
    Rule("word twice", r"\b([^\W\d_]{2,}) \1\b(?![-’'])", ignore_case=True),
)

_TWICE_ON_PURPOSE = frozenset(WORDS["twice"])


@dataclass(frozen=True, slots=True)
class Slip:
    """A probable mistake: the rule, and where it stands, as a half-open span of code points."""

    rule: str
    start: int
    end: int


def find_slips(text: str, language: Side, *, given: Collection[str] = ()) -> list[Slip]:
    """Return the slips of `text`, in order.

    What stands just so in one of the `given` texts, neighbours included, is the slip of who wrote those,
    not of who put them together, and is left out.
    """
    shown = _ADDRESS.sub(lambda found: "0" * len(found[0]), text)
    rules = (*COMMON, *(FRENCH if language == "fr" else ENGLISH))
    found = [*(slip for rule in rules for slip in _by_rule(rule, shown)), *_unclosed(shown)]
    taken = [_plain(one) for one in given]
    return sorted((slip for slip in found if not _is_given(slip, text, taken)), key=lambda slip: slip.start)


def _by_rule(rule: Rule, text: str) -> Iterator[Slip]:
    for found in rule.pattern.finditer(text):
        on_purpose = rule.name == "word twice" and found[1].casefold() in _TWICE_ON_PURPOSE
        if not on_purpose and rule.holds(found):
            yield Slip(rule.name, found.start(), found.end())


def _unclosed(text: str) -> Iterator[Slip]:
    """Marks that come in pairs, paragraph by paragraph: a quotation does not run on here."""
    at = 0
    for paragraph in text.split("\n"):
        bare = _SMILEY.sub(lambda found: "x" * len(found[0]), paragraph)
        for opening, closing in _PAIRS:
            if bare.count(opening) != bare.count(closing):
                place = max(bare.find(opening), bare.find(closing))
                yield Slip("unclosed pair", at + place, at + place + 1)
        if bare.count('"') % 2:
            yield Slip("unclosed pair", at + bare.find('"'), at + bare.find('"') + 1)
        at += len(paragraph) + 1


def _is_given(slip: Slip, text: str, given: Collection[str]) -> bool:
    around = _plain(text[max(0, slip.start - _CONTEXT) : slip.end + _CONTEXT]).strip()
    return bool(around) and any(around in one for one in given)


def _plain(text: str) -> str:
    """Without what typography changes: kinds of spaces and of apostrophes."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " "))
