"""Which facts are worth the author's post: about its topic, close to what they say, and adding something."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from app.cocreate.facts import Fact
from app.cocreate.lexicon import Lexicon, lexicon, stems
from app.domain.briefs import Brief
from knowledge_base.indexes import Embedder
from knowledge_base.passages import Passage

MAX_EMBEDDED = 24
"""Sentences whose meaning is compared; the rest were far behind by their words already."""

_MEANING, _WORDS = 0.6, 0.4
_LEAST_BY_MEANING, _LEAST_BY_WORDS = 0.25, 0.08
_NOT_FAR_BEHIND = 0.6
"""Share of the best fact's topicality below which a fact is about something else."""
_OF_THE_DOCUMENT = 0.85
"""How far a sentence is on the topic when only the title and heading over it say so."""
_ALREADY_SAID = 0.7
_SAME_FACT = 0.6
_NAME = re.compile(r"(?<=[^.!?]\s)[A-ZÀ-Ý][\w-]{2,}")
_USUAL_WORDS = (9, 28)


@dataclass(frozen=True, slots=True)
class RankedFact:
    """A fact, its worth (about 0..1.5), and its closeness (0..1) to each of the author's blocks, in order.

    An author who said nothing leaves `closeness` empty.
    """

    fact: Fact
    worth: float
    closeness: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    fact: Fact
    blocks: tuple[float, ...]
    topic: float


def rank_facts(
    facts: Sequence[Fact], brief: Brief, *, embedder: Embedder | None = None
) -> tuple[RankedFact, ...]:
    """The facts that are on the topic, best first, no two saying the same, none that the author said already.

    The topic decides what is eligible: closeness to a take alone brings in sentences
    that merely sound alike. Meaning and word stems count together, since small embedders are weak in French.
    """
    fresh = [fact for fact in facts if not _said(fact, brief)]
    readings = _read_by_words(fresh, brief)
    least = _LEAST_BY_WORDS
    if embedder is not None and fresh:
        order = sorted(range(len(fresh)), key=lambda i: -_prior(readings[i], i))[:MAX_EMBEDDED]
        readings, least = (
            _read_by_meaning([readings[i] for i in sorted(order)], brief, embedder),
            _LEAST_BY_MEANING,
        )
    floor = max(least, _NOT_FAR_BEHIND * max((reading.topic for reading in readings), default=0.0))
    ranked = [
        _ranked(reading, brief, place) for place, reading in enumerate(readings) if reading.topic >= floor
    ]
    return _distinct(sorted(ranked, key=lambda one: -one.worth))


def _prior(reading: _Reading, place: int) -> float:
    interest = _interest(reading.fact, lexicon(reading.fact.language))
    return reading.topic + max(reading.blocks, default=0.0) + 0.3 * interest - 0.005 * place


def _topic(brief: Brief) -> str:
    return brief.topic or brief.idea


def _label(passage: Passage) -> str:
    return f"{passage.title}. {passage.heading}"


def _read_by_words(facts: Sequence[Fact], brief: Brief) -> list[_Reading]:
    held = [fact.stems() for fact in facts]
    weigh = _Weights.of(held)
    readings = []
    for fact, own in zip(facts, held, strict=True):
        topic = stems(_topic(brief), fact.language)
        over = _OF_THE_DOCUMENT * weigh.overlap(stems(_label(fact.passage), fact.language), topic)
        blocks = tuple(weigh.overlap(own, stems(take, fact.language)) for take in brief.takes)
        readings.append(_Reading(fact, blocks, max(weigh.overlap(own, topic), over)))
    return readings


@dataclass(frozen=True, slots=True)
class _Weights:
    """How much each stem tells apart: what every sentence holds tells little (inverse document frequency)."""

    counts: Counter[str]
    total: int

    @classmethod
    def of(cls, texts: Sequence[frozenset[str]]) -> "_Weights":
        return cls(Counter(stem for held in texts for stem in held), len(texts))

    def sum(self, held: frozenset[str]) -> float:
        return sum(log(1 + (1 + self.total) / (1 + self.counts[stem])) for stem in held)

    def overlap(self, held: frozenset[str], asked: frozenset[str]) -> float:
        """The weight shared over the smaller weight (0..1), damped so that one word of one is not all."""
        return min(1.0, 1.5 * self.sum(held & asked) / (1 + min(self.sum(held), self.sum(asked))))


def _read_by_meaning(readings: Sequence[_Reading], brief: Brief, embedder: Embedder) -> list[_Reading]:
    queries = [*brief.takes, _topic(brief)]
    labels = list(dict.fromkeys(_label(reading.fact.passage) for reading in readings))
    vectors = embedder.embed([*queries, *labels, *(reading.fact.text for reading in readings)])
    cosines = np.asarray(vectors[len(queries) :] @ vectors[: len(queries)].T)
    over = dict(zip(labels, cosines[: len(labels), -1], strict=True))
    return [
        _blended(reading, [float(value) for value in row], float(over[_label(reading.fact.passage)]))
        for reading, row in zip(readings, cosines[len(labels) :], strict=True)
    ]


def _blended(reading: _Reading, meanings: Sequence[float], over: float) -> _Reading:
    topic = _MEANING * max(meanings[-1], _OF_THE_DOCUMENT * over) + _WORDS * reading.topic
    pairs = zip(reading.blocks, meanings[:-1], strict=True)
    return _Reading(
        reading.fact, tuple(_MEANING * meaning + _WORDS * words for words, meaning in pairs), topic
    )


def _ranked(reading: _Reading, brief: Brief, place: int) -> RankedFact:
    """Topic, closeness to a take, interest; a little for search's order and the post's language."""
    fact = reading.fact
    closeness = tuple(0.7 * block + 0.3 * reading.topic for block in reading.blocks)
    worth = 0.6 * reading.topic + 0.4 * max(reading.blocks, default=0.0)
    worth += 0.3 * _interest(fact, lexicon(fact.language)) - 0.004 * place
    return RankedFact(fact, worth - (0.1 if fact.language != brief.language else 0.0), closeness)


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
