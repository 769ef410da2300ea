"""How near source sentences are to the topic and to the author's words, by word stems and by meaning."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np

from app.cocreate.facts import Fact
from app.cocreate.lexicon import stems
from app.domain.briefs import Brief
from knowledge_base.indexes import Embedder
from knowledge_base.passages import Passage

_MEANING = {"en": 0.6, "fr": 0.3}
"""Share of meaning against words, by the post's language: small embedders are weak in French."""
_OF_THE_DOCUMENT = 0.85
"""How far a sentence is on the topic when only the title and heading over it say so."""

_IN_PASSING = 0.5
_LONGEST_ACRONYM = 3
"""Letters: "CV" and "PDF" are everywhere."""
_NAME = re.compile(r"(?<=\s)[A-ZÀ-Ý][\w-]+|(?<=['’])[A-ZÀ-Ý][\w-]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A fact with its closeness (0..1) to each of the author's blocks, in order, and to the topic."""

    fact: Fact
    blocks: tuple[float, ...]
    topic: float
    aside: bool = False
    """Whether it mentions the topic in passing only: by names alone, or by a word under another title."""
    spoken: float = 0.0
    """Closeness of the sentence itself to the topic, whatever title stands over it."""
    meanings: tuple[float, ...] = ()
    """Cosines of meaning with each block; empty where no meaning was compared."""


def topic_of(brief: Brief) -> str:
    return brief.topic or brief.idea


def read_by_words(facts: Sequence[Fact], brief: Brief) -> list[Reading]:
    """Closeness by shared stems, each weighted by how much it tells apart."""
    held = [fact.stems() for fact in facts]
    weigh = Weights.of(held)
    readings = []
    for fact, own in zip(facts, held, strict=True):
        blocks = tuple(weigh.overlap(own, stems(take, fact.language)) for take in brief.takes)
        aside = _in_passing(fact, own, topic_of(brief))
        topic = _on_topic(fact, own, topic_of(brief), weigh)
        spoken = weigh.coverage(own, stems(topic_of(brief), fact.language))
        readings.append(Reading(fact, blocks, topic * (_IN_PASSING if aside else 1), aside, spoken))
    return readings


def _on_topic(fact: Fact, own: frozenset[str], topic: str, weigh: "Weights") -> float:
    """How much of the topic the sentence covers, alone or with the title and heading over it."""
    asked = stems(topic, fact.language)
    held = own | stems(label_of(fact.passage), fact.language)
    return max(weigh.coverage(own, asked), _OF_THE_DOCUMENT * weigh.coverage(held, asked))


def _in_passing(fact: Fact, own: frozenset[str], topic: str) -> bool:
    """Names alone make no topic where it has other words, unless the title or the heading holds them all;
    and one word of several makes none by itself: the title or the heading must say it too.
    """
    names = stems(" ".join(_NAME.findall(topic)), fact.language)
    common = stems(topic, fact.language) - names
    label = stems(label_of(fact.passage), fact.language)
    said, above = common & own, common & label
    if not common or (said and above) or (names and names <= label):
        return False
    return 2 * max(len(said), len(above)) <= len(common)


def read_by_meaning(readings: Sequence[Reading], brief: Brief, embedder: Embedder) -> list[Reading]:
    """The same readings with closeness of meaning blended in; one call of the embedder."""
    queries = [*brief.takes, topic_of(brief)]
    labels = list(dict.fromkeys(label_of(reading.fact.passage) for reading in readings))
    vectors = embedder.embed([*queries, *labels, *(reading.fact.text for reading in readings)])
    cosines = np.asarray(vectors[len(queries) :] @ vectors[: len(queries)].T)
    over = dict(zip(labels, cosines[: len(labels), -1], strict=True))
    share = _MEANING[brief.language]
    return [
        _blended(reading, [float(value) for value in row], over, share)
        for reading, row in zip(readings, cosines[len(labels) :], strict=True)
    ]


def label_of(passage: Passage) -> str:
    return f"{passage.title}. {passage.heading}"


def _blended(reading: Reading, meanings: Sequence[float], over: Mapping[str, float], share: float) -> Reading:
    near = max(meanings[-1], _OF_THE_DOCUMENT * float(over[label_of(reading.fact.passage)]))
    near *= _IN_PASSING if reading.aside else 1
    blocks = zip(reading.blocks, meanings[:-1], strict=True)
    return replace(
        reading,
        blocks=tuple(share * meaning + (1 - share) * words for words, meaning in blocks),
        spoken=max(reading.spoken, meanings[-1]),
        meanings=tuple(meanings[:-1]),
        topic=share * near + (1 - share) * reading.topic,
    )


def covers(title: str, topic: str, language: str) -> float:
    """The share (0..1) of the topic's stems that a title holds."""
    asked = stems(topic, language)
    return len(stems(title, language) & asked) / len(asked) if asked else 0.0


def anchors(text: str) -> frozenset[str]:
    """What reads the same in every language: figures of two digits or more, and names inside a sentence."""
    names = (name for name in _NAME.findall(text) if len(name) > _LONGEST_ACRONYM or not name.isupper())
    return frozenset(re.findall(r"\d[\d.,]*\d", text)) | frozenset(names)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each stem tells apart: what every sentence holds tells little (inverse document frequency)."""

    counts: Counter[str]
    total: int

    @classmethod
    def of(cls, texts: Sequence[frozenset[str]]) -> "Weights":
        return cls(Counter(stem for held in texts for stem in held), len(texts))

    def of_stem(self, stem: str) -> float:
        return log(1 + (1 + self.total) / (1 + self.counts[stem]))

    def share(self, held: frozenset[str]) -> float:
        """The weight of these stems; 1 is that of one word which no other sentence holds."""
        return self.sum(held) / log(1 + (1 + self.total) / 2)

    def sum(self, held: frozenset[str]) -> float:
        return sum(map(self.of_stem, held))

    def overlap(self, held: frozenset[str], other: frozenset[str]) -> float:
        """The weight shared over the smaller weight (0..1), damped so that one word of one is not all."""
        return min(1.0, 1.5 * self.sum(held & other) / (1 + min(self.sum(held), self.sum(other))))

    def coverage(self, held: frozenset[str], asked: frozenset[str]) -> float:
        """The share of what is asked that is held, by weight (0..1), damped for a topic of one word."""
        return min(1.0, 1.2 * self.sum(held & asked) / (0.5 + self.sum(asked))) if asked else 0.0
