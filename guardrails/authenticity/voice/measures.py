"""How the less simple habits are measured on a text, and which places to show for them."""

import re
from bisect import bisect_left
from statistics import fmean, median

from guardrails.authenticity.voice.anatomy import Anatomy, Span


def sentence_lengths(anatomy: Anatomy) -> list[int]:
    """Words in each sentence."""
    starts = [start for start, _ in anatomy.words]
    return [bisect_left(starts, end) - bisect_left(starts, start) for start, end in anatomy.sentences]


def sentence_length(anatomy: Anatomy, _language: str) -> float:
    return float(median(sentence_lengths(anatomy) or [0]))


def sentence_spread(anatomy: Anatomy, _language: str) -> float:
    """Longest sentence over the median one: some people alternate, others march."""
    lengths = sentence_lengths(anatomy) or [1]
    return max(lengths) / max(median(lengths), 1)


def paragraph_length(anatomy: Anatomy, _language: str) -> float:
    return len(anatomy.sentences) / max(len(anatomy.paragraphs), 1)


def word_length(anatomy: Anatomy, _language: str) -> float:
    return fmean([end - start for start, end in anatomy.words] or [0.0])


def lexical_variety(anatomy: Anatomy, _language: str) -> float:
    first = [word.lower() for word in anatomy.cut(anatomy.words[:50])]
    return len(set(first)) / max(len(first), 1)


def sentences_to_blame(anatomy: Anatomy, direction: str) -> tuple[Span, ...]:
    """Sentences at or beyond the text's own median: the long ones when too long, else the short ones."""
    middle = median(sentence_lengths(anatomy) or [0])
    sign = 1 if direction == "more" else -1
    lengths = zip(anatomy.sentences, sentence_lengths(anatomy), strict=True)
    return tuple(span for span, length in lengths if sign * (length - middle) >= 0)


def longest_paragraphs(anatomy: Anatomy, direction: str) -> tuple[Span, ...]:
    if direction == "less":
        return ()
    mean = len(anatomy.text) / max(len(anatomy.paragraphs), 1)
    return (
        tuple((start, end) for start, end in anatomy.paragraphs if end - start >= mean) or anatomy.paragraphs
    )


def first_line_to_blame(anatomy: Anatomy, _direction: str) -> tuple[Span, ...]:
    return anatomy.lines[:1]


def apostrophes_to_blame(anatomy: Anatomy, direction: str) -> tuple[Span, ...]:
    mark = "’" if direction == "more" else "'"
    return tuple(m.span() for m in re.finditer(rf"(?<=\w){mark}(?=\w)", anatomy.text))


def marks_to_blame(anatomy: Anatomy, direction: str) -> tuple[Span, ...]:
    pattern = r"\s[!?:;](?=\s|$)" if direction == "more" else r"(?<=\S)[!?:;](?=\s|$)"
    return tuple(m.span() for m in re.finditer(pattern, anatomy.prose))


def curly(anatomy: Anatomy, _language: str) -> float:
    """Share of curly apostrophes; a half when the text has none, which says nothing."""
    curly = len(re.findall(r"(?<=\w)’(?=\w)", anatomy.text))
    straight = len(re.findall(r"(?<=\w)'(?=\w)", anatomy.text))
    return curly / (curly + straight) if curly + straight else 0.5


def spaced_marks(anatomy: Anatomy, _language: str) -> float:
    """Share of ! ? : ; set off by a space, as French typography asks; a half when there are none."""
    marks = re.findall(r"(.)[!?:;](?=\s|$)", anatomy.prose)
    spaced = sum(before.isspace() for before in marks)
    return spaced / len(marks) if marks else 0.5


def first_line(anatomy: Anatomy, _language: str) -> float:
    return float(anatomy.lines[0][1] - anatomy.lines[0][0]) if anatomy.lines else 0.0


def ending(anatomy: Anatomy, _language: str) -> float:
    """How a post ends, as a code: 0 full stop, 1 !, 2 ?, 3 …, 4 tag or mention, 5 link, 6 emoji, 7 other."""
    end = len(anatomy.text.rstrip())
    groups = ((anatomy.hashtags, 4.0), (anatomy.mentions, 4.0), (anatomy.links, 5.0), (anatomy.emoji, 6.0))
    for spans, code in groups:
        if any(stop >= end for _, stop in spans[-1:]):
            return code
    tail = anatomy.text.rstrip()[-3:]
    if tail == "..." or tail.endswith("…"):
        return 3.0
    return {".": 0.0, "!": 1.0, "?": 2.0}.get(tail[-1:], 7.0)


def capitals(anatomy: Anatomy, _language: str) -> tuple[Span, ...]:
    return tuple(
        (start, end) for start, end in anatomy.words if end - start > 3 and anatomy.text[start:end].isupper()
    )
