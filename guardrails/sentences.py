"""Where sentences begin and end, in French and English posts."""

import re

Span = tuple[int, int]

_ENDS = re.compile(r"\n+|[.!?…]+[\"'»)\]]*(?=\s|$|[^\x00-\x7f])(?: ?[»])?")
_ABBREVIATIONS = {
    "m", "mm", "mr", "mrs", "ms", "mme", "mmes", "mlle", "dr", "pr", "prof", "ste", "cf", "tel", "tél", "av",
    "bd", "boul", "approx", "vs", "inc", "ltd", "corp", "dept", "e.g", "i.e", "p.ex", "c.-à-d", "n°", "etc",
}  # fmt: skip
# These are ordinary words as well ("he called me.", "six jours sur sept."): what stands around them decides.
_TITLES = {"Me", "St", "Sr", "Jr", "Col", "Gen", "Sgt", "Rev", "Hon", "Mgr", "Capt", "Lt", "Co"}
_BEFORE_FIGURES = {"no", "nos", "art", "vol", "fig", "p", "pp", "al", "ex", "env", "est", "max", "min"}
_MONTHS = {
    "jan", "janv", "feb", "févr", "fév", "mar", "apr", "avr", "jun", "jul", "juil", "aug", "sep", "sept",
    "oct", "nov", "dec", "déc",
}  # fmt: skip
_DAY = re.compile(r"(?:[0-2]?\d|3[01])(?:er|st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEAR = 16
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
    following = text[match.end() : match.end() + 8].lstrip(" \"'«([—–-")
    if following[:1].islower():
        return False
    return not (match.group() == "." and _is_abbreviation(text, match.start(), following))


def _is_abbreviation(text: str, stop: int, following: str) -> bool:
    before = re.split(r"[\s(\[«\"'/]", text[max(0, stop - _NEAR) : stop])
    word = before[-1]
    lower = word.casefold()
    if lower in _ABBREVIATIONS:
        return lower != "etc"
    if word in _TITLES:
        return following[:1].isupper()
    if lower in _BEFORE_FIGURES:
        return following[:1].isdigit()
    if lower in _MONTHS:
        return _is_month(before[-2] if len(before) > 1 else "", word, following)
    if len(word) == 1 and word.isupper():
        return following[:1].isupper()
    return "." in word and len(word) <= 5 and word.replace(".", "").isalpha()


def _is_month(previous: str, word: str, following: str) -> bool:
    """ "3 sept.", "sept. 2031" and "Sept. 3"; "six jours sur sept." is a number."""
    if _DAY.fullmatch(previous):
        return True
    return bool(_YEAR.match(following)) or (word[0].isupper() and following[:1].isdigit())


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
