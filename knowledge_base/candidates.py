"""The passages that may answer a query: proposed by two indexes, admitted by the rows, ranked exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from knowledge_base.indexes import KeptStems, StemCounts, VectorIndex, Vectors, WordIndex
from knowledge_base.passages import Scope
from knowledge_base.queries import Query
from knowledge_base.ranking import TYPED, Matcher, likeness_weight
from knowledge_base.wording import Wording

_CANDIDATES = 40  # of each index; 30 already gave the same ten best on every collection measured
_TRANSLATED = 20  # more, found by words of the other language alone
_WIDER = 4  # times as many, when too many of the nearest are out of scope
_WHOLE = 500  # passages of a single document that are all compared
_LEAST_COSINE = 0.3  # below, a passage that shares no word with the query has nothing to do with it
_LEAST_ACROSS = 0.2  # the same for another language: a gloss is farther from its text than a paraphrase
_FARTHER = 0.8  # of the cosine of the last of the nearest: what others are taken to have
_FEEDBACK, _FEEDBACK_WEIGHT = 5, 0.3  # passages, and their share of the second look
_READ = 20  # of the best of a first look, whose wording is compared; 30 to 60 gave the same ten best
_TIE = 2  # decimals; scores equal to that many are settled by date
_NEWS, _HALF_LIFE = 0.05, 365.0  # of the score for what is new; days after which that is half as much


Numbers = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and where to look. Without `vectors` and `vector`, words alone decide.

    `embedded_by` names the embedder that made `vector`.
    """

    query: Query
    counts: StemCounts
    words: WordIndex
    scope: Scope
    vectors: VectorIndex | None = None
    vector: NDArray[np.float32] | None = None
    embedded_by: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may answer, all of it in scope, and the vectors of those that are near in meaning."""

    kept: Mapping[int, KeptStems]
    vectors: Mapping[int, Vectors] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage in scope with its scores in [0, 1]; `own` when it is in the query's language.

    The score is what speaks for it over the `ideal`, part of which is for `typed` (see Wording).
    """

    id: int
    kept: KeptStems
    score: float
    words: float
    cosine: float
    own: bool
    typed: float = 0.0
    ideal: float = 1.0

    @property
    def order(self) -> tuple[float, int, float, int]:
        """Best first; among the practically equal, the newest first."""
        published = self.kept.published_on or date.min
        return -round(self.score, _TIE), -published.toordinal(), -self.score, self.id


def propose(asked: Asked) -> Proposal:
    """Ask both indexes, and the rows who of the found is in scope."""
    if asked.scope.document_id is not None:
        ids = asked.words.list_ids(asked.scope, limit=_WHOLE + 1)
        if len(ids) <= _WHOLE:
            vectors = asked.vectors.read(ids) if asked.vectors is not None else {}
            return Proposal(asked.words.load_stems(ids, asked.scope), vectors)
    by_words = _by_words(asked)
    if asked.vectors is None or asked.vector is None:
        return Proposal(asked.words.load_stems(by_words, asked.scope))
    return _with_nearest(asked, asked.vectors, asked.vector, by_words)


def rank(asked: Asked, proposal: Proposal, *, news: bool = False) -> list[Candidate]:
    """Score all that was proposed, best first; with `news`, what is new weighs a little more."""
    found = proposal.kept
    matchers = _matchers(asked, found)
    words = np.array([matchers[kept.language].signals(kept.stems).total for kept in found.values()])
    ideals = np.array([matchers[kept.language].ideal.total for kept in found.values()])
    weights = np.array([_weight(asked, kept.language) for kept in found.values()])
    cosines, likeness = _compare(asked, proposal, words, weights)
    first = words + weights * likeness
    typed, ideal_typed = _typed(asked, found, first)
    wholes = np.maximum(ideals + weights + ideal_typed, 1e-9)
    scores = np.clip((first + typed) / wholes, 0, 1)
    candidates = [
        Candidate(
            id=identifier,
            kept=kept,
            score=float(score) * (_news(kept, asked.scope) if news else 1),
            words=float(min(word / max(ideal, 1e-9), 1)),
            cosine=float(cosine),
            own=asked.query.is_own(kept.language),
            typed=float(wording),
            ideal=float(whole),
        )
        for (identifier, kept), score, word, ideal, cosine, wording, whole in zip(
            found.items(), scores, words, ideals, cosines, typed, wholes, strict=True
        )
        if word > 0 or cosine >= (_LEAST_COSINE if asked.query.is_own(kept.language) else _LEAST_ACROSS)
    ]
    return sorted(candidates, key=lambda candidate: candidate.order)


