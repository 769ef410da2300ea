"""What a text may rest on: the author's words and the sources, read once and compared quickly."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from guardrails.candidate import Source
from guardrails.doc import WORD
from guardrails.grounding.figures import KnownFigures, known_figures
from guardrails.normalisation import fold, normalise
from guardrails.sentences import split_sentences
from guardrails.stems import content_stems

RUN = 3


@dataclass(frozen=True, slots=True)
class Material:
    """One text to rest on. `lines` are its sentences as folded words; `runs` all runs of three words;
    `windows` the content stems of each sentence and its follower.
    """

    line: str
    lines: tuple[tuple[str, ...], ...]
    runs: frozenset[tuple[str, ...]]
    windows: tuple[frozenset[str], ...]
    forms: frozenset[str]
    figures: KnownFigures

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
    lines = tuple(tuple(WORD.findall(folded[start:end])) for start, end in split_sentences(plain))
    words = [word for line in lines for word in line]
    runs = frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    stems = tuple(content_stems(line) for line in lines)
    windows = tuple(first | second for first, second in zip(stems, (*stems, frozenset())[1:], strict=True))
    return Material(f" {' '.join(words)} ", lines, runs, windows, frozenset(words), known_figures(folded))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything one text may rest on: the author's words as one material, and each source."""

    own: Material
    sources: tuple[tuple[Source, Material], ...]

    @property
    def empty(self) -> bool:
        return not self.own.lines and not self.sources

    @property
    def materials(self) -> tuple[Material, ...]:
        return (self.own, *(material for _, material in self.sources))


def read_evidence(own_words: Sequence[str], sources: Sequence[Source]) -> Evidence:
    own = read_material("\n".join(own_words))
    # A source's publisher and title may be named too.
    read = (
        (source, read_material("\n".join((source.text, source.title, source.publisher))))
        for source in sources
    )
    return Evidence(own, tuple(read))
