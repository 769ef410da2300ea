"""Hybrid search: words and meaning propose, the rows decide who is in scope, exact scores rank."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from knowledge_base.candidates import Asked, Candidate, Proposal, propose, rank
from knowledge_base.indexes import Embedder, EmbedderUnavailable, KeptStems, VectorIndex, WordIndex
from knowledge_base.passages import Hit, Origin, Passage, Scope
from knowledge_base.places import at_most, share_places
from knowledge_base.queries import understand
from knowledge_base.stems import SENTENCE_END, sentence_stems
from knowledge_base.vectors import IndexUnavailable

logger = logging.getLogger(__name__)

_LONGEST_QUERY = 2_000  # characters
_OTHER_LANGUAGE = 4  # every so many places, one is kept for the language the query is not written in
_OTHER_ORIGIN = 3  # every so many places, one is kept for the rarer origin, when both are wanted


def hybrid_search(
    query: str,
    *,
    words: WordIndex,
    vectors: VectorIndex | None,
    embedder: Embedder | None,
    scope: Scope,
    limit: int = 8,
    per_document: int = 3,
    mix: bool = False,
) -> list[Hit]:
    """Return the best passages in scope, best first, at most `per_document` of each document.

    The score is what speaks for a passage over what would speak for an ideal one (see
    `ranking`), in [0, 1]. Every fourth place is kept for a passage in the query's other
    language, if one is good enough. With `mix`, company and industry both come, if both have
    something to say, and what is new comes slightly before what is old. Without `vectors` or
    `embedder`, or while one of them does not answer, words alone decide.
    """
    if (
        limit < 1
        or (asked := ask(query, words=words, vectors=vectors, embedder=embedder, scope=scope)) is None
    ):
        return []
    found = ranked(asked, mix=mix)
    if embedder is not None and asked.vector is not None and embedder.name != asked.embedded_by:
        # Another embedder's index took over in between: these cosines compared what cannot be compared.
        asked = ask(query, words=words, vectors=vectors, embedder=embedder, scope=scope) or asked
        found = ranked(asked, mix=mix)
    found = at_most(per_document, found, key=lambda one: one.kept.document_id)
    found = share_places(found, every=_OTHER_LANGUAGE, apart=lambda one: not one.own)
    if mix:
        found = _mixed(found)
    return _load(found, words, scope, limit=limit)


def ask(
    query: str,
    *,
    words: WordIndex,
    vectors: VectorIndex | None,
    embedder: Embedder | None,
    scope: Scope,
) -> Asked | None:
    """Read a query; None when there is nothing in it."""
    query = query[:_LONGEST_QUERY].strip()
    if not query:
        return None
    understood = understand(query, words.glossary())
    counts = words.count_stems([*understood.stems("fr"), *understood.stems("en")])
    asked = Asked(understood, counts, words, scope)
    if vectors is None or embedder is None:
        return asked
    try:
        name = embedder.name
        return replace(asked, vectors=vectors, vector=embedder.embed([query])[0], embedded_by=name)
    except EmbedderUnavailable as error:
        logger.warning("searching by words alone: %s", error)
        return asked


def ranked(asked: Asked, *, mix: bool = False) -> list[Candidate]:
    """All candidates, best first; by words alone while the vector index does not answer."""
    try:
        return rank(asked, _proposed(asked, mix=mix), news=mix)
    except IndexUnavailable:
        logger.warning("searching by words alone: the vector index does not answer")
        asked = replace(asked, vectors=None, vector=None)
        return rank(asked, _proposed(asked, mix=mix), news=mix)


def _proposed(asked: Asked, *, mix: bool) -> Proposal:
    """With `mix`, each origin proposes on its own, so that the larger cannot crowd out the other."""
    if not mix or asked.scope.origins is not None:
        return propose(asked)
    proposals = [
        propose(replace(asked, scope=replace(asked.scope, origins=frozenset({origin})))) for origin in Origin
    ]
    return Proposal(
        kept={number: kept for one in proposals for number, kept in one.kept.items()},
        vectors={number: vector for one in proposals for number, vector in one.vectors.items()},
    )


def _mixed(ranked: Sequence[Candidate]) -> list[Candidate]:
    counts = Counter(found.kept.origin for found in ranked)
    rarer = min(counts, key=lambda origin: counts[origin], default=None)
    return share_places(ranked, every=_OTHER_ORIGIN, apart=lambda found: found.kept.origin is rarer)


def _load(ranked: Sequence[Candidate], words: WordIndex, scope: Scope, *, limit: int) -> list[Hit]:
    """Read the texts, a page at a time, until enough differ. Rows have the last word again."""
    hits: list[Hit] = []
    seen: set[str] = set()
    for start in range(0, len(ranked), limit):
        page = ranked[start : start + limit]
        texts = {passage.id: passage for passage in words.load_passages([one.id for one in page], scope)}
        for found in page:
            passage = texts.get(found.id)
            if passage is not None and (fingerprint := _fingerprint(passage, found.kept)) not in seen:
                seen.add(fingerprint)
                hits.append(Hit(passage, found.score, found.words, max(found.cosine, 0.0)))
            if len(hits) == limit:
                return hits
    return hits


def _fingerprint(passage: Passage, kept: KeptStems) -> str:
    """Equal for texts that differ in punctuation, case or small words only, whatever their titles."""
    heading = sentence_stems((passage.title, passage.heading), passage.language)
    text = kept.stems.removeprefix(heading).replace(SENTENCE_END, " ")
    return " ".join(text.split()) or passage.text
