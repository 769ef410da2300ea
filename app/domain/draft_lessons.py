"""What one draft teaches of its author: the writer's first text against the text they made of it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.domain.voice_rules import KEPT, Lesson, RuleKind
from guardrails.authenticity.voice.anatomy import Anatomy, Span, dissect
from guardrails.authenticity.voice.corrections import Stance
from guardrails.authenticity.voice.habits import habit
from guardrails.authenticity.voice.lexicon import ATTRIBUTION, CONNECTIVES, FUNCTION_WORDS
from guardrails.authenticity.voice.measures import sentence_length

MOST_WORDS = 1500
"""Of either text; longer ones are no posts, and comparing them would take long."""
LONGEST_PHRASE = 4
"""Words. What is longer was rewritten, which says nothing of any word in it."""
LONGEST_INTERJECTION = 2
"""Words. A longer sentence that was taken out as a whole went for what it says, not for how."""
_EXCERPT = 160
_SHORTER = 0.8  # a fifth less, or a quarter more, and two words at least: not one cut sentence
_FEWEST_SENTENCES = 3
_TOKEN = re.compile(r"\w+['’](?=\w)|\w+(?:-\w+)*")
_LONG_FORM = re.compile(r"(?:\w+ )?(?:not|am|is|are|has|have|will|would|had)", re.IGNORECASE)
_STOPS = re.compile(r"[.!?…\n]")
_SENTENCE_START = re.compile(r"(?:\A|[.!?…\n:][\s»”\"]*|\n[^\w\n]*)\Z")

# Function words that people do choose: they change a tone, not the grammar.
_CHOSEN = {
    "fr": "très trop bien peu beaucoup aussi encore déjà toujours jamais souvent même voilà voici tout",
    "en": "always often also just only still already too very really quite rather much many never once again",
}


def _grammar(language: str) -> frozenset[str]:
    chosen = {*_CHOSEN[language].split(), *CONNECTIVES[language]}
    return frozenset(FUNCTION_WORDS[language]) - chosen


_GRAMMAR = {language: _grammar(language) for language in ("fr", "en")}


def lessons_of(first: str, final: str, language: str, *, removed: Collection[str] = ()) -> tuple[Lesson, ...]:
    """What the edits from `first` to `final` say of their author, at most one lesson for each thing.

    `removed` are words that the author used to replace or take out: putting them in is a lesson too.
    A draft left as it was says nothing.
    """
    if not first.strip() or not final.strip() or first == final:
        return ()
    found = (
        *_word_lessons(dissect(first), dissect(final), language),
        *_words_put_in(first, final, removed),
        *_habit_lessons(dissect(first), dissect(final), language),
    )
    return tuple({(lesson.kind, lesson.name): lesson for lesson in found}.values())


def _word_lessons(first: Anatomy, final: Anatomy, language: str) -> Iterator[Lesson]:
    old, new = _tokens(first), _tokens(final)
    if max(len(old), len(new)) > MOST_WORDS:
        return
    matcher = SequenceMatcher(None, _keys(first, old), _keys(final, new), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind not in ("replace", "delete") or b - a > LONGEST_PHRASE or d - c > LONGEST_PHRASE:
            continue
        before, after = _phrase(first, old[a:b]), _phrase(final, new[c:d])
        if before is None or after is None or not _telling(first, old[a:b], language):
            continue
        if not after and b - a > LONGEST_INTERJECTION and _is_whole(first, old, a, b):
            continue
        if _key(before) != _key(after):
            place = _place(new, c, d, runs_on=_runs_on(first, old, b))
            yield Lesson(RuleKind.WORDS, before, after, _around(first, old[a][0]), _around(final, place))


def _tokens(anatomy: Anatomy) -> list[Span]:
    return [match.span() for match in _TOKEN.finditer(anatomy.prose)]


def _keys(anatomy: Anatomy, tokens: Sequence[Span]) -> list[str]:
    return [_key(anatomy.text[start:end]) for start, end in tokens]


def _key(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").split())


def _phrase(anatomy: Anatomy, tokens: Sequence[Span]) -> str | None:
    """The words as they stand inside a sentence; None when they reach over a stop or hold a figure."""
    if not tokens:
        return ""
    start, end = tokens[0][0], tokens[-1][1]
    words = anatomy.text[start:end]
    if _STOPS.search(words) or any(character.isdigit() for character in words):
        return None
    if _begins_sentence(anatomy, start) and not _always_capital(words):
        words = words[:1].lower() + words[1:]
    return " ".join(words.replace("’", "'").split())


def _always_capital(words: str) -> bool:
    first = words.split(maxsplit=1)[0]
    return (len(first) > 1 and first.isupper()) or re.match(r"I(?!\w)", first) is not None


def _begins_sentence(anatomy: Anatomy, place: int) -> bool:
    return _SENTENCE_START.search(anatomy.text[max(place - 8, 0) : place]) is not None


def _telling(anatomy: Anatomy, tokens: Sequence[Span], language: str) -> bool:
    """Whether the words are somebody's choice: grammar alone is not, and a name is a fact."""
    words = [anatomy.text[start:end] for start, end in tokens]
    if all(_key(word).rstrip("'") in _GRAMMAR[language] for word in words):
        phrase = anatomy.text[tokens[0][0] : tokens[-1][1]]
        return bool(ATTRIBUTION[language].fullmatch(phrase) or _LONG_FORM.fullmatch(phrase))
    return not any(
        word[0].isupper() and not _always_capital(word) and not _begins_sentence(anatomy, start)
        for word, (start, _) in zip(words, tokens, strict=True)
    )


