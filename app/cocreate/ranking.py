"""Which facts are worth the author's post: about its topic, close to what they say, and adding something."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.cocreate.bonds import bonds
from app.cocreate.closeness import (
    Reading,
    Weights,
    anchors,
    covers,
    label_of,
    read_by_meaning,
    read_by_words,
    topic_of,
)
from app.cocreate.facts import Fact
from app.cocreate.lexicon import Lexicon, lexicon, stems
from app.domain.briefs import Brief
from knowledge_base.indexes import Embedder

MAX_EMBEDDED = 24
"""Sentences whose meaning is compared; the rest were far behind by their words already."""

_LEAST_BY_MEANING, _LEAST_BY_WORDS = 0.3, 0.25
_NOT_FAR_BEHIND = {"en": 0.6, "fr": 0.7}
"""Share of the best fact's topicality below which a fact is about something else."""
_CHOSEN = 0.75
"""Least topicality of a sentence from the source that the author started from: it is the topic."""
_NOT_CHOSEN = 0.8
"""What a sentence from elsewhere keeps of its topicality beside such a source."""
_WHOLE_TITLE = 0.8
_ALREADY_SAID = 0.7
_SAME_FACT = 0.6
_SEARCH = 0.1
"""What the first passage that search found is worth more than the last."""
_OWN_TOPIC = 0.1
_LEAST_FOREIGN = 0.5
_ANCHOR = 0.25
_NAME = re.compile(r"(?<=[^.!?]\s)[A-ZÀ-Ý][\w-]{2,}")
_USUAL_WORDS = (9, 28)


@dataclass(frozen=True, slots=True)
class RankedFact:
    """A fact, its worth (about 0..1.5), and its closeness (0..1) to each of the author's blocks, in order.

    `bonds` says with which blocks it has to do, and how much: 0 where it may not stand beside them.
    An author who said nothing leaves both empty.
    """

    fact: Fact
    worth: float
    closeness: tuple[float, ...]
    bonds: tuple[float, ...] = ()
    spoken: float = 0.0
    """How far the sentence itself says what the topic says, 0..1, whatever its title says."""
    touches: bool = False
    """Whether it touches one of the author's own topics."""


def rank_facts(
    facts: Sequence[Fact], brief: Brief, *, embedder: Embedder | None = None, topics: Sequence[str] = ()
) -> tuple[RankedFact, ...]:
    """The facts that are on the topic, best first, no two saying the same, none that the author said already.

    The topic decides what is eligible: closeness to a take alone brings in sentences that merely
    sound alike. `facts` come in the order of search, which counts a little, and so does touching
    one of the author's own `topics`. A sentence in another language is kept only where the post's
    own offers none, and then only the best.
    """
    fresh = [fact for fact in facts if not _said(fact, brief)]
    native = [fact for fact in fresh if fact.language == brief.language]
    least = _LEAST_BY_WORDS if embedder is None else _LEAST_BY_MEANING
    weights = Weights.of([fact.stems() for fact in native])
    readings = _read(native, brief, embedder)
    ranked = _eligible(readings, brief, least=least, topics=topics, weights=weights)
    if ranked or len(native) == len(fresh):
        return ranked
    foreign = read_by_words([fact for fact in fresh if fact.language != brief.language], brief)
    anchored = [_anchored(reading, brief) for reading in foreign]
    return _eligible(anchored, brief, least=_LEAST_FOREIGN, weights=weights)[:1]


def _read(facts: Sequence[Fact], brief: Brief, embedder: Embedder | None) -> list[Reading]:
    readings = read_by_words(facts, brief)
    if embedder is None or not facts:
        return readings
    order = sorted(range(len(facts)), key=lambda i: -_prior(readings[i], brief, i))[:MAX_EMBEDDED]
    return read_by_meaning([readings[i] for i in sorted(order)], brief, embedder)


def _eligible(
    readings: Sequence[Reading], brief: Brief, *, least: float, topics: Sequence[str] = (), weights: Weights
) -> tuple[RankedFact, ...]:
    """The readings on the topic as facts: those of a chosen source first, then in order of worth."""
    chosen = _chosen_documents(readings, brief)
    near = [_topicality(reading, chosen) for reading in readings]
    floor = max(least, _NOT_FAR_BEHIND[brief.language] * max(near, default=0.0))
    places = _places(readings)
    ranked = [
        _bound(_ranked(reading, far, places[reading.fact.passage.id], topics), reading, brief, weights)
        for reading, far in zip(readings, near, strict=True)
        if far >= floor
    ]
    return _distinct(sorted(ranked, key=lambda one: (one.fact.passage.document_id not in chosen, -one.worth)))