def _typed(asked: Asked, found: Mapping[int, KeptStems], first: Numbers) -> tuple[Numbers, Numbers]:
    """What the query's own wording adds to each of the best, and what it could add.

    A passage in another language cannot hold it, so there nothing is expected.
    """
    typed, ideal = np.zeros(len(first)), np.zeros(len(first))
    kept = list(found.values())
    own = np.array([asked.query.is_own(one.language) for one in kept], dtype=bool)
    best = [place for place in np.argsort(-first, kind="stable") if own[place]][:_READ]
    if best:
        wording = Wording(asked.query.text, [kept[place].text for place in best])
        typed[best] = TYPED * wording.values()
        ideal[own] = TYPED * wording.ideal
    return typed, ideal


def _by_words(asked: Asked) -> list[int]:
    """Words of the query's own language would crowd out the translations, so these are sought apart."""
    query, known = asked.query, asked.counts.passages
    stems = dict.fromkeys(stem for language in query.languages for stem in query.stems(language))
    own = {stem: known[stem] for stem in stems if stem in known}
    other = {stem: count for stem, count in known.items() if stem not in own}
    found = list(asked.words.search_words(own, asked.scope, limit=_CANDIDATES))
    return [*found, *asked.words.search_words(other, asked.scope, limit=_TRANSLATED)]


def _with_nearest(
    asked: Asked, vectors: VectorIndex, vector: NDArray[np.float32], by_words: Sequence[int]
) -> Proposal:
    """Filtering in the vector index would read it all, so it is asked without, and the rows filter.

    When too many of the nearest are out of scope, more are asked for, and at last the index
    has to filter after all: what is in scope is never starved by what is not.
    """
    for wanted in (_CANDIDATES, _CANDIDATES * _WIDER):
        nearest = vectors.nearest(vector, limit=wanted)
        kept = asked.words.load_stems([*by_words, *nearest], asked.scope)
        in_scope = sum(identifier in kept for identifier in nearest)
        if in_scope >= _CANDIDATES // 2 or len(nearest) < wanted:
            return Proposal(kept, nearest)
    filtered = list(vectors.search_vectors(vector, asked.scope, limit=_CANDIDATES))
    kept = asked.words.load_stems([*by_words, *filtered], asked.scope)
    return Proposal(kept, vectors.read(filtered))


def _matchers(asked: Asked, found: Mapping[int, KeptStems]) -> dict[str, Matcher]:
    usual = sum(kept.stems.count(" ") for kept in found.values()) / max(len(found), 1)
    return {
        language: Matcher(asked.query.terms[language], asked.counts, usual_length=usual)
        for language in {kept.language for kept in found.values()}
    }


def _weight(asked: Asked, language: str) -> float:
    return likeness_weight(language, asked.query.languages) if asked.vector is not None else 0.0


def _compare(asked: Asked, proposal: Proposal, words: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """Return the cosine with the query of each, and with the query drawn towards the best of a first look.

    A passage found by its words alone is less near than the last of the nearest: four fifths of
    that came out as good as the cosine itself. The second look (Rocchio, 1971) gained 0.2 to 0.9
    points on abstracts, blogs and descriptions of services, and cost nothing where a query has
    one answer. Feedback on words (RM3) cost 0.3 points there, and was left out.
    """
    if asked.vector is None:
        return np.zeros(len(words)), np.zeros(len(words))
    places = [place for place, identifier in enumerate(proposal.kept) if identifier in proposal.vectors]
    if not places:
        return np.zeros(len(words)), np.zeros(len(words))
    near = np.array(
        [proposal.vectors[identifier] for identifier in proposal.kept if identifier in proposal.vectors]
    )
    cosines = _spread(near @ asked.vector, places, len(words))
    best = np.argsort(-(words + weights * cosines)[places], kind="stable")[:_FEEDBACK]
    drawn = asked.vector + _FEEDBACK_WEIGHT * near[best].mean(axis=0)
    return cosines, _spread(near @ (drawn / max(float(np.linalg.norm(drawn)), 1e-9)), places, len(words))


def _spread(found: Numbers, places: Sequence[int], length: int) -> Numbers:
    """Put the cosines in their places, and a guess in all others."""
    spread = np.full(length, _FARTHER * max(float(found.min()), 0.0))
    spread[list(places)] = found
    return spread


def _news(kept: KeptStems, scope: Scope) -> float:
    if kept.published_on is None:
        return 1 - _NEWS
    age = max((scope.now.date() - kept.published_on).days, 0)
    return 1 - _NEWS + _NEWS * float(2 ** (-age / _HALF_LIFE))