def _runs_on(anatomy: Anatomy, tokens: Sequence[Span], number: int) -> bool:
    """Whether the sentence goes on with this token."""
    if not 0 < number < len(tokens):
        return False
    return _STOPS.search(anatomy.text[tokens[number - 1][1] : tokens[number][0]]) is None


def _is_whole(anatomy: Anatomy, tokens: Sequence[Span], start: int, end: int) -> bool:
    return _begins_sentence(anatomy, tokens[start][0]) and not _runs_on(anatomy, tokens, end)


def _place(tokens: Sequence[Span], start: int, end: int, *, runs_on: bool) -> int:
    """Where the new words are; where none were put, what is left of the sentence they were taken out of."""
    if not tokens:
        return 0
    number = start if end > start or runs_on else start - 1
    return tokens[min(max(number, 0), len(tokens) - 1)][0]


def _around(anatomy: Anatomy, place: int) -> str:
    """The sentence at a place."""
    for start, end in anatomy.sentences:
        if start <= place < end:
            return _cut(anatomy.text[start:end])
    return ""


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"


def _words_put_in(first: str, final: str, removed: Collection[str]) -> Iterator[Lesson]:
    after = dissect(final)
    for words in removed:
        pattern = re.compile(
            rf"(?<![\w\-]){re.escape(words).replace(chr(39), '[' + chr(39) + '’]')}(?![\w\-])", re.I
        )
        places = [match.start() for match in pattern.finditer(final)]
        if len(places) > len(pattern.findall(first)):
            yield Lesson(RuleKind.WORDS, words, words, "", _around(after, places[-1]))


@dataclass(frozen=True, slots=True)
class _Watched:
    """A habit that edits can teach: how much of it a text holds, and where."""

    count: Callable[[Anatomy, str], float]
    show: Callable[[Anatomy, str], str]


def _counted(name: str) -> _Watched:
    kind = habit(name)

    def show(anatomy: Anatomy, language: str) -> str:
        return _cut(" ".join(anatomy.cut(kind.find(anatomy, language))))

    return _Watched(kind.value, show)


def _in_sentences(name: str) -> _Watched:
    kind = habit(name)

    def show(anatomy: Anatomy, language: str) -> str:
        spans = kind.find(anatomy, language)
        return _around(anatomy, spans[0][0]) if spans else ""

    return _Watched(kind.value, show)


def _ends_on_a_question(anatomy: Anatomy, _language: str) -> float:
    last = anatomy.text[slice(*anatomy.sentences[-1])].rstrip() if anatomy.sentences else ""
    return float(last.endswith(("?", "?»", "? »", "?”", '?"')))


def _last_sentence(anatomy: Anatomy, _language: str) -> str:
    return _cut(anatomy.text[slice(*anatomy.sentences[-1])]) if anatomy.sentences else ""


_WATCHED: Mapping[str, _Watched] = {
    "hashtags": _counted("hashtags"),
    "emoji": _counted("emoji"),
    "exclamation": _in_sentences("exclamation"),
    "question": _Watched(_ends_on_a_question, _last_sentence),
    "attribution": _in_sentences("attribution"),
}


def _habit_lessons(first: Anatomy, final: Anatomy, language: str) -> Iterator[Lesson]:
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