def _anchored(reading: Reading, brief: Brief) -> Reading:
    """Across languages, names and figures tell more than words: each shared one counts."""
    asked = anchors(f" {topic_of(brief)}")
    asked |= anchors(" ".join(("", *brief.takes))) if asked else frozenset()
    inside = asked & anchors(f" {reading.fact.text}")
    above = asked & anchors(f" {label_of(reading.fact.passage)}")
    return replace(reading, topic=max(reading.topic, _ANCHOR * len(inside | above) + _ANCHOR * len(inside)))


def _chosen_documents(readings: Sequence[Reading], brief: Brief) -> frozenset[int]:
    """The source that the author started from, or one whose title says the whole topic."""
    if brief.document_id is not None:
        return frozenset((brief.document_id,))
    passages = {reading.fact.passage.document_id: reading.fact.passage for reading in readings}
    return frozenset(
        document
        for document, passage in passages.items()
        if covers(passage.title, topic_of(brief), passage.language) >= _WHOLE_TITLE
    )


def _topicality(reading: Reading, chosen: frozenset[int]) -> float:
    if reading.fact.passage.document_id in chosen:
        return max(reading.topic, _CHOSEN)
    return reading.topic * (_NOT_CHOSEN if chosen else 1)


def _prior(reading: Reading, brief: Brief, place: int) -> float:
    interest = _interest(reading.fact, lexicon(reading.fact.language))
    topic = _CHOSEN if reading.fact.passage.document_id == brief.document_id else reading.topic
    return topic + max(reading.blocks, default=0.0) + 0.3 * interest - 0.005 * place


def _places(readings: Sequence[Reading]) -> dict[int, float]:
    """Where search put each passage: 1 for the first that holds a fact, towards 0 for the last."""
    ids = list(dict.fromkeys(reading.fact.passage.id for reading in readings))
    return {passage: 1 - place / len(ids) for place, passage in enumerate(ids)}


def _bound(one: RankedFact, reading: Reading, brief: Brief, weights: Weights) -> RankedFact:
    """The fact with what binds it to each block, where its language is that of the post."""
    if reading.fact.language != brief.language:
        return replace(one, bonds=(0.0,) * len(brief.takes))
    return replace(one, bonds=bonds(reading.fact, brief.takes, reading.meanings, weights, topic=brief.topic))


def _ranked(reading: Reading, topic: float, place: float, topics: Sequence[str]) -> RankedFact:
    """Topic, closeness to a take, interest, and a little for search's order and the author's own topics."""
    closeness = tuple(0.7 * block + 0.3 * topic for block in reading.blocks)
    worth = 0.6 * topic + 0.4 * max(reading.blocks, default=0.0) + _SEARCH * place
    worth += 0.3 * _interest(reading.fact, lexicon(reading.fact.language))
    mine = _touches(reading.fact, topics)
    return RankedFact(reading.fact, worth + _OWN_TOPIC * mine, closeness, spoken=reading.spoken, touches=mine)


def _touches(fact: Fact, topics: Sequence[str]) -> bool:
    """Whether the sentence holds a word of one of the author's topics."""
    held = fact.stems()
    return any(held & stems(topic, fact.language) for topic in topics)


def _interest(fact: Fact, words: Lexicon) -> float:
    """What is worth repeating: a figure, a comparison, a name, a usual length; no boasting."""
    straight = fact.text.replace("’", "'")
    length = len(fact.text.split())
    points = 0.3 * bool(re.search(r"\d", straight)) + 0.15 * bool(words.compares.search(straight))
    points += 0.1 * bool(_NAME.search(straight)) + 0.15 * (_USUAL_WORDS[0] <= length <= _USUAL_WORDS[1])
    points -= 0.25 * len(words.praises.findall(straight)) + 0.2 * ("!" in straight)
    return points - 0.01 * max(0, length - _USUAL_WORDS[1])


def _said(fact: Fact, brief: Brief) -> bool:
    held = fact.stems()
    return any(len(held & stems(take, fact.language)) >= _ALREADY_SAID * len(held) for take in brief.takes)


def _distinct(ranked: Sequence[RankedFact]) -> tuple[RankedFact, ...]:
    kept: list[tuple[RankedFact, frozenset[str]]] = []
    for one in ranked:
        held = one.fact.stems()
        if all(len(held & other) < _SAME_FACT * min(len(held), len(other)) for _, other in kept):
            kept.append((one, held))
    return tuple(one for one, _ in kept)
