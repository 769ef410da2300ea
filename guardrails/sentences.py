"""Where sentences begin and end, in French and English posts."""

import re

Span = tuple[int, int]

_ENDS = re.compile(r"\n+|[.!?…]+[\"'»)\]]*(?=\s|$|[^\x00-\x7f])(?: ?[»])?")
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        """
    m mm mr mrs ms mme mmes mlle dr pr prof st ste sr jr me mgr cf art al vol no nos fig p pp ex env
    tel tél av bd boul approx vs inc ltd corp co dept est gen col sgt rev hon min max e.g i.e p.ex c.-à-d
    jan janv feb févr mar apr avr jun jul juil aug sep sept oct nov dec déc n° etc
        """,
    )
)
_OPENS = re.compile(r"[«\"]")
_LONGEST_QUOTE = 400


def split_sentences(text: str) -> list[Span]:
    """Return the half-open spans of the sentences of `text`, trimmed, in order and disjoint.

    Line breaks always end a sentence; a full stop after an abbreviation, an initial or inside a
    quotation does not. Linear in the length of the text.
    """
    quoted = _quotations(text)
    spans: list[Span] = []
    start = 0
    for match in _ENDS.finditer(text):
        if _is_end(text, match, quoted):
            _keep(text, start, match.end(), spans)
            start = match.end()
    _keep(text, start, len(text), spans)
    return spans


def _keep(text: str, start: int, end: int, spans: list[Span]) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = end - len(piece) + len(piece.rstrip())
    if left < right:
        spans.append((left, right))


def _is_end(text: str, match: re.Match[str], quoted: list[Span]) -> bool:
    if match.group()[0] == "\n":
        return True
    while quoted and quoted[0][1] <= match.start():
        quoted.pop(0)
    if quoted and quoted[0][0] < match.start() and match.end() < quoted[0][1]:
        return False
    following = text[match.end() : match.end() + 3].lstrip(" \"'«([—–-")
    if following[:1].islower():
        return False
    return not (match.group() == "." and _is_abbreviation(text, match.start(), following))


def _is_abbreviation(text: str, stop: int, following: str) -> bool:
    word = re.split(r"[\s(\[«\"'/]", text[max(0, stop - 12) : stop])[-1]
    if word.casefold() in _ABBREVIATIONS:
        return word.casefold() != "etc"
    if len(word) == 1 and word.isupper():
        return following[:1].isupper()
    return "." in word and len(word) <= 5 and word.replace(".", "").isalpha()


def _quotations(text: str) -> list[Span]:
    """Spans of quotations that open and close on one line, close enough to be one utterance."""
    spans: list[Span] = []
    position = 0
    while opening := _OPENS.search(text, position):
        start = opening.start()
        line_end = text.find("\n", start, start + _LONGEST_QUOTE)
        limit = line_end if line_end >= 0 else start + _LONGEST_QUOTE
        end = text.find("»" if opening.group() == "«" else '"', start + 1, limit)
        position = end + 1 if end > 0 else start + 1
        if end > 0:
            spans.append((start, end + 1))
    return spans
