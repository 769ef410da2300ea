"""Does a post sound like a colleague's, or like the company's own text?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from guardrails.authenticity.citations import own_part
from guardrails.authenticity.draft_prints import FEWEST_CHARACTERS, DraftPrint, is_near_any
from guardrails.authenticity.gram_counts import BUCKETS, Grams, Weights, count_grams, spoken_forms
from guardrails.checks import CheckSkipped
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.normalisation import normalise
from guardrails.stems import content_stems

Kind = Literal["company", "colleague"]
_FEWEST_STEMS = 8
_SETTLED = 20
_UNSETTLED_MARGIN = 0.15
_QUOTED = re.compile(r"«[^«»]{1,2000}»|\"[^\"\n]{1,2000}\"")


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
    key: bytes = field(default=b"", repr=False)

    @classmethod
    def build(
        cls, texts: Iterable[tuple[Kind, int, str]], *, background: Iterable[str] = (), key: bytes = b""
    ) -> Self:
        """Index (kind, owner, text); short texts are left out.

        `background` only teaches which n-grams are common. An owner is any number of a person's, so
        that one index serves everybody (see `nearest`). `key` is that of the draft prints it is asked about.
        """
        kinds, owners, stems, counts = [], [], [], []
        for kind, owner, text in texts:
            forms = spoken_forms(text)
            if len(content := content_stems(forms)) >= _FEWEST_STEMS:
                kinds.append(kind)
                owners.append(owner)
                stems.append(content)
                counts.append(count_grams(forms, key=key))
        common = [count_grams(spoken_forms(text), key=key) for text in background]
        seen = np.zeros(BUCKETS, np.int64)
        for grams, _ in (*counts, *common):
            seen[grams] += 1
        size = len(counts) + len(common)
        idf = np.log((1 + size) / (1 + seen)) + 1
        bounds, postings, weights = _index(counts, idf)
        return cls(
            tuple(kinds), tuple(stems), idf, bounds, postings, weights, tuple(owners), size >= _SETTLED, key
        )

    def nearest(self, text: str, *, but: int = 0) -> list[Resemblance]:
        """The nearest text of each kind, where any is near at all, leaving out those that `but` owns.

        Quoted passages do not count.
        """
        return self.nearest_counted(*self.count(text), but=but)

    def count(self, text: str) -> tuple[frozenset[str], Grams, Weights]:
        """The content stems and the counted n-grams of what is not quoted."""
        forms = spoken_forms(_QUOTED.sub(" ", normalise(text).text))
        return content_stems(forms), *count_grams(forms, key=self.key)

    def nearest_counted(
        self, stems: frozenset[str], grams: Grams, counts: Weights, *, but: int = 0
    ) -> list[Resemblance]:
        """As `nearest`, of a text that is counted already."""
        if len(stems) < _FEWEST_STEMS or not self.kinds:
            return []
        cosines = self._cosines(grams, counts)
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


def _index(
    texts: list[tuple[Grams, Weights]], idf: Weights
) -> tuple[NDArray[np.int64], NDArray[np.int64], Weights]:
    weighted = [counts * idf[grams] for grams, counts in texts]
    weights = np.concatenate([np.array([]), *(row / np.linalg.norm(row) for row in weighted)])
    owners = np.repeat(np.arange(len(texts), dtype=np.int64), [len(row) for row in weighted])
    grams = np.concatenate([np.array([], np.int64), *(grams for grams, _ in texts)])
    order = np.argsort(grams, kind="stable")
    sizes = np.bincount(grams, minlength=BUCKETS)
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
    drafts: Sequence[DraftPrint] = ()
    """Colleagues' texts that nobody has seen, as prints made with the key of `index`."""
    name: str = "authenticity.sameness"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if not self.index.kinds and not self.drafts:
            raise CheckSkipped
        own = own_part(doc)
        counted = self.index.count(own)
        rules = [self._rule(near) for near in self.index.nearest_counted(*counted, but=self.author)]
        long = len(_QUOTED.sub("", own).strip()) >= FEWEST_CHARACTERS
        if long and not any(rules) and self._is_near_a_draft(*counted):
            rules = ["authenticity.same_as_draft"]
        return [doc.finding(rule, 0, 0, evidence=Evidence.STATISTICAL) for rule in rules if rule]

    def _rule(self, near: Resemblance) -> str | None:
        if near.cosine < self._enough or near.containment < self.containment:
            return None
        if near.kind == "colleague":
            return "authenticity.same_as_colleague"
        return "authenticity.copy_of_company" if near.cosine >= self.copy else "authenticity.same_as_company"

    @property
    def _enough(self) -> float:
        # A handful of texts does not tell which n-grams are common: everything looks a little alike.
        return self.cosine + (0.0 if self.index.settled else _UNSETTLED_MARGIN)

    def _is_near_a_draft(self, stems: frozenset[str], grams: Grams, counts: Weights) -> bool:
        """It is said, and nothing more: neither whose, nor which, nor how many."""
        others = [draft for draft in self.drafts if draft.owner != self.author or not self.author]
        mine = DraftPrint.of_counted(stems, grams, counts, owner=self.author, key=self.index.key)
        return is_near_any(mine, others, self.index.idf, cosine=self._enough, containment=self.containment)
