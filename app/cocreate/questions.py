"""The interviewer: two or three short questions from sources, the author's topics and what is missing."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from app.cocreate.asking import Asking, framing, kind_of, mould, subject_of, whole
from app.cocreate.attribution import source_name
from app.cocreate.clashes import Clash
from app.cocreate.interview import Material, in_turns, most_wanted
from app.cocreate.missing import EASY
from app.cocreate.notes import is_note
from app.cocreate.takes import MIN_WORDS, sayable
from app.domain.briefs import Brief, Question
from app.domain.voice import VoiceWishes
from knowledge_base.passages import Passage

MOST_QUESTIONS = 3

_LONGEST_SAID = 120
_AUTHORS_WORDS = frozenset({"note", "more"})
_NO_WISHES = VoiceWishes()


def ask_questions(
    brief: Brief,
    passages: Sequence[Passage],
    *,
    topics: Sequence[str] = (),
    wishes: VoiceWishes = _NO_WISHES,
    passed_over: Collection[str] = (),
    limit: int = MOST_QUESTIONS,
) -> tuple[Question, ...]:
    """One to three questions, the easiest first: a memory, then a view of what a source says, then a gap.

    `topics` are the author's own: what the passages say of them is asked about first. No question holds
    a word or touches a subject that `wishes` keeps out. `passed_over` are kinds that this author leaves
    empty: none of them comes first. The seed turns what is asked and how, so that colleagues get
    different ones; what the brief holds an answer or a skip for is not asked again.
    """
    material = Material.of(brief, passages, topics, wishes)
    most = max(1, min(limit, MOST_QUESTIONS))
    askings = (*_about_notes(brief), *in_turns(material))
    found = list(islice(_chosen(askings, material), most + len(EASY)))
    if not found:
        return whole("open", "", brief)[:1]
    first = next((question for question in found if kind_of(question) not in passed_over), found[0])
    return (first, *(question for question in found if question is not first))[:most]


def ask_one_more(
    brief: Brief, passages: Sequence[Passage], *, said: bool, wishes: VoiceWishes = _NO_WISHES
) -> Question | None:
    """The one question that would help most now: about a note or a short answer, the author's view, or a gap.

    `said` tells whether any words of the author can stand in a post yet.
    """
    material = Material.of(brief, passages, (), wishes)
    askings = (*_about_notes(brief), *_about_words(brief, said=said), *most_wanted(material, said=said))
    return next(_chosen(askings, material), None)


def ask_which(clash: Clash, brief: Brief) -> Question | None:
    """What to keep, where the author and a source differ; None when that was asked before."""
    passage = clash.ranked.fact.passage
    (question, *_) = whole(
        "clash",
        clash.told,
        brief,
        passage_id=passage.id,
        name=source_name(passage, brief.language),
        told=clash.told,
        said=clash.said[:1].lower() + clash.said[1:],
    )
    return None if any(answer.question.id == question.id for answer in brief.answers) else question


def _chosen(askings: Iterable[Asking], material: Material) -> Iterator[Question]:
    """Of each question the first wording that sounds like none before it, as far as its subject goes.

    A sentence is read out once, the topic named twice at most.
    """
    asked = [answer.question for answer in material.brief.answers]
    known, moulds = {question.id for question in asked}, {mould(question) for question in asked}
    named: Counter[str] = Counter()
    for asking in askings:
        question = next((one for one in asking if mould(one) not in moulds and _allowed(one, material)), None)
        if question is None or question.id in known:
            continue
        if named[subject_of(question)] < (2 if question.passage_id is None else 1):
            named[subject_of(question)] += 1
            known.add(question.id)
            moulds.add(mould(question))
            yield question


def _allowed(question: Question, material: Material) -> bool:
    """The author's own words of this brief may be said back to them whatever they hold."""
    said = material.said is not None and material.said.text in question.text
    own = said or kind_of(question) in _AUTHORS_WORDS
    text = framing(question) if own else question.text.replace("?", "")
    return material.bounds.allow_question(text, material.brief.language)


def _about_notes(brief: Brief) -> Iterator[Asking]:
    for take in brief.takes:
        if is_note(take, brief.language) and not sayable(take, brief.language) and _can_be_said_back(take):
            yield whole("note", take, brief, said=take)


def _about_words(brief: Brief, *, said: bool) -> Iterator[Asking]:
    """What a short answer, or an idea that cannot stand in a post, leaves open."""
    short = [a.text.strip() for a in brief.answers if 0 < len(a.text.split()) < MIN_WORDS]
    idea = brief.idea.strip()
    if idea and not said and not is_note(idea, brief.language):
        short.append(idea)
    yield from (whole("more", text, brief, said=text) for text in short if _can_be_said_back(text))


def _can_be_said_back(text: str) -> bool:
    return len(text) <= _LONGEST_SAID and "?" not in text
