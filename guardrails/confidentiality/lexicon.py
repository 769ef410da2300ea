"""Names that may not appear, or not yet: code names, embargoed subjects, clients, people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Self

from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.normalisation import fold, normalise
from guardrails.tokens import WORD

Kind = Literal["code_name", "embargo", "client", "person"]


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
    """Find whole words, whatever their case, accents and plural: "Atlas" never fires on "atlases"."""

    _automaton: Any = field(repr=False)
    name: str = "confidentiality.lexicon"

    @classmethod
    def of(cls, terms: Iterable[LexiconTerm], *, today: date, spokespersons: Iterable[str] = ()) -> Self:
        """Build the check from the terms in force `today`; people who speak for the company pass."""
        import ahocorasick

        passing = {_key(name) for name in spokespersons}
        automaton = ahocorasick.Automaton()
        for term in terms:
            key = _key(term.term)
            if key.strip() and term.in_force(today) and not (term.kind == "person" and key in passing):
                for spelling in _inflections(key, term.kind):
                    automaton.add_word(spelling, (len(spelling), term))
        if len(automaton):
            automaton.make_automaton()
        return cls(automaton)

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if not len(self._automaton):
            return []
        line, starts, ends = _line_of_words(doc)
        return [
            doc.finding(
                f"confidentiality.{term.kind}",
                starts[first],
                ends[last],
                evidence=Evidence.LEXICON,
                details=_details(term, doc.language),
            )
            for first, last, term in self._longest(line)
        ]

    def _longest(self, line: str) -> Iterator[tuple[int, int, LexiconTerm]]:
        """Matches as offsets of the line: the first and the last letter; of nested ones, the longest."""
        # The spaces that make a match a whole word are not part of it: neighbours share them.
        found = [(end - length + 2, end - 1, term) for end, (length, term) in self._automaton.iter(line)]
        taken = -1
        for first, last, term in sorted(found, key=lambda match: (match[0], -match[1])):
            if first > taken:
                yield first, last, term
                taken = last


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
