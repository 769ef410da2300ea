"""The interviewer: short questions from what the passages hold and from what the author has not said."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2s
from pathlib import Path
from typing import NamedTuple

from app.cocreate.attribution import source_name
from app.cocreate.choices import pick, rotated
from app.cocreate.clashes import Clash
from app.cocreate.facts import Fact, find_facts
from app.cocreate.lexicon import lexicon, stems
from app.cocreate.notes import is_note
from app.cocreate.ranking import rank_facts
from app.cocreate.specifics import Specific, find_specifics
from app.cocreate.subjects import Subject, can_be_asked_about, subject_of
from app.cocreate.takes import MIN_WORDS, sayable
from app.cocreate.typography import typeset
from app.domain.briefs import Brief, Question
from knowledge_base.passages import Passage

MOST_QUESTIONS = 3

_NAME = re.compile(r"(?<=[^.!?\s]\s)[A-ZÀ-Ý]\w+")
_BEST_OF_A_KIND = 4
_LONGEST_SAID = 120
_QUOTED = re.compile(r"[«“]([^»”]+)[»”]")


class _Material(NamedTuple):
    """What there is to ask about; `facts` are on the topic, best first."""

    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]
    topics: tuple[str, ...]


def ask_questions(
    brief: Brief, passages: Sequence[Passage], *, topics: Sequence[str] = (), limit: int = MOST_QUESTIONS
) -> tuple[Question, ...]:
    """One to three questions: about a note to self, a figure, a name or a claim of the passages, or a gap.

    `topics` are the author's own; one that the passages touch becomes what a question is about.
    The seed turns what is asked and how, so that colleagues get different ones. Questions that the
    brief already answers are not asked again.
    """
    asked = {answer.question.id for answer in brief.answers}
    every = (*_about_notes(brief), *_in_order(brief, _material(brief, passages, topics)))
    fresh = _no_sentence_twice(question for question in every if question.id not in asked)
    return tuple(fresh)[: max(1, min(limit, MOST_QUESTIONS))]


def _no_sentence_twice(questions: Iterable[Question]) -> Iterator[Question]:
    quoted: set[str] = set()
    for question in questions:
        sentence = next(iter(_QUOTED.findall(question.text)), question.id)
        if sentence not in quoted:
            quoted.add(sentence)
            yield question


def ask_one_more(brief: Brief, passages: Sequence[Passage], *, said: bool) -> Question | None:
    """The one question that would help most now: about a note or a short answer, the author's view, or a gap.

    `said` tells whether any words of the author can stand in a post yet.
    """
    asked = {answer.question.id for answer in brief.answers}
    material = _material(brief, passages, ())
    questions = (*_about_notes(brief), *_about_words(brief, said=said), *_wanted(brief, material, said=said))
    return next((question for question in questions if question.id not in asked), None)


def ask_which(clash: Clash, brief: Brief) -> Question | None:
    """Which number is right, where the author and a source differ; None when that was asked before."""
    passage = clash.ranked.fact.passage
    name = source_name(passage, brief.language)
    question = _whole(
        "clash",
        clash.told,
        brief,
        passage_id=passage.id,
        name=name,
        told=clash.told,
        said=_inside(clash.said[:1].lower() + clash.said[1:]),
    )
    return None if any(answer.question.id == question.id for answer in brief.answers) else question


def _material(brief: Brief, passages: Sequence[Passage], topics: Sequence[str]) -> _Material:
    native = [passage for passage in passages if passage.language == brief.language]
    facts = tuple(one.fact for one in rank_facts(find_facts(native, language=brief.language), brief))
    return _Material(facts, tuple(passages), tuple(topics))


def _about_notes(brief: Brief) -> Iterator[Question]:
    for take in brief.takes:
        if is_note(take, brief.language) and not sayable(take, brief.language) and len(take) <= _LONGEST_SAID:
            yield _whole("note", take, brief, said=_inside(take))


def _about_words(brief: Brief, *, said: bool) -> Iterator[Question]:
    """What a short answer, or an idea that cannot stand in a post, leaves open."""
    short = (a.text.strip() for a in brief.answers if 0 < len(a.text.split()) < MIN_WORDS)
    for text in short:
        yield _whole("more", text, brief, said=_inside(text))
    idea = brief.idea.strip()
    if idea and not said and len(idea) <= _LONGEST_SAID and not is_note(idea, brief.language):
        yield _whole("more", idea, brief, said=_inside(idea))


def _wanted(brief: Brief, material: _Material, *, said: bool) -> Iterator[Question]:
    if not said and (brief.topic or material.facts):
        yield _gap("take", _subject(brief, material), brief)
    yield from _gaps(brief, material)
    yield from _in_order(brief, material)


def _in_order(brief: Brief, material: _Material) -> Iterator[Question]:
    """A figure, a claim or a name, a gap; then more of each, in turns.

    A figure is asked about with the sentence that gives it; alone with its noun only where no
    sentence stands by itself.
    """
    specifics = find_specifics(_on_topic(material, brief), language=brief.language, topic=brief.topic)
    readable = [fact for fact in material.facts if can_be_asked_about(fact)]
    telling = _turned([fact for fact in readable if re.search(r"\d", fact.text)], brief)
    alone = () if material.facts else tuple(one for one in specifics if one.kind == "figure")
    names = [_from_passage(one, brief) for one in specifics if one.kind == "subject"]
    claims = [_beside("claim", fact, brief) for fact in _turned(readable, brief)]
    queues = [
        [
            *(_beside("figure", fact, brief) for fact in telling),
            *(_from_passage(one, brief) for one in alone),
        ],
        [*names, *claims] if brief.seed % 2 else [*claims, *names],
        list(_gaps(brief, material)),
    ]
    while any(queues):
        yield from (queue.pop(0) for queue in queues if queue)


def _turned(facts: Sequence[Fact], brief: Brief) -> tuple[Fact, ...]:
    """The best few, turned by the seed."""
    return rotated(facts[:_BEST_OF_A_KIND], seed=brief.seed, key="fact asked about")


def _from_passage(one: Specific, brief: Brief) -> Question:
    return _whole(one.kind, one.text, brief, passage_id=one.passage_id, **{one.kind: one.text})


def _on_topic(material: _Material, brief: Brief) -> list[Passage]:
    """The passages that hold facts on the topic; else those that share most words with it."""
    holding = {fact.passage.id for fact in material.facts}
    passages = [passage for passage in material.passages if passage.id in holding]
    if passages:
        return passages
    asked = stems(brief.topic, brief.language)
    shares = [
        len(asked & stems(f"{p.title} {p.heading} {p.text}", brief.language)) for p in material.passages
    ]
    most = max(shares, default=0)
    together = zip(material.passages, shares, strict=True)
    return [passage for passage, share in together if most and 2 * share >= most]


def _gaps(brief: Brief, material: _Material) -> Iterator[Question]:
    """What the author's words lack yet: their work, a number, a person, a place, a doubt."""
    if not brief.topic and not material.facts:
        yield _whole("open", "", brief)
        return
    for turn, kind in enumerate(rotated(_missing(brief), seed=brief.seed, key="gap")):
        yield _gap(kind, _subject(brief, material, turn=turn), brief)


