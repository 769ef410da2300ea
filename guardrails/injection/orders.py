"""Find what gives orders to a model: in a source, a take, an imported post, or a draft."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guardrails.candidate import Candidate
from guardrails.doc import Doc
from guardrails.injection.hidden import find_coded, find_comments, find_hidden
from guardrails.injection.phrasings import LEADS, Phrasing, phrasings, sign_finder, verb_finder
from guardrails.normalisation import fold, normalise
from guardrails.sentences import Span

_BEFORE = re.compile(r"([^\W_]*)([\W_]*)$")
_LONGEST_LEAD = 24
_SPACED = re.compile(r"(?<!\w)\w(?:[ .·*_-]\w(?!\w)){5,400}")
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
    found += [Order("coded", *span) for words, span in find_coded(original) if _said(words)]
    found += [Order(kind, *doc.original_span(*span)) for kind, span in _spoken(doc.folded)]
    found += [Order(kind, *doc.original_span(*span)) for kind, span in _spelled(doc.folded)]
    return _apart(found)


def _spoken(folded: str) -> Iterator[tuple[str, Span]]:
    """Orders in words. A line break may stand anywhere in them, and may begin one."""
    line = _one_line(folded)
    signs = {name for _, names in sign_finder().iter(f" {line} ") for name in names}
    likely = [phrasing for phrasing in phrasings() if phrasing.signs in signs]
    if not likely:
        return
    for kind, match in (*_at_verbs(folded, line, likely), *_anywhere(line, likely)):
        if kind != "override" or not _OURS.search(match.group()):
            yield kind, match.span()


def _at_verbs(folded: str, line: str, likely: Sequence[Phrasing]) -> Iterator[tuple[str, re.Match[str]]]:
    for last, (length, names) in verb_finder().iter(line):
        start = last + 1 - length
        if not _begins_clause(folded, start):
            continue
        for phrasing in likely:
            if phrasing.verbs in names and (match := phrasing.pattern.match(line, start)):
                yield phrasing.kind, match


def _anywhere(line: str, likely: Sequence[Phrasing]) -> Iterator[tuple[str, re.Match[str]]]:
    for phrasing in likely:
        if not phrasing.verbs:
            for match in phrasing.pattern.finditer(line):
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
    """ "i g n o r e  a l l": letters that stand apart are read together."""
    for match in _SPACED.finditer(folded):
        if _JOINED.search(re.sub(r"\W|_", "", match.group())):
            yield "override", match.span()


_JOINED = re.compile(
    r"(?:ignore|disregard|forget|oublie[rsz]?|ignore[rz])\w{0,30}(?:instruction|prompt|rules|consigne|regles|directive)"
)


def _one_line(folded: str) -> str:
    """Line breaks are no way out, and look-alike letters are what they look like; offsets stay."""
    return folded.translate(_LOOKS).replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _apart(found: list[Order]) -> list[Order]:
    kept: list[Order] = []
    for order in sorted(found, key=lambda order: (order.start, -order.end)):
        if not kept or order.start >= kept[-1].end:
            kept.append(order)
    return kept
