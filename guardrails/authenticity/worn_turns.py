# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Turns that readers have met too often: slogans in threes, chains of dashes, lines that all stand alone."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from guardrails.doc import Doc
from guardrails.phrases import listed_phrases
from guardrails.sentences import Span

_CONTRASTS = re.compile(
    r"\b(?:it'?s|it is|this is|that'?s) not (?:just |only |about |merely )?[^.!?\n,;]{2,60}[.,;—–-]+ ?"
    r"(?:it'?s|it is|this is|that'?s)\b"
    r"|\b\w{1,30} (?:isn't|aren't) (?:just |only |about |merely )?[^.!?\n,;]{2,60}[.,;—–-]+ ?(?:it'?s|it is|this is|that'?s)\b"
    r"|\bnot (?:just|only|because|about) [^.!?\n,;]{2,60},? but\b"
    r"|\bno longer (?:just|only|about) [^.!?\n,;]{2,60}[.,;—–-]+ ?(?:it'?s|but)\b"
    r"|\b(?:ce n'est|il ne s'agit) pas (?:seulement |juste |simplement )?[^.!?\n,;]{2,60}[.,;—–:-]+ ?"
    r"(?:c'est|mais|il s'agit)\b"
    r"|\b(?:n'est|ne sont) (?:plus|pas) (?:seulement |juste |simplement )?une? [^.!?\n,;]{2,60}[.,;—–:-]+ ?(?:c'est|mais)\b"
    r"|\bnon (?:pas|seulement) [^.!?\n,;]{2,60},? mais\b"
)
_FEWEST_CONTRASTS = 2

_SLOGAN = 3
"""Words at most, of each of the pieces in a row that make a slogan."""
_PIECES = 3
_ONE_WORD_REPLIES = frozenset(
    ("wow", "yes", "no", "ok", "thanks", "thank", "well", "done", "amen", "please", "sorry", "hello",
     "merci", "oui", "non", "bravo", "super", "top", "cool", "pardon", "bonjour")
)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!]")

_DASH = re.compile(r"(?<=[^\W\d_]) ?— ?(?=[^\W\d_])|(?<=[^\W\d_]) – (?=[^\W\d_])")
_FEWEST_DASHES = 4
_TEXT_PER_DASH = 250

_FEWEST_LINES = 7
_LONGEST_LINE = 14
_ALONE = 0.75

_ASKED = re.compile(
    r"(?:and |et |but |mais )?(?:the|my|our|le|la|les|l'|mon|ma|mes|notre|why|how|pourquoi|comment|simple|easy|vous)\b"
)
_LONGEST_QUESTION, _LONGEST_ANSWER = 4, 7
_FEWEST_ANSWERED = 2
_STOCK_QUESTION = re.compile(
    r"(?:(?:and|et|my|our|mon|notre) )?(?:the |le |la |l')?(?:result|best part|worst part|secret|lesson|takeaway|answer|catch|kicker|"
    r"good news|resultat|meilleur|pire|lecon|reponse|bonne nouvelle|morale|constat|conclusion|verdict) ?\?"
)


def find_contrasts(doc: Doc) -> Span | None:
    """ "It's not X, it's Y", the second time."""
    found = [match.span() for match in _CONTRASTS.finditer(doc.folded)]
    return found[1] if len(found) >= _FEWEST_CONTRASTS else None


def find_stock_phrase(doc: Doc) -> Span | None:
    """A phrase that readers take for a machine's."""
    match = listed_phrases("machine_openings").search(doc.folded)
    return match.span() if match else None


def find_slogan(doc: Doc) -> Span | None:
    """Three sentences in a row of one to three words, on one line: "Innovation. Passion. Impact." """
    run: list[Span] = []
    for span in doc.sentences:
        joined = run and not doc.text[run[-1][1] : span[0]].strip(" ")
        run = [*run, span] if joined and _is_slogan(doc, span) else [span] if _is_slogan(doc, span) else []
        if len(run) >= _PIECES and _alike(doc, run):
            return run[0][0], run[-1][1]
    return None


def _is_slogan(doc: Doc, span: Span) -> bool:
    words = len(doc.words_in(span))
    return 1 <= words <= _SLOGAN and bool(_SENTENCE_END.fullmatch(doc.text[span[1] - 1]))


def _alike(doc: Doc, run: Sequence[Span]) -> bool:
    """Of nearly as many words each, as slogans are, none of them twice but the first ("plus vite, plus loin")."""
    pieces = [[word.form for word in doc.words_in(span)] for span in run[-_PIECES:]]
    sizes = [len(piece) for piece in pieces]
    lasts = {piece[-1] for piece in pieces}
    return max(sizes) - min(sizes) <= 1 and len(lasts) == _PIECES and not lasts & _ONE_WORD_REPLIES


def find_dashes(doc: Doc) -> tuple[Span, int] | None:
    """The fourth dash, and how many there are, in a text with more than one per 250 characters."""
    found = [match.span() for match in _DASH.finditer(doc.text)]
    if len(found) < _FEWEST_DASHES or len(found) * _TEXT_PER_DASH < len(doc.text):
        return None
    return found[_FEWEST_DASHES - 1], len(found)


def find_lone_lines(doc: Doc) -> tuple[Span, int] | None:
    """Where most paragraphs are one short sentence each: from the first to the last, and how many."""
    paragraphs = list(_paragraphs(doc.text))
    lone = [span for span in paragraphs if 0 < len(doc.words_in(span)) <= _LONGEST_LINE]
    if len(lone) < _FEWEST_LINES or len(lone) < _ALONE * len(paragraphs):
        return None
    return (lone[0][0], lone[-1][1]), len(lone)


def _paragraphs(text: str) -> Iterator[Span]:
    """Spans of the paragraphs between blank lines that are more than a link, a tag or a list's item."""
    position = 0
    for gap in re.finditer(r"\n[^\S\n]*\n\s*|\Z", text):
        piece = text[position : gap.start()].strip()
        if piece and piece[0].isalpha():
            yield position, gap.start()
        position = gap.end()


def find_answered_question(doc: Doc) -> Span | None:
    """ "The result? Magic.": a short question that its author answers at once.

    A stock question once, any other the second time.
    """
    found = []
    for asked, answer in pairwise(doc.sentences):
        if _is_short_question(doc, asked) and len(doc.words_in(answer)) <= _LONGEST_ANSWER:
            if _STOCK_QUESTION.match(doc.folded, *asked):
                return asked[0], answer[1]
            found.append((asked[0], answer[1]))
    return found[1] if len(found) >= _FEWEST_ANSWERED else None


def _is_short_question(doc: Doc, span: Span) -> bool:
    if doc.text[span[1] - 1] != "?" or len(doc.words_in(span)) > _LONGEST_QUESTION:
        return False
    return bool(_ASKED.match(doc.folded, *span))