def _subject(brief: Brief, material: _Material, *, turn: int = 0) -> Subject:
    """What the question is about; each turn quotes another of the best facts, as long as there are any."""
    best = rotated(material.facts[:_BEST_OF_A_KIND], seed=brief.seed, key="subject")[turn:]
    return subject_of(brief, best, material.passages, () if turn else material.topics)


def _missing(brief: Brief) -> tuple[str, ...]:
    said = " ".join(brief.takes)
    straight = said.replace("’", "'")
    words = lexicon(brief.language)
    held = {
        "work": bool(words.i.search(straight)),
        "number": bool(re.search(r"\d", said)),
        "person": bool(_NAME.search(said)),
        "doubt": bool(words.angles["doubt"].search(straight)),
        "place": False,
    }
    return tuple(kind for kind, there in held.items() if not there)


def _lowered(counted: str) -> str:
    return counted[:1].lower() + counted[1:]


def _inside(text: str) -> str:
    """The author's words as they stand between quotation marks: one line, no last stop."""
    return " ".join(text.split()).strip(' .«»“”"')


@cache
def _templates(language: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = (Path(__file__).parent / "questions.toml").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]] = tomllib.loads(text)
    return table[language]


def _whole(kind: str, key: str, brief: Brief, *, passage_id: int | None = None, **filled: str) -> Question:
    template = pick(_templates(brief.language)["whole"][kind], seed=brief.seed, key=kind)
    return _question(kind, key, template.format(**filled), brief, passage_id=passage_id)


def _beside(kind: str, fact: Fact, brief: Brief) -> Question:
    return _gap(kind, Subject("claim", fact.text, fact.passage.id), brief)


def _gap(kind: str, subject: Subject, brief: Brief) -> Question:
    """A lead and an asking in one sentence, or a sentence of a source and what is asked beside it."""
    templates = _templates(brief.language)
    lead = str(templates["lead"][subject.kind]).format(about=subject.text)
    askings = templates["beside" if subject.kind == "claim" else "asking"][kind]
    text = f"{lead[:1].upper()}{lead[1:]} {pick(askings, seed=brief.seed, key=f'{kind}|{subject.text}')}"
    return _question(kind, subject.text, text, brief, passage_id=subject.passage_id)


def _question(kind: str, key: str, text: str, brief: Brief, *, passage_id: int | None) -> Question:
    digest = blake2s(f"{kind}|{key}|{passage_id}".encode(), digest_size=5).hexdigest()
    return Question(f"{kind}-{digest}", typeset(text, language=brief.language, apostrophe="’"), passage_id)
