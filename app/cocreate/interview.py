"""What there is to ask an author about, and in what order an interviewer comes to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, zip_longest

from app.cocreate.asking import Asking, about, whole
from app.cocreate.choices import rotated
from app.cocreate.facts import Fact, find_facts
from app.cocreate.lexicon import stems
from app.cocreate.missing import EASY, HARD, missing
from app.cocreate.ranking import rank_facts
from app.cocreate.specifics import find_specifics
from app.cocreate.subjects import (
    Subject,
    counts_alone,
    subject_said,
    subjects_of,
    topic_of_brief,
    topic_touched,
)
from app.cocreate.wishes import Bounds
from app.domain.briefs import Brief
from app.domain.voice import VoiceWishes
from knowledge_base.passages import Passage


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to ask about. `read_out` are sources in few words, turned by the seed; `own_topic`
    is a subject of the author's that they come to, `said` the author's first sentence.
    """

    brief: Brief
    topic: Subject
    read_out: tuple[Subject, ...] = ()
    alone: tuple[Subject, ...] = ()
    names: tuple[tuple[str, int], ...] = ()
    own_topic: Subject | None = None
    said: Subject | None = None
    bounds: Bounds = field(default_factory=Bounds)

    @classmethod
    def of(
        cls, brief: Brief, passages: Sequence[Passage], topics: Sequence[str], wishes: VoiceWishes
    ) -> "Material":
        bounds = Bounds.of(wishes)
        facts = _facts(brief, passages, bounds)
        near = _on_topic(brief, passages, facts)
        specifics = find_specifics(near, language=brief.language, topic=brief.topic)
        return cls(
            brief,
            topic_of_brief(brief, passages),
            subjects_of(facts, brief, topics=topics),
            () if facts else counts_alone(near, brief.language, topic=brief.topic),
            tuple((one.text, one.passage_id) for one in specifics if one.kind == "subject")[:1],
            topic_touched(topics, facts, brief.language),
            subject_said(brief),
            bounds,
        )

    @property
    def empty(self) -> bool:
        return not self.topic.text and not self.read_out


def in_turns(material: Material) -> Iterator[Asking]:
    """A memory, a view, a gap; then more of each, in turns."""
    memories, views, gaps = list(_memories(material)), list(_views(material)), list(_gaps(material))
    for turn in zip_longest(memories, views, gaps):
        yield from (asking for asking in turn if asking is not None)


def most_wanted(material: Material, *, said: bool) -> Iterator[Asking]:
    """The author's view where nothing of theirs can stand yet, then gaps, easy and hard in turns."""
    if not said and not material.empty:
        yield _beside("take", next(iter(material.read_out), material.topic), material)
    memories, gaps = list(_memories(material)), list(_gaps(material))
    for turn in zip_longest(memories, gaps):
        yield from (asking for asking in turn if asking is not None)
    yield from _views(material)


def _memories(material: Material) -> Iterator[Asking]:
    """Of what the author said first; else of what a source says, or of the topic."""
    spots = [material.said] if material.said else []
    yield from _missing(EASY, [*spots, *material.read_out, material.topic], material)


def _gaps(material: Material) -> Iterator[Asking]:
    """A number beside numbers, a doubt about anything; on the topic where nothing else is left."""
    third = (*material.read_out[2:], material.topic, *material.read_out[:2])
    yield from _missing(HARD, third, material)


def _missing(kinds: Sequence[str], spots: Sequence[Subject], material: Material) -> Iterator[Asking]:
    if material.empty and material.said is None:
        return
    lacking = [kind for kind in missing(material.brief) if kind in kinds]
    turned = rotated(lacking, seed=material.brief.seed, key=kinds[0])
    places = [spot for spot in spots if spot.text]
    for start in range(len(places)):
        for kind, spot in zip(turned, cycle((*places[start:], *places[:start])), strict=False):
            if kind != "number" or spot.counts or spot.passage_id is None:
                yield _beside(kind, spot, material)


def _views(material: Material) -> Iterator[Asking]:
    """What the author makes of what sources say, of a thing they name, of a text on a subject of theirs."""
    brief, read_out = material.brief, material.read_out
    views = [
        about("figure" if one.counts else "claim", one, brief, group="figure" if one.counts else "source")
        for one in (*read_out[1:], *read_out[:1], *material.alone)
    ]
    others = [whole("subject", name, brief, passage_id=where, subject=name) for name, where in material.names]
    if material.own_topic is not None:
        yield about("claim", material.own_topic, brief, group="own_topic")
    yield from (*rotated((*views[:1], *others), seed=brief.seed, key="view"), *views[1:])


def _beside(kind: str, spot: Subject, material: Material) -> Asking:
    group = "said" if spot.kind == "said" else "topic" if spot.passage_id is None else "source"
    return about(kind, spot, material.brief, group=group)


def _facts(brief: Brief, passages: Sequence[Passage], bounds: Bounds) -> tuple[Fact, ...]:
    native = [passage for passage in passages if passage.language == brief.language]
    wanted = [fact for fact in find_facts(native, language=brief.language) if bounds.allow(fact)]
    return tuple(one.fact for one in rank_facts(wanted, brief))


def _on_topic(brief: Brief, passages: Sequence[Passage], facts: Sequence[Fact]) -> list[Passage]:
    """The passages that hold facts on the topic; else those that share most words with it."""
    holding = {fact.passage.id for fact in facts}
    if holding:
        return [passage for passage in passages if passage.id in holding]
    asked = stems(brief.topic, brief.language)
    shares = [len(asked & stems(f"{p.title} {p.heading} {p.text}", brief.language)) for p in passages]
    most = max(shares, default=0)
    return [p for p, share in zip(passages, shares, strict=True) if most and 2 * share >= most]
