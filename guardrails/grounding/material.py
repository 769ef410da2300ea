"""What a text may rest on: the author's words and the sources, read once and compared quickly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from guardrails.candidate import Source
from guardrails.canonical import UNITS, canonical_words
from guardrails.grounding.figures import KnownFigures, known_figures
from guardrails.grounding.statements import windows
from guardrails.grounding.synonyms import meanings
from guardrails.normalisation import fold, normalise
from guardrails.sentences import split_sentences
from guardrails.tokens import WORD

RUN = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its follower: what may be said together."""

    forms: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    figures: tuple[KnownFigures, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """One text to rest on. `lines` are its sentences as canonical words; `runs` all runs of three of
    them; `windows` the meanings of each sentence and its follower, `pairs` their words and figures;
    `forms` all words, as written too; `slots` the numbers between two words.
    """

    line: str
    lines: tuple[tuple[str, ...], ...]
    runs: frozenset[tuple[str, ...]]
    windows: tuple[frozenset[str], ...]
    pairs: tuple["Pair", ...]
    forms: frozenset[str]
    figures: KnownFigures
    slots: Mapping[tuple[str, str], frozenset[str]]

    def coverage(self, forms: Sequence[str]) -> float:
        """The share of the words that lie in a run of three found here; whole short phrases count too."""
        if f" {' '.join(forms)} " in self.line:
            return 1.0
        covered = [False] * len(forms)
        for at in range(len(forms) - RUN + 1):
            if tuple(forms[at : at + RUN]) in self.runs:
                covered[at : at + RUN] = [True] * RUN
        return sum(covered) / len(forms) if forms else 0.0

    def containment(self, stems: frozenset[str]) -> float:
        """The best share of the content words found in one sentence here, or in two neighbours."""
        if not stems or not self.windows:
            return 0.0
        return max(len(stems & window) for window in self.windows) / len(stems)

    def abridges(self, forms: Sequence[str]) -> bool:
        """Whether the words are those of one sentence here, in its order, some left out."""
        if len(forms) < RUN or not self.forms.issuperset(forms):
            return False
        return any(_is_subsequence(forms, line) for line in self.lines)

    def replaces(self, before: str, number: str, after: str) -> bool:
        """Whether another number stands between these two words here, and this one next to neither."""
        if not _is_number(number) or number in self.slots.get((before, after), (number,)):
            return False
        # A unit stands beside every number of its kind, and proves nothing.
        beside = [f" {before} {number} "] + ([f" {number} {after} "] if after not in UNITS else [])
        return not any(words in self.line for words in beside)

    def nearest(self, forms: Sequence[str]) -> tuple[str, ...]:
        """The sentence here that shares most words."""
        wanted = set(forms)
        return max(self.lines, key=lambda line: len(wanted & set(line)), default=())


def _is_subsequence(forms: Sequence[str], line: Sequence[str]) -> bool:
    rest = iter(line)
    return all(form in rest for form in forms)


@lru_cache(maxsize=512)
def read_material(text: str) -> Material:
    plain = normalise(text).text
    folded = fold(plain)
    spans = split_sentences(plain)
    lines = tuple(tuple(word.form for word in canonical_words(folded[start:end])) for start, end in spans)
    words = [word for line in lines for word in line]
    runs = frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    stems = tuple(map(meanings, lines))
    neighbours = tuple(first | second for first, second in zip(stems, (*stems, frozenset())[1:], strict=True))
    figures = [known_figures(folded[start:end]) for start, end in spans]
    pairs = tuple(
        Pair(forms, lines[at : at + 2], tuple(figures[at : at + 2]))
        for at, forms in enumerate(windows(lines))
    )
    return Material(
        f" {' '.join(words)} ",
        lines,
        runs,
        neighbours,
        pairs,
        frozenset((*words, *WORD.findall(folded))),
        known_figures(folded),
        _slots(runs),
    )


def _slots(runs: frozenset[tuple[str, ...]]) -> Mapping[tuple[str, str], frozenset[str]]:
    slots: dict[tuple[str, str], frozenset[str]] = {}
    for before, number, after in runs:
        if _is_number(number) and not _is_number(before) and not _is_number(after):
            slots[before, after] = slots.get((before, after), frozenset()) | {number}
    return slots


def _is_number(form: str) -> bool:
    return form[:1].isdigit()


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Everything one text may rest on: the author's words as one material, and each source.

    `withdrawn` sources may no longer be cited, though the text may have rested on them.
    """

    own: Material
    sources: tuple[tuple[Source, Material], ...]
    withdrawn: tuple[tuple[Source, Material], ...] = ()

    @property
    def empty(self) -> bool:
        return not self.own.lines and not self.sources and not self.withdrawn

    @property
    def materials(self) -> tuple[Material, ...]:
        return (self.own, *(material for _, material in self.sources))


@lru_cache(maxsize=64)
def read_evidence(
    own_words: tuple[str, ...], sources: tuple[Source, ...], withdrawn: tuple[Source, ...] = ()
) -> Evidence:
    """The same object for the same words and sources, as long as they are remembered."""
    own = read_material("\n".join(own_words))
    return Evidence(own, tuple(map(_read, sources)), tuple(map(_read, withdrawn)))


def _read(source: Source) -> tuple[Source, Material]:
    """A source's publisher and title may be named too."""
    return source, read_material("\n".join((source.text, source.title, source.publisher)))
