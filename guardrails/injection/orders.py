# ruff: noqa: E501  (wordings read better unbroken)
"""Find what gives orders to a model: in a source, a take, an imported post, or a draft."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from guardrails.candidate import Candidate
from guardrails.doc import Doc
from guardrails.injection.hidden import find_coded, find_comments, find_hidden
from guardrails.injection.phrasings import LEADS, Phrasing, phrasings, sign_finder, verb_finder
from guardrails.injection.weighing import weigh
from guardrails.normalisation import fold, normalise
from guardrails.sentences import Span

_BEFORE = re.compile(r"([^\W_]*)([\W_]*)$")
_LONGEST_LEAD = 24
_AROUND = 200
"""Code points on each side of a sign: more than any wording takes."""
_SPACED = re.compile(r"(?<!\w)\w(?:[ .·*_-]\w(?!\w)){5,400}")
_JOINED = re.compile(
    r"(?:ignor|disregard|forget|oubli|annul|effac|bypass|override)\w{0,40}"
    r"(?:instruction|prompt|rules|consigne|regles|directive|guideline)"
    r"|(?:instruction|consigne|prompt|directive)s?\w{0,20}(?:precedent|anterieur|above|systeme)"
    r"|systemprompt|promptsysteme"
)
# The same tell-tale words by the alphabet turned half round (ROT13), and backwards.
_TURNED = re.compile(
    r"\b(?:vtaber\w{0,4}|qvfertneq|sbetrg|vafgehpgvbaf?|cebzcgf?|pbafvtarf?|bhoyvr\w{0,2}|cerprqragrf|thvqryvarf"
    r"|snoitcurtsni|noitcurtsni|tpmorp|sengisnoc|engisnoc|erongi|drageresid|eilbuo|setnedecerp|suoiverp)\b"
)
_TURNED_ROOTS = (
    "vtaber", "qvfert", "sbetrg", "vafgehp", "cebzcg", "pbafvta", "bhoyvr", "cerprq", "thvqryv", "noitcurtsni", "snoitcurtsni", "tpmorp",
    "engisno", "erongi", "drageresid", "eilbuo", "setnedec", "suoiverp",
)  # fmt: skip
_ALTERED = re.compile(r"\b(?:[a-z]{1,12}[013457]|[013457][a-z])[a-z0-9]{0,14}\b")
_TELL_TALES = frozenset({
    "ignore", "ignorez", "disregard", "forget", "previous", "prior", "instruction", "instructions", "prompt", "rules",
    "guidelines", "system", "oublie", "oubliez", "consignes", "precedentes", "regles", "systeme",
})  # fmt: skip
_LEET = str.maketrans("013457", "oieast")
# What somebody says of their own words is no order: "please ignore my previous message".
_OURS = re.compile(r"\b(?:my|our|mon|ma|mes|notre|nos) (?!instructions?|prompt)")
_LOOKS = str.maketrans("аеорсхуіѕԁԛαεορυικ", "aeopcxyisdqaeopuik")


@dataclass(frozen=True, slots=True)
class Order:
    """A half-open span of the text as it came, in code points. `kind` is a code that pages translate."""

    kind: str
    start: int
    end: int


def find_orders(text: str) -> list[Order]:
    """All of them, in text order; no two share a character."""
    return find_orders_in(Doc.of(Candidate(text)))


def find_orders_in(doc: Doc) -> list[Order]:
    original = doc.candidate.text
    found = [Order(kind, *span) for kind, span in find_hidden(original)]
    found += [Order("comment", *span) for words, span in find_comments(original) if _said(words)]
    found += [Order("coded", *span) for _, span in find_coded(original)]
    found += [Order(kind, *doc.original_span(*span)) for kind, span in _spoken(doc.folded)]
    found += [Order(kind, *doc.original_span(*span)) for kind, span in _spelled(doc.folded)]
    return _apart(found)


def _spoken(folded: str) -> Iterator[tuple[str, Span]]:
    """Orders in words. A line break may stand anywhere in them, and may begin one."""
    line = _one_line(folded)
    yield from weigh(line)
    near = _near_signs(line)
    likely = [phrasing for phrasing in phrasings() if phrasing.signs in near]
    for kind, match in (*_at_verbs(folded, line, likely), *_anywhere(line, likely, near)):
        if kind != "override" or not _OURS.search(match.group()):
            yield kind, match.span()


def _near_signs(line: str) -> dict[str, list[Span]]:
    """For each set of signs, the parts of the line that lie around one of its words."""
    near: dict[str, list[Span]] = {}
    for last, names in sign_finder().iter(f" {line} "):
        start, end = max(0, last - _AROUND), min(len(line), last + _AROUND)
        for name in names:
            parts = near.setdefault(name, [])
            if parts and start <= parts[-1][1]:
                parts[-1] = (parts[-1][0], end)
            else:
                parts.append((start, end))
    return near


def _at_verbs(folded: str, line: str, likely: Sequence[Phrasing]) -> Iterator[tuple[str, re.Match[str]]]:
    by_verbs: dict[str, list[Phrasing]] = {}
    for phrasing in likely:
        by_verbs.setdefault(phrasing.verbs, []).append(phrasing)
    for last, (length, names) in verb_finder().iter(line):
        tried = [phrasing for name in names for phrasing in by_verbs.get(name, ())]
        if tried and _begins_clause(folded, start := last + 1 - length):
            for phrasing in tried:
                if match := phrasing.pattern.match(line, start):
                    yield phrasing.kind, match


def _anywhere(
    line: str, likely: Sequence[Phrasing], near: Mapping[str, Sequence[Span]]
) -> Iterator[tuple[str, re.Match[str]]]:
    for phrasing in likely:
        if not phrasing.verbs:
            for part in near[phrasing.signs]:
                for match in phrasing.pattern.finditer(line, *part):
                    yield phrasing.kind, match


def _begins_clause(folded: str, start: int) -> bool:
    """An order begins a clause, or follows a word that leads up to one."""
    word, between = _BEFORE.findall(folded[max(0, start - _LONGEST_LEAD) : start])[0]
    if between in {" ", "'", "-"}:
        return word in LEADS or not word
    return bool(between) or start == 0


def _said(words: str) -> bool:
    return any(True for _ in _spoken(fold(normalise(words).text)))


def _spelled(folded: str) -> Iterator[tuple[str, Span]]:
    """ "i g n o r e", "1gn0r3", "vtaber", "erongi": letters apart, altered, turned or backwards."""
    for match in _SPACED.finditer(folded):
        if _JOINED.search(re.sub(r"\W|_", "", match.group())):
            yield "coded", match.span()
    if any(word in folded for word in _TURNED_ROOTS):
        for match in _TURNED.finditer(folded):
            yield "coded", match.span()
    if any(word.translate(_LEET) in _TELL_TALES for word in _ALTERED.findall(folded)):
        yield from _spoken(folded.translate(_LEET))


def _one_line(folded: str) -> str:
    """Line breaks are no way out, and look-alike letters are what they look like; offsets stay."""
    return folded.translate(_LOOKS).replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _apart(found: list[Order]) -> list[Order]:
    kept: list[Order] = []
    for order in sorted(found, key=lambda order: (order.start, -order.end)):
        if not kept or order.start >= kept[-1].end:
            kept.append(order)
    return kept
