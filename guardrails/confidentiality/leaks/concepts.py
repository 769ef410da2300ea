"""A sentence as what it speaks of: each word, figure and moment with all the keys it may be known by."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from guardrails.confidentiality.leaks.moments import (
    EXACT,
    LOOSE,
    NAME,
    ROUGH,
    Key,
    moment_of,
    part_keys,
    quantity_keys,
    shares_in,
)
from guardrails.confidentiality.leaks.sounds import sounds_of
from guardrails.confidentiality.leaks.uncommon import is_name, is_uncommon
from guardrails.confidentiality.leaks.vocabulary import LANGUAGES, Group, rewordings
from guardrails.doc import Doc
from guardrails.sentences import Span
from guardrails.stems import STOPWORDS
from guardrails.tokens import Word
from guardrails.words import read_words

_CUT = 6
_WINDOW = 30
_STEP = 15
_SHORTEST = 3
_COMMONPLACES = read_words("commonplaces")
_ALSO_OTHERWISE = {"may", "march", "ete"}
_BEFORE_SUMMER = {"l", "d", "cet", "en", "un"}
_FRENCH, _ENGLISH = read_words("small_words_fr"), read_words("small_words_en")


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a sentence speaks of, at a span of the text. Any one key is enough to know it by."""

    span: Span
    keys: tuple[Key, ...]


def concepts_of(doc: Doc, sentence: int) -> list[Concept]:
    """What the sentence of that number speaks of, in order."""
    span = doc.sentences[sentence]
    quantities = doc.canonical(sentence).quantities
    found = [Concept(quantity.span, tuple(quantity_keys(quantity))) for quantity in quantities]
    found += [
        Concept((span[0] + start, span[0] + end), keys)
        for start, end, keys in shares_in(doc.folded[slice(*span)])
    ]
    counted = sorted(concept.span for concept in found)
    words = [word for word in doc.words_in(span) if not _is_inside(word.start, counted)]
    found += _spoken(doc, words)
    return sorted(found, key=lambda concept: concept.span)


def windows_of(concepts: Sequence[Concept]) -> Iterator[Sequence[Concept]]:
    """A sentence without end is compared in parts, which overlap, so that nothing drowns in it."""
    for at in range(0, max(1, len(concepts) - _WINDOW + _STEP), _STEP):
        yield concepts[at : at + _WINDOW]


def _is_inside(place: int, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, place, key=itemgetter(0)) - 1
    return at >= 0 and place < spans[at][1]


def language_of(forms: Sequence[str]) -> tuple[str, ...]:
    """The languages a sentence may be in: small words tell; both when they do not."""
    french = sum(form in _FRENCH for form in forms)
    english = sum(form in _ENGLISH for form in forms)
    return LANGUAGES if french == english else ("fr",) if french > english else ("en",)


def _spoken(doc: Doc, words: Sequence[Word]) -> Iterator[Concept]:
    forms = [word.form for word in words]
    languages = language_of(forms)
    for at, word in enumerate(words):
        keys = word_keys(word.form, languages)
        if word.form in _ALSO_OTHERWISE and _is_moment(doc, words, at):
            keys += moment_of(word.form)
        keys += _phrase_keys(forms, at, languages) + tuple(part_keys(word.form))
        is_known = any(key[0] in "gtf" for key, _ in keys)
        if not is_known and is_name(word.form, capital=doc.text[word.start].isupper()):
            keys += ((f"n {word.form}", NAME),)
        if keys:
            yield Concept((word.start, word.end), tuple(dict.fromkeys(keys)))


def _is_moment(doc: Doc, words: Sequence[Word], at: int) -> bool:
    """ "may" is a verb, "Mai" no month of another name, "été" mostly a participle."""
    word = words[at]
    if word.form == "ete":
        return at > 0 and words[at - 1].form in _BEFORE_SUMMER
    return doc.text[word.start].isupper()


@lru_cache(maxsize=1 << 16)
def word_keys(form: str, languages: tuple[str, ...]) -> tuple[Key, ...]:
    """A folded word by its meaning, its beginning, and its sounds, which the two languages often share."""
    if form in STOPWORDS or form.isdigit():
        return ()
    keys = [key for language in languages for key in _group_keys(rewordings().groups((form,), language))]
    if form not in _ALSO_OTHERWISE:
        keys += moment_of(form)
    if len(form) >= _SHORTEST:
        beginning, telling = beginning_of(form)
        if telling > LOOSE and not keys and is_uncommon(form):
            telling = EXACT
        keys.append((beginning, telling))
        if sounds := sounds_of(form):
            keys.append((f"k {sounds}", min(telling, ROUGH)))
    return tuple(keys)


def beginning_of(form: str) -> Key:
    """What a folded word has in common with its inflections."""
    return f"w {form.rstrip('sx')[:_CUT] or form}", LOOSE if form in _COMMONPLACES else ROUGH


def _phrase_keys(forms: Sequence[str], at: int, languages: tuple[str, ...]) -> tuple[Key, ...]:
    """The meaning of the longest known phrase that begins here; its words still count for themselves."""
    known = rewordings()
    return tuple(key for language in languages for key in _group_keys(known.phrase(forms, at, language)))


def _group_keys(groups: Sequence[Group]) -> Iterator[Key]:
    for group in groups:
        yield f"g {group.name}", LOOSE if group.everyday else ROUGH
