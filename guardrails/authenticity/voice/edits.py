"""Edits of a text, and the places in it that no fix of a habit may touch."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from guardrails.authenticity.voice.anatomy import Anatomy, Span

_UNTOUCHED = re.compile(
    r"«[^«»\n]{0,600}»|“[^“”\n]{0,600}”|\"[^\"\n]{0,600}\"|`[^`\n]{1,600}`|[\w.+-]{1,64}@[\w.-]{1,255}|\d[\d.,:]*\d"
)
_BLANK = " \t\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `replacement` where [start, end) stands, in code points of the text."""

    start: int
    end: int
    replacement: str = ""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits, which must be disjoint and in text order."""
    pieces, last = [], 0
    for edit in edits:
        pieces += [text[last : edit.start], edit.replacement]
        last = edit.end
    return "".join([*pieces, text[last:]])


class Untouched:
    """Where nothing may change: quotations, code, figures, addresses, and what a caller names.

    Quotations must match their source word by word, so nothing inside quotation marks is changed.
    """

    def __init__(self, anatomy: Anatomy, keep: Sequence[Span] = ()) -> None:
        found = (match.span() for match in _UNTOUCHED.finditer(anatomy.text))
        self._spans = sorted((*found, *anatomy.links, *keep))
        self._starts = [start for start, _ in self._spans]
        ends, furthest = [], 0
        for _, end in self._spans:
            furthest = max(furthest, end)
            ends.append(furthest)
        self._ends = ends

    def holds(self, span: Span) -> bool:
        """Whether some part of [start, end) may not be touched."""
        before = bisect_left(self._starts, span[1])
        return before > 0 and bisect_right(self._ends, span[0], 0, before) < before


def removals(text: str, spans: Sequence[Span]) -> tuple[Edit, ...]:
    """Take disjoint spans out, with the space that held each; a line left empty goes altogether."""
    return tuple(edit for line, inside in _by_line(text, spans) for edit in _from_line(text, line, inside))


def _by_line(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, list[Span]]]:
    """Each line that holds some of the spans, without its breaks, with those it holds."""
    line, inside = (0, -1), list[Span]()
    for span in spans:
        if span[0] > line[1]:
            if inside:
                yield line, inside
            end = text.find("\n", span[1])
            line, inside = (text.rfind("\n", 0, span[0]) + 1, end if end >= 0 else len(text)), []
        inside.append(span)
    if inside:
        yield line, inside


def _from_line(text: str, line: Span, spans: Sequence[Span]) -> Sequence[Edit]:
    edges = [line[0], *(edge for span in spans for edge in span), line[1]]
    left = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    return [_whole_line(text, line)] if not left.strip() else _with_space(text, line, spans)


def _whole_line(text: str, line: Span) -> Edit:
    """The line and the breaks before it; of the first line, those after it."""
    start, end = line
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while start == 0 and end < len(text) and text[end].isspace():
        end += 1
    return Edit(start, end)


def _with_space(text: str, line: Span, spans: Sequence[Span]) -> list[Edit]:
    """A span with the space before it; at the beginning of its line, with the one after it."""
    edits: list[Edit] = []
    taken, begins = line[0], True
    for start, end in spans:
        begins = begins and not text[taken:start].strip(_BLANK)
        left = start - (not begins and start > taken and text[start - 1] in _BLANK)
        right = end + (begins and text[end : end + 1] in {*_BLANK})
        edits.append(Edit(left, right))
        taken = right
    return edits
