"""A draft of a model's as it may be shown: each sentence cleaned and proven, the whole of it plausible."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.cocreate.composition import Variant
from app.cocreate.lexicon import lexicon
from app.cocreate.masking import UnknownPlaceholder
from app.cocreate.model.answer import Paragraph, VariantAnswer
from app.cocreate.model.cleaner import Cleaner
from app.cocreate.model.proving import Proven, Prover
from app.domain.people import Language
from app.llm.answers import looks_like_refusal
from app.llm.errors import ModelNonsense, ModelRefused

_FEWEST_WORDS = 5
_FEWEST_SMALL_WORDS = 0.12
_LONGEST = 6000
"""Code points; a model that runs on for longer has lost the thread."""

_WORD = re.compile(r"[^\W\d_]+")


class WrongLanguage(ModelNonsense):
    """A draft in another language than the brief's."""


@dataclass(frozen=True, slots=True)
class Written:
    """A draft in paragraphs of proven sentences; `between` is what its author puts between paragraphs."""

    angle: str
    paragraphs: tuple[tuple[Proven, ...], ...]
    between: str = "\n\n"

    @property
    def text(self) -> str:
        return self.between.join(" ".join(one.text for one in several) for several in self.paragraphs)

    @property
    def sentences(self) -> tuple[Proven, ...]:
        return tuple(one for several in self.paragraphs for one in several)

    @property
    def passage_ids(self) -> tuple[int, ...]:
        """Those that hold a sentence which rests on them, in the order of the text."""
        return tuple(dict.fromkeys(number for one in self.sentences for number in one.passage_ids))

    def as_variant(self) -> Variant:
        return Variant(self.angle, self.text, self.passage_ids)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a model's answer; `language_of` names the language of a text, "" when unsure."""

    cleaner: Cleaner
    prover: Prover
    language: Language
    language_of: Callable[[str], str]
    between: str = "\n\n"

    def read(self, answer: VariantAnswer, angle: str) -> Written:
        """Raises ModelRefused, WrongLanguage or ModelNonsense where the draft is not one."""
        try:
            paragraphs = tuple(filter(None, map(self._paragraph, answer.paragraphs)))
        except UnknownPlaceholder:
            raise ModelNonsense("The model wrote a code that stands for nothing.") from None
        written = Written(angle, paragraphs, self.between)
        self._check(written.text)
        return written

    def _paragraph(self, paragraph: Paragraph) -> tuple[Proven, ...]:
        cleaned = ((self.cleaner.clean(one.text), one.passage_ids) for one in paragraph.sentences)
        return tuple(self.prover.prove(text, ids) for text, ids in cleaned if text)

    def _check(self, text: str) -> None:
        """Whether it can be a post at all: sentences of its language, no refusal, nothing over and over."""
        if looks_like_refusal(text):
            raise ModelRefused("The model declined to write this.")
        words = _WORD.findall(text)
        if len(words) < _FEWEST_WORDS or len(text) > _LONGEST or _repeats(words):
            raise ModelNonsense("The model wrote nothing that can be used.")
        if self.language_of(text) not in {self.language.value, ""}:
            raise WrongLanguage("The model wrote in another language.")
        if _small_words(words, self.language) < _FEWEST_SMALL_WORDS:
            raise ModelNonsense("The model wrote nothing that can be used.")


def _small_words(words: Sequence[str], language: Language) -> float:
    """The share of words such as "the" or "les": prose has 35 to 50 %, salad and other languages few."""
    small = lexicon(language.value).stop_words
    return sum(word.casefold() in small for word in words) / len(words)


def _repeats(words: Sequence[str]) -> bool:
    """Whether most runs of four words have been said before in the same text."""
    runs = Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
    total = runs.total()
    return total >= 12 and len(runs) < total / 2
