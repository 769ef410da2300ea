"""Places in an author's own posts that show a habit, with the words concerned marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from guardrails.authenticity.voice.anatomy import Anatomy, Span
from guardrails.authenticity.voice.habits import HabitKind, Unit
from guardrails.authenticity.voice.measures import sentence_lengths

LONGEST = 220
"""Code points of an excerpt; what is longer is cut around its first mark."""
_BEFORE = 70
_MOST_LINES = 3
_ENDS = tuple(map(re.compile, (r"[#@]\S+(?:\s+[#@]\S+)*$", r"https?://\S+$", r"\s?[.!?…]+\W{0,2}$", r"\W+$")))
_OPENS = {
    "figure": re.compile(r"\d+(?:[ \u00a0.,:h]*\d+)*"),
    "question": re.compile(r"\?+"),
    "exclamation": re.compile(r"!+"),
}
_LEFT_OVER = re.compile(r"[\s,;:.)\]»”]*")
"""What a sentence that begins after an emoji or a quotation may start with."""
_IN_LINES = {"list_items", "hashtags", "mentions", "links"}
"""What stands beside sentences rather than in them."""
_IN_WORDS = {"contractions", "attribution"}
"""Found by a part of a word, shown by the whole."""
_SIZED = {"sentence_length", "paragraph_length", "first_line", "length"}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a post. `marks` are half-open spans of `text`, in order and apart from each other."""

    text: str
    marks: tuple[Span, ...] = ()

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text cut at its marks: (words, marked)."""
        cuts = sorted({0, len(self.text), *(place for span in self.marks for place in span)})
        starts = {start for start, _ in self.marks}
        return tuple((self.text[a:b], a in starts) for a, b in pairwise(cuts))


def excerpt_of(
    kind: HabitKind, anatomies: Sequence[Anatomy], language: str, *, usual: float
) -> Excerpt | None:
    """A place where the habit shows, in the most typical post that shows it; None where none does."""
    if kind.name in _SIZED:
        return _sized(kind, anatomies, usual)
    for anatomy in anatomies:
        if spans := _shown(kind, anatomy, language, usual):
            units = (anatomy.lines,) if kind.name in _IN_LINES else (anatomy.sentences, anatomy.lines)
            return _around(anatomy, spans, units)
    return None


def first_line_of(anatomy: Anatomy, phrase: str = "") -> Excerpt | None:
    """The first line, with a phrase that it begins with marked."""
    if not anatomy.lines:
        return None
    start, end = anatomy.lines[0]
    if not phrase:
        return _cut(anatomy.text, (start, end), ())
    words = phrase.split()
    spans = anatomy.words[: len(words)]
    same = [anatomy.text[a:b].lower() for a, b in spans] == words
    return (
        _cut(anatomy.text, (start, max(end, spans[-1][1])), ((spans[0][0], spans[-1][1]),)) if same else None
    )


def opening_of(anatomy: Anatomy, kind: str) -> Excerpt | None:
    """The first line, with what makes it open like this marked, where that is a thing in it."""
    start, end = anatomy.lines[0]
    line = anatomy.text[start:end]
    sign = _OPENS[kind].search(line) if kind in _OPENS else None
    emoji = anatomy.emoji[:1] if kind == "emoji" else ()
    marks = ((start + sign.start(), start + sign.end()),) if sign else emoji
    return _cut(anatomy.text, (start, end), marks)


def last_line_of(anatomy: Anatomy, phrase: str = "") -> Excerpt | None:
    """The last line, or the last one that is the phrase; the mark is on how it ends."""
    for start, end in reversed(anatomy.lines):
        line = anatomy.text[start:end].rstrip()
        if not phrase:
            first = next((found.start() for end in _ENDS if (found := end.search(line))), len(line) - 1)
            return _cut(anatomy.text, (start, start + len(line)), ((start + first, start + len(line)),))
        if anatomy.prose[start:end].strip() == phrase:
            return _cut(anatomy.text, (start, start + len(line)), ((start, start + len(line)),))
    return None


def lines_of(anatomies: Iterable[Anatomy], layout: str) -> Excerpt | None:
    """The first lines of the most typical post that is laid out like this."""
    for anatomy in anatomies:
        text = anatomy.text.strip()
        blank = re.search(r"\n[^\S\n]*\n", text)
        if ("blank" if blank else "single" if "\n" in text else "none") == layout:
            lines = anatomy.lines[:_MOST_LINES]
            return _cut(anatomy.text, (lines[0][0], lines[-1][1]), ()) if lines else None
    return None


def sentence_with(anatomy: Anatomy, words: Sequence[str]) -> Excerpt | None:
    """The sentence that holds most of these lower-case words, which are marked."""
    wanted = set(words)
    spans = [(a, b) for a, b in _parts(anatomy) if anatomy.text[a:b].lower() in wanted]
    return _around(anatomy, spans, (anatomy.sentences,)) if spans else None


def _parts(anatomy: Anatomy) -> Iterator[Span]:
    """Words, cut at their apostrophes."""
    for start, end in anatomy.words:
        for part in re.finditer(r"[^'’]+", anatomy.text[start:end]):
            yield start + part.start(), start + part.end()


def _shown(kind: HabitKind, anatomy: Anatomy, language: str, usual: float) -> Sequence[Span]:
    direction = "more" if kind.unit is not Unit.SHARE or usual >= 0.5 else "less"
    spans = kind.concerned(anatomy, language, direction)
    if kind.name == "numbers":
        return [(a, b) for a, b in spans if not any(start <= a < end for start, end in anatomy.list_items)]
    if kind.name not in _IN_WORDS:
        return spans
    whole = [(a, b) for a, b in anatomy.words if any(start < b and a < end for start, end in spans)]
    return whole or spans


def _sized(kind: HabitKind, anatomies: Sequence[Anatomy], usual: float) -> Excerpt | None:
    """What is nearest to the usual size, without a mark: all of it is concerned."""
    if kind.name == "length":
        near = min(anatomies, key=lambda anatomy: abs(len(anatomy.text) - usual))
        return _cut(near.text, (0, len(near.text)), ())
    found = [
        (abs(size - usual), anatomy, span) for anatomy in anatomies for span, size in _sizes(kind, anatomy)
    ]
    if not found:
        return None
    _, anatomy, span = min(found, key=lambda each: each[0])
    return _cut(anatomy.text, span, ())


def _sizes(kind: HabitKind, anatomy: Anatomy) -> Iterator[tuple[Span, float]]:
    if kind.name == "sentence_length":
        yield from zip(anatomy.sentences, map(float, sentence_lengths(anatomy)), strict=True)
    elif kind.name == "first_line":
        yield from ((span, float(span[1] - span[0])) for span in anatomy.lines[:1])
    else:
        for start, end in anatomy.paragraphs:
            yield (start, end), float(sum(start <= a < end for a, _ in anatomy.sentences))


def _around(anatomy: Anatomy, spans: Sequence[Span], kinds: Sequence[Sequence[Span]]) -> Excerpt:
    """The unit that holds most of the spans, of the first kind of which one holds any."""
    for units in kinds:
        held = [(sum(a <= start < b for start, _ in spans), -a, (a, b)) for a, b in units]
        most, _, unit = max(held, default=(0, 0, (0, 0)))
        if most:
            start = unit[0] + _LEFT_OVER.match(anatomy.text[unit[0] : unit[1]]).end()  # type: ignore[union-attr]
            inside = [(a, b) for a, b in spans if start <= a < unit[1]] or spans[:1]
            return _cut(anatomy.text, (min(start, inside[0][0]), max(unit[1], inside[-1][1])), inside)
    start, end = spans[0]
    return _cut(
        anatomy.text, (max(0, start - _BEFORE), min(len(anatomy.text), end + _BEFORE)), [(start, end)]
    )


def _cut(text: str, span: Span, marks: Sequence[Span]) -> Excerpt:
    """The span as an excerpt of bearable length, cut between words, with "…" where something is missing."""
    start, end = span
    if marks and end - start > LONGEST:
        start = max(start, marks[0][0] - _BEFORE)
    end = min(end, start + LONGEST)
    if start > span[0]:
        start = next((i + 1 for i in range(start, marks[0][0]) if text[i].isspace()), start)
    if end < span[1]:
        end = next((i for i in range(end, start, -1) if text[i].isspace()), end)
    before, after = "…" if start > span[0] else "", "…" if end < span[1] else ""
    shift = len(before) - start
    kept = tuple((a + shift, min(b, end) + shift) for a, b in marks if start <= a < end)
    return Excerpt(before + text[start:end] + after, kept)
