"""Habits that an author changed in a draft: what they took out, put in, cut short or drew out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.excerpts import in_short, sentence_at
from app.domain.voice_rules import KEPT, Lesson, RuleKind
from guardrails.authenticity.voice.anatomy import Anatomy
from guardrails.authenticity.voice.corrections import Stance
from guardrails.authenticity.voice.habits import habit
from guardrails.authenticity.voice.measures import sentence_length

_SHORTER = 0.8  # a fifth less, or a quarter more, and two words at least: not one cut sentence
_FEWEST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class _Watched:
    """A habit that edits can teach: how much of it a text holds, and where."""

    count: Callable[[Anatomy, str], float]
    show: Callable[[Anatomy, str], str]


def _counted(name: str) -> _Watched:
    kind = habit(name)

    def show(anatomy: Anatomy, language: str) -> str:
        return in_short(" ".join(anatomy.cut(kind.find(anatomy, language))))

    return _Watched(kind.value, show)


def _in_sentences(name: str) -> _Watched:
    kind = habit(name)

    def show(anatomy: Anatomy, language: str) -> str:
        spans = kind.find(anatomy, language)
        return sentence_at(anatomy, spans[0][0]) if spans else ""

    return _Watched(kind.value, show)


def _ends_on_a_question(anatomy: Anatomy, _language: str) -> float:
    last = anatomy.text[slice(*anatomy.sentences[-1])].rstrip() if anatomy.sentences else ""
    return float(last.endswith(("?", "?»", "? »", "?”", '?"')))


def _last_sentence(anatomy: Anatomy, _language: str) -> str:
    return in_short(anatomy.text[slice(*anatomy.sentences[-1])]) if anatomy.sentences else ""


_WATCHED: Mapping[str, _Watched] = {
    "hashtags": _counted("hashtags"),
    "emoji": _counted("emoji"),
    "exclamation": _in_sentences("exclamation"),
    "question": _Watched(_ends_on_a_question, _last_sentence),
    "attribution": _in_sentences("attribution"),
}


def habit_lessons(first: Anatomy, final: Anatomy, language: str) -> Iterator[Lesson]:
    for name, watched in _WATCHED.items():
        before, after = watched.count(first, language), watched.count(final, language)
        if not before and not after:
            continue
        said = KEPT if before and after else Stance.SOMETIMES.value if after else Stance.NEVER.value
        was = watched.show(first, language) if before else ""
        became = watched.show(final, language) if after else ""
        yield Lesson(RuleKind.HABIT, name, said, was, became)
    yield from _length_lesson(first, final, language)


def _length_lesson(first: Anatomy, final: Anatomy, language: str) -> Iterator[Lesson]:
    """Sentences made clearly shorter or longer as a whole. `was` and `became` are words per sentence."""
    if min(len(first.sentences), len(final.sentences)) < _FEWEST_SENTENCES:
        return
    before, after = sentence_length(first, language), sentence_length(final, language)
    if abs(after - before) < 2 or _SHORTER < after / max(before, 1) < 1 / _SHORTER:
        return
    size = Stance.SHORT if after <= 12 else Stance.MEDIUM if after <= 18 else Stance.LONG
    yield Lesson(RuleKind.HABIT, "sentence_length", size.value, f"{before:.0f}", f"{after:.0f}")
