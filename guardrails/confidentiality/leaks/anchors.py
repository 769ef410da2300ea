"""What gives a document away by itself: an amount, a date beside its subject, the name of a partner."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import itemgetter

from guardrails.canonical import Quantity
from guardrails.doc import Doc
from guardrails.grounding.figures import Figure, find_figures
from guardrails.grounding.names import find_names
from guardrails.sentences import Span
from guardrails.stems import STOPWORDS, content_stems
from guardrails.tokens import Word
from guardrails.words import read_phrases, read_words

_COMMONPLACES = read_words("commonplaces")
_KNOWN_NAMES = frozenset(read_phrases("known_names"))
_NAME = "name "
_EVERYBODY_S_DAYS = {
    "d1 m1", "d14 m2", "d8 m3", "d1 m4", "d1 m5", "d8 m5", "d14 m7", "d15 m8", "d31 m10", "d1 m11", "d11 m11",
    "d24 m12", "d25 m12", "d31 m12",
}  # fmt: skip
_ORDINARY_UNITS = {"h", "min", "m", "km", "l", "t", "kg"}
_MAY_COUNT = re.compile(
    r"\d|illion|illiard|\bcent|mill|hundred|thousand|[tx]ty\b|[nv]ty\b|ante\b|trente|vingt"
)
_YEARS = range(1900, 2101)
_LARGE = 10_000
_SIZABLE = 1_000
_TELLING_DIGITS = 3
_FEWEST_DIGITS = 2
_SHORTEST_STEM_WORD = 5
_SHORTEST_NOUN = 4
_LONGEST_NAME = 3
_MOST_STEMS = 24


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something telling, in one spelling, at a span of the normalised text."""

    content: str
    span: Span


def kept_anchors(doc: Doc) -> list[list[Anchor]]:
    """What is worth keeping of each sentence: figures with their subject, and names with capitals."""
    kept = [list(_figures(doc, sentence)) for sentence in range(len(doc.sentences))]
    for name in find_names(doc):
        at = bisect_right(doc.sentences, name.span[0], key=itemgetter(0)) - 1
        kept[at] += _name_anchors(doc, doc.words_in(doc.sentences[at]), name.span)
    return kept


def possible_anchors(doc: Doc, sentence: int, *, beside: Iterable[str] = ()) -> Iterator[Anchor]:
    """What a post's sentence may give away: figures, and words that end in one with a capital.

    `beside` are stems of its words under other names, which a figure may stand beside as well.
    """
    yield from _figures(doc, sentence, beside)
    words = doc.words_in(doc.sentences[sentence])
    for last, word in enumerate(words):
        if doc.text[word.start].isupper() and word.form not in STOPWORDS:
            for first in range(max(0, last - _LONGEST_NAME + 1), last):
                yield _named(words[first : last + 1])


def _name_anchors(doc: Doc, words: Sequence[Word], name: Span) -> Iterator[Anchor]:
    """ "Ana Ruiz", and "boulangerie Hespel": a single name tells only with the noun before it."""
    inside = [at for at, word in enumerate(words) if name[0] <= word.start < name[1]]
    if not inside:
        return
    first, named = inside[0], [words[at] for at in inside]
    anchors = [_named(named[:_LONGEST_NAME])] if len(named) > 1 else []
    is_acronym = doc.text[slice(*named[0][:2])].isupper()
    if first and not is_acronym and _is_noun_of(words[first - 1], named[0]):
        anchors.append(_named((words[first - 1], named[0])))
    yield from (anchor for anchor in anchors if anchor.content.removeprefix(_NAME) not in _KNOWN_NAMES)


def _is_noun_of(word: Word, name: Word) -> bool:
    return word.end + 1 == name.start and len(word.form) >= _SHORTEST_NOUN and word.form not in STOPWORDS


def _named(words: Sequence[Word]) -> Anchor:
    return Anchor(_NAME + " ".join(word.form for word in words), (words[0].start, words[-1].end))


def _figures(doc: Doc, sentence: int, beside: Iterable[str] = ()) -> Iterator[Anchor]:
    start, end = doc.sentences[sentence]
    folded = doc.folded[start:end]
    if not _MAY_COUNT.search(folded):
        return
    canonical = doc.canonical(sentence)
    dates = [figure for figure in find_figures(folded) if figure.kind == "date"]
    stems = sorted(_telling_stems(canonical.words).union(beside))[:_MOST_STEMS]
    for date in dates:
        yield from _date_anchors(date, start, stems)
    for quantity in canonical.quantities:
        at = quantity.span[0] - start
        if not any(date.span[0] <= at < date.span[1] for date in dates):
            yield from _quantity_anchors(quantity, stems)


def _telling_stems(words: Sequence[Word]) -> frozenset[str]:
    return content_stems(
        [
            word.form
            for word in words
            if len(word.form) >= _SHORTEST_STEM_WORD
            and word.form not in _COMMONPLACES
            and not word.form[0].isdigit()
        ]
    )


def _date_anchors(date: Figure, offset: int, stems: Sequence[str]) -> Iterator[Anchor]:
    """A day of a month, whatever its year, beside a word of its subject; a month alone tells nothing."""
    day = " ".join(sorted(part for part in date.parts if part[0] in "dm"))
    if " " not in day or day in _EVERYBODY_S_DAYS:
        return
    for stem in stems:
        yield Anchor(f"date {day} {stem}", (offset + date.span[0], offset + date.span[1]))


def _quantity_anchors(quantity: Quantity, stems: Sequence[str]) -> Iterator[Anchor]:
    for needed in _stems_needed(quantity):
        for beside in combinations(stems, needed):
            yield Anchor(" ".join(("figure", quantity.form, quantity.unit, *beside)), quantity.span)


def _stems_needed(quantity: Quantity) -> tuple[int, ...]:
    """How many words of its subject a figure needs beside it: none if it is rare, () if it is small."""
    value, unit = quantity.value, quantity.unit
    digits = len(quantity.form.replace(".", "").strip("0"))
    money = quantity.money or quantity.scaled or value >= _LARGE
    if digits < _FEWEST_DIGITS or (value in _YEARS and not quantity.money):
        return ()
    if money and not unit and digits >= _TELLING_DIGITS and value >= _SIZABLE:
        return (0,)
    if unit == "pct" or quantity.money or (unit in _ORDINARY_UNITS and value < _SIZABLE):
        return (2,)
    is_measured = bool(unit) or money or value != int(value)
    return (1,) if is_measured else ()
