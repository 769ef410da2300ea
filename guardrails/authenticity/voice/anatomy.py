"""A text cut once into what habits look at: words, sentences, paragraphs, marks, links, tags, emoji."""

import re
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]
"""A half-open range [start, end) in code points of the original text."""

# Anonymised tweets hold placeholders such as <url>; they count as what they stand for.
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>]+|\b(?:lnkd\.in|bit\.ly|youtu\.be)/\S+|<url>", re.IGNORECASE)
_HASHTAG = re.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])\w+")
_MENTION = re.compile(r"(?<![\w.@])@\w[\w.-]*\w|<user>")
_EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}"
    "|[#*0-9]\ufe0f?\u20e3"
    "|(?:[\U0001f300-\U0001f5ff\U0001f600-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb"
    "\U0001f900-\U0001f9ff\U0001fa70-\U0001faff\u2600-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u231a\u231b"
    "\u23e9-\u23f3\u2934\u2935])[\U0001f3fb-\U0001f3ff\ufe0f]*"
    "(?:\u200d[\u2600-\u27bf\U0001f300-\U0001faff][\U0001f3fb-\U0001f3ff\ufe0f]*)*)"
)
_LIST_ITEM = re.compile(
    "^[ \\t\u00a0]*(?:[-–—*·](?=[ \\t\u00a0])|\\d{1,2}[.)](?=[ \\t\u00a0])"
    "|[•▪►▶→⇒✓✔✅☑👉➡▸◾🔹🔸]\ufe0f?)[ \\t\u00a0]*(?=\\S)",
    re.MULTILINE,
)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SENTENCE = re.compile(
    r"\S(?:[^.!?…\n]|[.!?…]+(?=[^\s.!?…\"»”’)\]]))*(?:[.!?…]+(?:[ \u00a0\u202f]?[»”]|[\")\]])*)?"
)
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t\u00a0]*(?:\n|\Z)))*")
_LINE = re.compile(r"\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of one text, as spans in text order. Words and sentences leave out links, tags and mentions.

    `prose` is the text with links, hashtags and mentions blanked, character for character.
    """

    text: str
    prose: str
    links: tuple[Span, ...]
    hashtags: tuple[Span, ...]
    mentions: tuple[Span, ...]
    emoji: tuple[Span, ...]
    list_items: tuple[Span, ...]
    words: tuple[Span, ...]
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    lines: tuple[Span, ...]

    def cut(self, spans: tuple[Span, ...]) -> tuple[str, ...]:
        """The strings at these spans."""
        return tuple(self.text[start:end] for start, end in spans)


@lru_cache(maxsize=8)  # one text is measured by many habits in a row; few are kept, since drafts are private
def dissect(text: str) -> Anatomy:
    """Cut a text into its parts; linear in its length."""
    links = _spans(_LINK, text)
    unlinked = _blanked(text, links)
    hashtags, mentions = _spans(_HASHTAG, unlinked), _spans(_MENTION, unlinked)
    prose = _blanked(unlinked, (*hashtags, *mentions))
    words = _spans(_WORD, prose)
    return Anatomy(
        text=text,
        prose=prose,
        links=links,
        hashtags=hashtags,
        mentions=mentions,
        emoji=_spans(_EMOJI, text),
        list_items=_spans(_LIST_ITEM, text),
        words=words,
        sentences=_with_words(_spans(_SENTENCE, prose), words),
        paragraphs=_spans(_PARAGRAPH, text),
        lines=_spans(_LINE, text),
    )


def _spans(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple(match.span() for match in pattern.finditer(text))


def _blanked(text: str, spans: tuple[Span, ...]) -> str:
    if not spans:
        return text
    pieces, last = [], 0
    for start, end in sorted(spans):
        pieces += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*pieces, text[last:]])


def _with_words(sentences: tuple[Span, ...], words: tuple[Span, ...]) -> tuple[Span, ...]:
    """Keep the sentences that hold a word; both come in text order, so one walk is enough."""
    kept, position = [], 0
    for start, end in sentences:
        while position < len(words) and words[position][0] < start:
            position += 1
        if position < len(words) and words[position][0] < end:
            kept.append((start, end))
    return tuple(kept)
