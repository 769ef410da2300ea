"""Does a post sound like a colleague's, or like the company's own text?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from guardrails.authenticity.citations import own_part
from guardrails.checks import CheckSkipped
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.normalisation import fold, normalise
from guardrails.stems import content_stems
from guardrails.tokens import WORD

Kind = Literal["company", "colleague"]
_BUCKETS = 1 << 20
_SIZES = (3, 4, 5)
_FEWEST_STEMS = 8
_SETTLED = 20
_UNSETTLED_MARGIN = 0.15
_NOT_PROSE = re.compile(r"https?://\S{1,2000}|[#@][\w.-]{1,100}")
_QUOTED = re.compile(r"«[^«»]{1,2000}»|\"[^\"\n]{1,2000}\"")

Grams = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How near the nearest text of a kind is: cosine of character n-grams, containment of content words."""

    kind: Kind
    cosine: float
    containment: float


@dataclass(frozen=True, slots=True)
class SamenessIndex:
    """Texts to keep apart from, as weighted n-grams; the texts themselves are not kept.

    TF-IDF over character n-grams of three to five within words, cosine-normed; rarities come from
    all indexed texts and the background. `postings` and `weights` are sorted by gram.
    """

    kinds: tuple[Kind, ...]
    stems: tuple[frozenset[str], ...] = field(repr=False)
    idf: Weights = field(repr=False)
    bounds: NDArray[np.int64] = field(repr=False)
    postings: NDArray[np.int64] = field(repr=False)
    weights: Weights = field(repr=False)
    owners: tuple[int, ...] = ()
    settled: bool = True

    @classmethod
    def build(cls, texts: Iterable[tuple[Kind, int, str]], *, background: Iterable[str] = ()) -> Self:
        """Index (kind, owner, text); short texts are left out.

        `background` only teaches which n-grams are common. An owner is any number of a person's, so
        that one index serves everybody (see `nearest`).
        """
        kinds, owners, stems, counts = [], [], [], []
        for kind, owner, text in texts:
            forms = _forms(text)
            if len(content := content_stems(forms)) >= _FEWEST_STEMS:
                kinds.append(kind)
                owners.append(owner)
                stems.append(content)
                counts.append(_count_grams(forms))
        common = [_count_grams(_forms(text)) for text in background]
        seen = np.zeros(_BUCKETS, np.int64)
        for grams, _ in (*counts, *common):
            seen[grams] += 1
        size = len(counts) + len(common)
        idf = np.log((1 + size) / (1 + seen)) + 1
        bounds, postings, weights = _index(counts, idf)
        return cls(
            tuple(kinds), tuple(stems), idf, bounds, postings, weights, tuple(owners), size >= _SETTLED
        )

    def nearest(self, text: str, *, but: int = 0) -> list[Resemblance]:
        """The nearest text of each kind, where any is near at all, leaving out those that `but` owns.

        Quoted passages do not count.
        """
        forms = _forms(_QUOTED.sub(" ", normalise(text).text))
        stems = content_stems(forms)
        if len(stems) < _FEWEST_STEMS or not self.kinds:
            return []
        cosines = self._cosines(*_count_grams(forms))
        if but:
            cosines[np.array(self.owners) == but] = 0.0
        nearest: dict[Kind, Resemblance] = {}
        for at in np.argsort(-cosines)[:10]:
            kind = self.kinds[at]
            shared = len(stems & self.stems[at]) / min(len(stems), len(self.stems[at]))
            nearest.setdefault(kind, Resemblance(kind, float(cosines[at]), shared))
        return list(nearest.values())

    def _cosines(self, grams: Grams, counts: Weights) -> Weights:
        weights = counts * self.idf[grams]
        weights /= np.linalg.norm(weights) or 1.0
        starts, sizes = self.bounds[grams], self.bounds[grams + 1] - self.bounds[grams]
        offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        places = np.repeat(starts, sizes) + offsets
        products = self.weights[places] * np.repeat(weights, sizes)
        return np.bincount(self.postings[places], products, minlength=len(self.kinds)).astype(np.float64)


def _forms(text: str) -> list[str]:
    """The words, without addresses, mentions and hashtags: colleagues share those by nature."""
    return WORD.findall(fold(_NOT_PROSE.sub(" ", normalise(text).text)))


def _count_grams(forms: list[str]) -> tuple[Grams, Weights]:
    """Buckets of the n-grams within words (a space at either end), with how often each occurs."""
    line = f" {' '.join(forms)} "
    codes = np.frombuffer(line.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    spaces = np.concatenate(([0], np.cumsum(codes == ord(" "))))
    buckets = []
    for size in _SIZES:
        if len(codes) < size:
            continue
        windows = np.lib.stride_tricks.sliding_window_view(codes, size)
        at = np.arange(len(windows))
        within = spaces[at + size - 1] == spaces[at + 1]
        hashes = np.full(len(windows), size, np.uint64)
        for column in range(size):
            hashes = hashes * np.uint64(1_000_003) + windows[:, column]
        # Multiplying by a large odd number spreads near codes (Fibonacci hashing); the top bits are best.
        spread = (hashes[within] * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(44)
        buckets.append(spread.astype(np.int64))
    grams, counts = np.unique(np.concatenate([np.array([], np.int64), *buckets]), return_counts=True)
    return grams, counts.astype(np.float64)


def _index(
    texts: list[tuple[Grams, Weights]], idf: Weights
) -> tuple[NDArray[np.int64], NDArray[np.int64], Weights]:
    weighted = [counts * idf[grams] for grams, counts in texts]
    weights = np.concatenate([np.array([]), *(row / np.linalg.norm(row) for row in weighted)])
    owners = np.repeat(np.arange(len(texts), dtype=np.int64), [len(row) for row in weighted])
    grams = np.concatenate([np.array([], np.int64), *(grams for grams, _ in texts)])
    order = np.argsort(grams, kind="stable")
    sizes = np.bincount(grams, minlength=_BUCKETS)
    bounds = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    return bounds, owners[order], weights[order]


@dataclass(frozen=True, slots=True)
class SamenessCheck:
    """Warn of a post too near to another. It never shows, nor names, whose it is.

    What the post cites, in quotation marks or as a sentence of one of its own sources, is not
    measured; a post that is nothing else is a copy all the same.
    """

    index: SamenessIndex
    author: int = 0
    """Whose texts do not count: one may sound like oneself. 0 is nobody."""
    cosine: float = 0.30
    containment: float = 0.33
    copy: float = 0.70
    name: str = "authenticity.sameness"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if not self.index.kinds:
            raise CheckSkipped
        rules = [self._rule(near) for near in self.index.nearest(own_part(doc), but=self.author)]
        return [doc.finding(rule, 0, 0, evidence=Evidence.STATISTICAL) for rule in rules if rule]

    def _rule(self, near: Resemblance) -> str | None:
        # A handful of texts does not tell which n-grams are common: everything looks a little alike.
        margin = 0.0 if self.index.settled else _UNSETTLED_MARGIN
        if near.cosine < self.cosine + margin or near.containment < self.containment:
            return None
        if near.kind == "colleague":
            return "authenticity.same_as_colleague"
        return "authenticity.copy_of_company" if near.cosine >= self.copy else "authenticity.same_as_company"
