"""Words that an author replaced, took out or put in: whose choice they are, told from grammar and facts."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from app.domain.excerpts import sentence_at
from app.domain.voice_rules import Lesson, RuleKind, folded, words_pattern
from guardrails.authenticity.voice.anatomy import Anatomy, Span, dissect
from guardrails.authenticity.voice.lexicon import ATTRIBUTION, CONNECTIVES, FUNCTION_WORDS

MOST_WORDS = 1500
"""Of either text; longer ones are no posts, and comparing them would take long."""
LONGEST_PHRASE = 4
"""Words. What is longer was rewritten, which says nothing of any word in it."""
LONGEST_INTERJECTION = 2
"""Words. A longer sentence that was taken out as a whole went for what it says, not for how."""
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


def word_lessons(first: Anatomy, final: Anatomy, language: str) -> Iterator[Lesson]:
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
        if folded(before) != folded(after):
            place = _place(new, c, d, runs_on=_runs_on(first, old, b))
            yield Lesson(
                RuleKind.WORDS, before, after, sentence_at(first, old[a][0]), sentence_at(final, place)
            )


def _tokens(anatomy: Anatomy) -> list[Span]:
    return [match.span() for match in _TOKEN.finditer(anatomy.prose)]


def _keys(anatomy: Anatomy, tokens: Sequence[Span]) -> list[str]:
    return [folded(anatomy.text[start:end]) for start, end in tokens]


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
    if all(folded(word).rstrip("'") in _GRAMMAR[language] for word in words):
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


def words_put_in(first: str, final: str, removed: Collection[str]) -> Iterator[Lesson]:
    after = dissect(final)
    for words in removed:
        pattern = words_pattern((words,))
        places = [match.start() for match in pattern.finditer(final)]
        if len(places) > len(pattern.findall(first)):
            yield Lesson(RuleKind.WORDS, words, words, "", sentence_at(after, places[-1]))
