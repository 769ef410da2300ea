"""Names that may not appear, or not yet: code names, embargoed subjects, clients, people."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Self

from guardrails.confidentiality.disguises import find_disguised
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.normalisation import fold, normalise
from guardrails.tokens import WORD
from guardrails.words import read_words

Kind = Literal["code_name", "embargo", "client", "person"]
_NAMES = {"code_name", "embargo"}
_DETERMINERS = read_words("determiners")
_WORD_BEFORE = re.compile(r"(?<!\w)(\w+)[ ']{1,2}$")


@dataclass(frozen=True, slots=True)
class LexiconTerm:
    """A term and when it counts: from `starts` on (or always), and before `ends` (or for good)."""

    term: str
    kind: Kind
    starts: date | None = None
    ends: date | None = None

    def in_force(self, today: date) -> bool:
        return (self.starts is None or self.starts <= today) and (self.ends is None or today < self.ends)


@dataclass(frozen=True, slots=True)
class LexiconCheck:
    """Find whole words, whatever their case, accents, plural or disguise: "Atlas" never fires on "atlases".

    A name that is written like an ordinary word ("un cormoran") may be one: that asks for a look.
    """

    _automaton: Any = field(repr=False)
    _compact: Mapping[str, LexiconTerm] = field(default_factory=dict, repr=False)
    name: str = "confidentiality.lexicon"

    @classmethod
    def of(cls, terms: Iterable[LexiconTerm], *, today: date, spokespersons: Iterable[str] = ()) -> Self:
        """Build the check from the terms in force `today`; people who speak for the company pass."""
        import ahocorasick

        passing = {_key(name) for name in spokespersons}
        automaton = ahocorasick.Automaton()
        compact: dict[str, LexiconTerm] = {}
        for term in terms:
            key = _key(term.term)
            if key.strip() and term.in_force(today) and not (term.kind == "person" and key in passing):
                for spelling in _inflections(key, term.kind):
                    automaton.add_word(spelling, (len(spelling), term))
                    compact[spelling.replace(" ", "")] = term
        if len(automaton):
            automaton.make_automaton()
        return cls(automaton, compact)

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if not len(self._automaton):
            return []
        line, starts, ends = _line_of_words(doc)
        found = [
            (starts[first], ends[last], term, _may_be_ordinary(doc, starts[first], ends[last], term))
            for first, last, term in self._longest(line)
        ]
        for start, end, term in self._disguised(doc):
            if not any(start < taken and begun < end for begun, taken, _, _ in found):
                found.append((start, end, term, False))
        return [
            doc.finding(
                "confidentiality.code_name_maybe" if ordinary else f"confidentiality.{term.kind}",
                start,
                end,
                evidence=Evidence.LEXICON,
                details={} if ordinary else _details(term, doc.language),
            )
            for start, end, term, ordinary in found
        ]

    def _disguised(self, doc: Doc) -> list[tuple[int, int, LexiconTerm]]:
        """Disguised terms, the longest first."""
        words = find_disguised(doc.folded, longest=max(map(len, self._compact)))
        found = [(word.start, word.end, term) for word in words if (term := self._compact.get(word.form))]
        return sorted(found, key=lambda match: match[0] - match[1])

    def _longest(self, line: str) -> Iterator[tuple[int, int, LexiconTerm]]:
        """Matches as offsets of the line: the first and the last letter; of nested ones, the longest."""
        # The spaces that make a match a whole word are not part of it: neighbours share them.
        found = [(end - length + 2, end - 1, term) for end, (length, term) in self._automaton.iter(line)]
        taken = -1
        for first, last, term in sorted(found, key=lambda match: (match[0], -match[1])):
            if first > taken:
                yield first, last, term
                taken = last


def _may_be_ordinary(doc: Doc, start: int, end: int, term: LexiconTerm) -> bool:
    """A name kept with a capital, written without one, in the plural or after an article: "un cormoran"."""
    words = doc.text[start:end]
    if term.kind not in _NAMES or not term.term[:1].isupper() or not words.isalpha() or not words.islower():
        return False
    if doc.text[start - 1 : start] == "#":
        return False
    before = _WORD_BEFORE.search(doc.folded, max(0, start - 20), start)
    is_plural = fold(words) != _key(term.term).strip()
    return is_plural or bool(before and (before.group(1) in _DETERMINERS or before.group(1).isdigit()))


def _key(term: str) -> str:
    return f" {' '.join(WORD.findall(fold(normalise(term).text)))} "


def _inflections(key: str, kind: Kind) -> set[str]:
    """The term, and its plural at the last word or at each; a person has no plural."""
    words = key.split()
    if kind == "person":
        return {key}
    plurals = [word if word[-1] in "sxz" or not word[-1].isalpha() else f"{word}s" for word in words]
    return {key, f" {' '.join([*words[:-1], plurals[-1]])} ", f" {' '.join(plurals)} "}


def _line_of_words(doc: Doc) -> tuple[str, list[int], list[int]]:
    """All words as one line with a space around each, and where each character came from."""
    pieces, starts, ends = [" "], [0], [0]
    for word in doc.words:
        pieces += (word.form, " ")
        starts += [*range(word.start, word.end), word.end]
        ends += [*range(word.start + 1, word.end + 1), word.end]
    return "".join(pieces), starts, ends


def _details(term: LexiconTerm, language: str) -> dict[str, str]:
    if term.kind != "embargo":
        return {}
    if term.ends is None:
        return {"until": ""}
    day = f"{term.ends:%d/%m/%Y}" if language == "fr" else f"{term.ends.day} {term.ends:%B %Y}"
    return {"until": f" jusqu’au {day}" if language == "fr" else f" until {day}"}
