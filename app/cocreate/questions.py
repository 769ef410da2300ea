"""The interviewer: short questions from what the passages hold and from what the author has not said."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2s
from pathlib import Path

from app.cocreate.choices import pick, rotated
from app.cocreate.lexicon import lexicon, stems
from app.cocreate.specifics import Specific, find_specifics
from app.cocreate.takes import MIN_WORDS
from app.cocreate.typography import typeset
from app.domain.briefs import Brief, Question
from knowledge_base.passages import Passage

MOST_QUESTIONS = 3

_SHORT_ABOUT = 40
_LONGEST_ABOUT = 70
_NAME = re.compile(r"(?<=[^.!?\s]\s)[A-ZÀ-Ý]\w+")
_BEST_OF_A_KIND = 4


def ask_questions(
    brief: Brief, passages: Sequence[Passage], *, topics: Sequence[str] = (), limit: int = MOST_QUESTIONS
) -> tuple[Question, ...]:
    """One to three questions: about a figure, a name or a claim of the passages, then about what is missing.

    `topics` are the author's own; one that the passages touch becomes what a question is about.
    The seed turns what is asked and how, so that colleagues get different ones. Questions that the
    brief already answers are not asked again.
    """
    asked = {answer.question.id for answer in brief.answers}
    fresh = (question for question in _in_order(brief, passages, topics) if question.id not in asked)
    return tuple(
        question for question, _ in zip(fresh, range(max(1, min(limit, MOST_QUESTIONS))), strict=False)
    )


def ask_one_more(brief: Brief, passages: Sequence[Passage], *, said: bool) -> Question | None:
    """The one question that would help most now: about a short answer, the author's own view, or a gap.

    `said` tells whether any words of the author can stand in a post yet.
    """
    short = next((answer for answer in brief.answers if 0 < len(answer.text.split()) < MIN_WORDS), None)
    if short is not None:
        return _question("more", short.text.strip(), brief, said=short.text.strip())
    if brief.idea.strip() and not said:
        return _question("more", brief.idea, brief, said=brief.idea.strip())
    about = _about(brief, passages, ())
    if not said and about:
        return _question("take", about, brief, about=about)
    asked = {answer.question.id for answer in brief.answers}
    gaps = (*_gaps(brief, passages, ()), *_in_order(brief, passages, ()))
    return next((question for question in gaps if question.id not in asked), None)


def _in_order(brief: Brief, passages: Sequence[Passage], topics: Sequence[str]) -> Iterator[Question]:
    """A figure, a name or claim, a gap; then more of each, in turns."""
    specifics = find_specifics(_on_topic(passages, brief), language=brief.language, topic=brief.topic)
    figures = _turned([one for one in specifics if one.kind == "figure"], brief)
    subjects = _turned([one for one in specifics if one.kind == "subject"], brief)
    claims = _turned([one for one in specifics if one.kind == "claim"], brief)
    pairs = (subjects, claims) if brief.seed % 2 else (claims, subjects)
    queues = [
        [_from_passage(one, brief) for one in figures],
        [_from_passage(one, brief) for one in (*pairs[0], *pairs[1])],
        list(_gaps(brief, passages, topics)),
    ]
    while any(queues):
        yield from (queue.pop(0) for queue in queues if queue)


def _on_topic(passages: Sequence[Passage], brief: Brief) -> list[Passage]:
    """The passages that share most with the topic; the first few when none shares a word."""
    asked = stems(brief.topic, brief.language)
    shares = [len(asked & stems(f"{p.title} {p.heading} {p.text}", brief.language)) for p in passages]
    most = max(shares, default=0)
    if not most:
        return list(passages[:_BEST_OF_A_KIND])
    return [passage for passage, share in zip(passages, shares, strict=True) if 2 * share >= most]


def _turned(specifics: Sequence[Specific], brief: Brief) -> tuple[Specific, ...]:
    """The best few of a kind, those that share words with the topic first, turned by the seed."""
    about = stems(f"{brief.topic} {' '.join(brief.takes)}", brief.language)
    best = sorted(specifics, key=lambda one: -len(stems(one.text, brief.language) & about))[:_BEST_OF_A_KIND]
    return rotated(best, seed=brief.seed, key="specific")


def _from_passage(specific: Specific, brief: Brief) -> Question:
    return _question(
        specific.kind, specific.text, brief, passage_id=specific.passage_id, **{specific.kind: specific.text}
    )


def _gaps(brief: Brief, passages: Sequence[Passage], topics: Sequence[str]) -> Iterator[Question]:
    """What the author's words lack yet: their work, a number, a person, a place, a doubt."""
    about = _about(brief, passages, topics)
    if not about:
        yield _question("open", "", brief)
        return
    for kind in rotated(_missing(brief), seed=brief.seed, key="gap"):
        yield _question(kind, about, brief, about=about)


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


def _about(brief: Brief, passages: Sequence[Passage], topics: Sequence[str]) -> str:
    """What a question about a gap names: a topic of the author that the passages touch, or the brief's."""
    held = stems(" ".join(f"{p.title} {p.text}" for p in passages), brief.language)
    touched = [topic for topic in topics if topic and stems(topic, brief.language) & held]
    short = brief.topic if len(brief.topic) <= _SHORT_ABOUT else ""
    specifics = find_specifics(passages, language=brief.language, topic=brief.topic)
    subjects = [one.text for one in specifics if one.kind == "subject"]
    titles = [passage.title for passage in passages if passage.language == brief.language]
    names = (*touched, short, *subjects[:1], brief.topic, *titles[:1])
    about = next((name.strip() for name in names if 0 < len(name.strip()) <= _LONGEST_ABOUT), "")
    return about if about[1:2].isupper() else about[:1].upper() + about[1:]


@cache
def _templates(language: str) -> Mapping[str, Sequence[str]]:
    text = (Path(__file__).parent / "questions.toml").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(text)
    return table[language]


def _question(kind: str, key: str, brief: Brief, *, passage_id: int | None = None, **filled: str) -> Question:
    digest = blake2s(f"{kind}|{key}|{passage_id}".encode(), digest_size=5).hexdigest()
    template = pick(_templates(brief.language)[kind], seed=brief.seed, key=kind)
    text = typeset(template.format(**filled), language=brief.language, apostrophe="’")
    return Question(f"{kind}-{digest}", text, passage_id)
