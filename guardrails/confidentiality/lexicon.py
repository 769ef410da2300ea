"""Names that may not appear, or not yet: code names, embargoed subjects, clients, people."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal, Self

from guardrails.confidentiality.personal.disguises import find_disguised
from guardrails.confidentiality.spellings import humps, key_of, spellings
from guardrails.confidentiality.taken import Taken
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.normalisation import fold
from guardrails.tokens import Word
from guardrails.words import read_words

Kind = Literal["code_name", "embargo", "client", "person"]
_NAMES = {"code_name", "embargo"}
_DETERMINERS = read_words("determiners")
_WORD_BEFORE = re.compile(r"(?<!\w)(\w+)[ ']{1,2}$")


@dataclass(frozen=True, slots=True)
class LexiconTerm:
    """A term and when it counts: from `starts` on (or always), and before `ends` (or for good).

    `others` are more words for the same, such as its name in another language. `announced` is the day
    to tell people, where the end of an embargo is itself public.
    """

    term: str
    kind: Kind
    starts: date | None = None
    ends: date | None = None
    others: tuple[str, ...] = ()
    announced: date | None = None

    def in_force(self, today: date) -> bool:
        return (self.starts is None or self.starts <= today) and (self.ends is None or today < self.ends)


_Match = tuple[int, int, LexiconTerm]


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
        passing = frozenset(map(key_of, spokespersons))
        return cls(*_compiled(tuple(term for term in terms if term.in_force(today)), passing))

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if not len(self._automaton):
            return []
        whole = list(self._written(doc, doc.words))
        found = [(*match, _may_be_ordinary(doc, *match)) for match in whole]
        taken = Taken(len(doc.text))
        taken.add(whole)
        for start, end, term in (*self._in_compounds(doc), *self._disguised(doc)):
            if taken.free(start, end):
                taken.add([(start, end, term)])
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

    def _written(self, doc: Doc, words: Sequence[Word]) -> Iterator[_Match]:
        line, starts, ends = _line_of_words(words)
        for first, last, term in self._longest(line):
            yield starts[first], ends[last], term

    def _in_compounds(self, doc: Doc) -> Iterator[_Match]:
        """ "#ProjetAtlas", "atlasV2": words that are written as one."""
        cuts = humps(doc.text)
        pieces = [piece for word in doc.words for piece in _pieces(word, cuts)] if cuts else []
        return self._written(doc, pieces) if len(pieces) > len(doc.words) else iter(())

    def _disguised(self, doc: Doc) -> list[_Match]:
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
    is_plural = fold(words) != key_of(term.term).strip()
    return is_plural or bool(before and (before.group(1) in _DETERMINERS or before.group(1).isdigit()))


def _pieces(word: Word, cuts: Sequence[int]) -> Sequence[Word]:
    """The word cut where a small letter meets a capital, or a letter a figure."""
    inside = cuts[bisect_right(cuts, word.start) : bisect_left(cuts, word.end)]
    if not inside:
        return (word,)
    places = pairwise([word.start, *inside, word.end])
    return [Word(start, end, word.form[start - word.start : end - word.start]) for start, end in places]


@lru_cache(maxsize=4)
def _compiled(
    terms: tuple[LexiconTerm, ...], passing: frozenset[str]
) -> tuple[Any, Mapping[str, LexiconTerm]]:
    """An automaton of all forms of the terms, and what each is without its spaces.

    People who speak for the company are left out: their keys are in `passing`.
    """
    import ahocorasick

    automaton = ahocorasick.Automaton()
    compact: dict[str, LexiconTerm] = {}
    for term in terms:
        for name in (term.term, *term.others):
            if term.kind == "person" and key_of(name) in passing:
                continue
            for spelling in _spellings(name, term.kind):
                automaton.add_word(spelling, (len(spelling), term))
                compact[spelling.replace(" ", "")] = term
    if len(automaton):
        automaton.make_automaton()
    return automaton, compact


def _spellings(name: str, kind: Kind) -> set[str]:
    """A person has no plural; a subject under embargo inflects as phrases do."""
    return spellings(
        name,
        inflected=kind != "person",
        named=kind in _NAMES and name[:1].isupper(),
        phrase=kind == "embargo",
    )


def _line_of_words(words: Sequence[Word]) -> tuple[str, list[int], list[int]]:
    """All words as one line with a space around each, and where each character came from."""
    pieces, starts, ends = [" "], [0], [0]
    for word in words:
        pieces += (word.form, " ")
        starts += [*range(word.start, word.end), word.end]
        ends += [*range(word.start + 1, word.end + 1), word.end]
    return "".join(pieces), starts, ends


def _details(term: LexiconTerm, language: str) -> dict[str, str]:
    """The day an embargo ends is nobody's business, unless the company has said it in public."""
    if term.kind != "embargo":
        return {}
    if term.announced is None:
        return {"until": ""}
    english = f"{term.announced.day} {term.announced:%B %Y}"
    day = f"{term.announced:%d/%m/%Y}" if language == "fr" else english
    return {"until": f" jusqu’au {day}" if language == "fr" else f" until {day}"}
