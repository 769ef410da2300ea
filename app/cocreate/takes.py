"""The author's own blocks: what they typed, set lightly, and where in a post it can stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from app.cocreate.hand import Hand
from app.cocreate.lexicon import lexicon, stems
from app.cocreate.notes import is_note, said_after
from app.cocreate.typography import bind
from app.domain.briefs import Answer, Brief
from guardrails.authenticity.voice.style import Style
from guardrails.sentences import split_sentences

MIN_WORDS = 3
"""Shorter answers are material for one more question, not for a post."""

_SOFT_STARTS = {
    "fr": re.compile(
        r"(?:c'|ça|cela|il|ils|elle|elles|celui|celle|ceux|le premier|la première|les deux)(?![\w-])", re.I
    ),
    "en": re.compile(
        r"(?:it|it's|that|that's|this|these|those|they|he|she|both|neither|the (?:first|second|latter))"
        r"(?!\w)",
        re.I,
    ),
}
_POINTS = re.compile(
    r"(?<![\w'])(?:it|ones?|them|they|he|she|this|that|there|ça|cela|celui|celle|il|ils|elle|elles|eux|y)(?![\w'])",
    re.I,
)
"""Words that may stand for something said before; in either language, since nothing else looks like them."""
_ANGLES = (
    "thanks",
    "lesson",
    "disagreement",
    "surprise",
    "doubt",
    "before_after",
    "testimonial",
    "story",
)
"""What a block can announce besides a question; the first that its words hold counts."""
_SMALL_AGAIN = re.compile(r"[.!?] +[a-zà-ÿ]|(?<![\w'.])i(?:'m|'ve|'d|'ll)? ")
"""A sentence inside that begins small as well: who writes so wants no capital at the top alone."""
_BREAK = {"blank": "\n\n", "single": "\n", "none": " "}


class Stance(IntEnum):
    """Where a block can stand: as an opening, after another block, or only after what it replies to."""

    OPENS = 0
    FOLLOWS = 1
    REPLIES = 2


@dataclass(frozen=True, slots=True)
class OwnBlock:
    """One block of the author's words; `kind` is an angle code, "" when nothing marks it."""

    text: str
    stance: Stance
    kind: str
    answer: Answer | None = None

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def sentences(self) -> int:
        return len(split_sentences(self.text))

    @property
    def opens_alone(self) -> bool:
        """Whether its first sentence points at nothing said before it."""
        spans = split_sentences(self.text)
        return bool(spans) and not _POINTS.search(self.text[: spans[0][1]].replace("’", "'"))

    @property
    def first_length(self) -> int:
        """Characters of its first sentence."""
        spans = split_sentences(self.text)
        return spans[0][1] if spans else 0

    def replies_to(self, sentence: str, language: str) -> bool:
        """Whether the question that this block answers was about that very sentence."""
        if self.answer is None:
            return False
        return len(stems(self.answer.question.text, language) & stems(sentence, language)) >= 2


def own_blocks(brief: Brief, style: Style, hand: Hand = Hand()) -> tuple[OwnBlock, ...]:  # noqa: B008
    """The author's blocks long enough to stand in a post, in the order given, each said once."""
    blocks: dict[str, OwnBlock] = {}
    for text, answer in _typed(brief):
        said = sayable(text, brief.language)
        if len(said.split()) >= MIN_WORDS:
            block = OwnBlock(_set(said, brief, style, hand), _stance(said, brief), _kind(said, brief), answer)
            blocks.setdefault(said.casefold(), block)
    return tuple(blocks.values())


def sayable(text: str, language: str) -> str:
    """What of a take can be published: all of it, or what a note goes on to say; "" for a bare note."""
    return said_after(text, language) if is_note(text, language) else text


def _typed(brief: Brief) -> Iterator[tuple[str, Answer | None]]:
    yield brief.idea.strip(), None
    for answer in brief.answers:
        yield answer.text.strip(), answer


def _stance(text: str, brief: Brief) -> Stance:
    straight = text.replace("’", "'")
    if _SOFT_STARTS[brief.language].match(straight):
        return Stance.FOLLOWS
    return Stance.REPLIES if lexicon(brief.language).replies.match(straight) else Stance.OPENS


def _kind(text: str, brief: Brief) -> str:
    """The angle that the author's own words announce, by their first cue."""
    if "?" in text:
        return "question"
    straight = text.replace("’", "'")
    cues = lexicon(brief.language).angles
    return next((kind for kind in _ANGLES if cues[kind].search(straight)), "")


def _set(text: str, brief: Brief, style: Style, hand: Hand) -> str:
    """Typography and line breaks only: a capital, a full stop, French spaces, the usual paragraphs; of a
    capital and a full stop, only what the author uses elsewhere too.
    """
    text = re.sub(r"[ \t]+\n", "\n", re.sub(r"\n{3,}", "\n\n", text))
    small = hand.small_letters or _SMALL_AGAIN.search(text)
    if not small and text[:1].islower() and not text[1:2].isupper() and "://" not in text.split()[0]:
        text = text[:1].upper() + text[1:]
    if not hand.bare_ends and text[-1].isalnum() and not re.search(r"(?:#\w+|://\S+)$", text):
        text += "."
    return _laid_out(bind(text) if brief.language == "fr" else text, style)


def _laid_out(text: str, style: Style) -> str:
    size = round(style.sentences_per_paragraph.median)
    if "\n" in text or size < 1 or style.paragraph_break not in ("blank", "single"):
        return text
    spans = split_sentences(text)
    groups = [spans[i : i + size] for i in range(0, len(spans), size)]
    return _BREAK[style.paragraph_break].join(text[group[0][0] : group[-1][1]] for group in groups)


def joiner(style: Style) -> str:
    """What this author puts between paragraphs; a blank line when nothing is known."""
    return _BREAK.get(style.paragraph_break, "\n\n")


def first_sentences(block: OwnBlock) -> tuple[str, ...]:
    """The block cut after each of its sentences but the last, longest first."""
    spans = split_sentences(block.text)
    return tuple(block.text[:end].strip() for _, end in reversed(spans[:-1]))
