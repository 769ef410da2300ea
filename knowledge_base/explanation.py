"""Why a passage was found: what each signal adds to its score, and which words led to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge_base.candidates import Asked, Candidate
from knowledge_base.glossary import Form
from knowledge_base.indexes import Embedder, KeptStems, VectorIndex, WordIndex
from knowledge_base.passages import Scope
from knowledge_base.queries import Term
from knowledge_base.ranking import CLOSE, NEAR, Matcher, likeness_weight
from knowledge_base.search import ask, ranked
from knowledge_base.vectors import IndexUnavailable


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the query and what stood for it; `through` is empty when the passage lacks it.

    `through` is a form of the word itself, a synonym or a translation, as stems.
    """

    word: str
    through: Form = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """`parts` map "words", "sentence", "near", "close" and "meaning" to what they add to the score.

    See `ranking` for what the first four mean; to "close" belongs what is written just as in the
    query. The score is the one before neighbours in the ranking drew the query towards them, so it
    may differ a little from the hit's.
    """

    score: float
    parts: Mapping[str, float]
    words: tuple[Found, ...]
    cosine: float
    other_language: bool


def explain(
    query: str,
    passage_id: int,
    *,
    words: WordIndex,
    vectors: VectorIndex | None,
    embedder: Embedder | None,
    scope: Scope,
) -> Explanation | None:
    """Explain one passage's place among the answers; None when it is not in scope, or the query is empty."""
    asked = ask(query, words=words, vectors=vectors, embedder=embedder, scope=scope)
    kept = words.load_stems([passage_id], scope).get(passage_id)
    if asked is None or kept is None:
        return None
    among = next((one for one in ranked(asked) if one.id == passage_id), None)
    return _explain(asked, kept, _cosine(asked, passage_id), among)


def _explain(asked: Asked, kept: KeptStems, cosine: float, among: Candidate | None) -> Explanation:
    """`among` the candidates is where its wording was compared; for a passage far behind it is None."""
    length = kept.stems.count(" ") + 1
    matcher = Matcher(asked.query.terms[kept.language], asked.counts, usual_length=length)
    signals = matcher.signals(kept.stems)
    weight = likeness_weight(kept.language, asked.query.languages) if asked.vector is not None else 0.0
    whole = among.ideal if among else max(matcher.ideal.total + weight, 1e-9)
    typed = among.typed if among else 0.0
    parts = {
        "words": signals.words / whole,
        "sentence": signals.sentence / whole,
        "near": NEAR * signals.near / whole,
        "close": (CLOSE * signals.close + typed) / whole,
        "meaning": weight * cosine / whole,
    }
    held = set(kept.stems.split())
    return Explanation(
        score=min(max(sum(parts.values()), 0.0), 1.0),
        parts=parts,
        words=tuple(Found(term.word, _through(term, held)) for term in asked.query.terms[kept.language]),
        cosine=cosine,
        other_language=not asked.query.is_own(kept.language),
    )


def _cosine(asked: Asked, passage_id: int) -> float:
    if asked.vectors is None or asked.vector is None:
        return 0.0
    try:
        held = asked.vectors.read([passage_id])
    except IndexUnavailable:
        return 0.0
    return float(held[passage_id] @ asked.vector) if passage_id in held else 0.0


def _through(term: Term, held: set[str]) -> Form:
    return next((form for form in term.forms if held.issuperset(form)), ())
