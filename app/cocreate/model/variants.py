"""From what a model returned to variants that may be shown: each sentence cleaned, each draft plausible."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.cocreate.composition import Variant
from app.cocreate.disarm import gives_orders
from app.cocreate.fit import fits
from app.cocreate.lexicon import lexicon
from app.cocreate.masking import Masking, UnknownPlaceholder
from app.cocreate.model.answer import URL, DraftAnswer, DraftsAnswer, clean
from app.cocreate.typography import typeset
from app.domain.briefs import Brief
from app.domain.people import Language
from app.llm.answers import looks_like_refusal
from app.llm.errors import ModelNonsense, ModelRefused
from knowledge_base.passages import Passage

MOST_VARIANTS = 3
_FEWEST_WORDS = 5
_FEWEST_SMALL_WORDS = 0.12
_LONGEST = 6000
"""Code points; a model that runs on for longer has lost the thread."""

_TELLING_RUN = 8
"""Words in a row that two texts share by copying, not by chance."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Restores masked words in a sentence, and strips what was not in the material.

    `told` holds the runs of words the model was instructed with: a sentence that repeats one, or that
    gives orders to a machine itself, is not for anybody's post.
    """

    masking: Masking
    passage_ids: frozenset[int]
    links: frozenset[str]
    language: str
    apostrophe: str = ""
    told: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def for_draft(
        cls,
        masking: Masking,
        brief: Brief,
        passages: Sequence[Passage],
        *,
        apostrophe: str = "",
        told: str = "",
    ) -> "Cleaner":
        material = " ".join([*brief.takes, *(f"{passage.text} {passage.url}" for passage in passages)])
        return cls(
            masking=masking,
            passage_ids=frozenset(passage.id for passage in passages),
            links=frozenset(URL.findall(material)),
            language=brief.language.value,
            apostrophe=apostrophe,
            told=_runs(told) - _runs(material),
        )

    def clean(self, sentence: str) -> str:
        """Raises UnknownPlaceholder where the sentence holds a placeholder that stands for nothing."""
        plain = clean(self.masking.restore(sentence), links=self.links)
        if gives_orders(plain) or not self.told.isdisjoint(_runs(plain)):
            return ""
        return typeset(plain, language=self.language, apostrophe=self.apostrophe)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return frozenset(zip(*(words[start:] for start in range(_TELLING_RUN)), strict=False))


def read_variants(
    answer: DraftsAnswer, cleaner: Cleaner, brief: Brief, language_of: Callable[[str], str]
) -> tuple[Variant, ...]:
    """Return up to three different variants; raises ModelNonsense or ModelRefused when none is left.

    One that is too long for its channel gives way to those that fit, if any do.
    """
    variants = [_variant(draft, cleaner) for draft in answer.drafts]
    usable = [variant for variant in variants if _usable(variant.text, brief.language, language_of)]
    if not usable:
        if any(looks_like_refusal(variant.text) for variant in variants):
            raise ModelRefused("The model declined to write this.")
        raise ModelNonsense("The model wrote nothing that can be used.")
    fitting = [variant for variant in usable if fits(variant.text, brief.channel)]
    different = {
        " ".join(variant.text.casefold().split()): variant for variant in reversed(fitting or usable)
    }
    return tuple(reversed(different.values()))[:MOST_VARIANTS]


def _variant(draft: DraftAnswer, cleaner: Cleaner) -> Variant:
    """A draft with a placeholder that leaked becomes empty: what it said is not known."""
    paragraphs: list[str] = []
    ids: list[int] = []
    try:
        for paragraph in draft.paragraphs:
            sentences = [cleaner.clean(sentence.text) for sentence in paragraph.sentences]
            paragraphs.append(" ".join(filter(None, sentences)))
            ids += [number for sentence in paragraph.sentences for number in sentence.passage_ids]
    except UnknownPlaceholder:
        return Variant(angle=draft.angle, text="")
    known = tuple(dict.fromkeys(number for number in ids if number in cleaner.passage_ids))
    return Variant(angle=draft.angle, text="\n\n".join(filter(None, paragraphs)), passage_ids=known)


def _usable(text: str, language: Language, language_of: Callable[[str], str]) -> bool:
    """Whether a text can be a post at all: sentences of its language, no refusal, nothing over and over."""
    words = _WORD.findall(text)
    return (
        len(words) >= _FEWEST_WORDS
        and len(text) <= _LONGEST
        and _small_words(words, language) >= _FEWEST_SMALL_WORDS
        and language_of(text) in {language.value, ""}
        and not looks_like_refusal(text)
        and not _repeats(words)
    )


def _small_words(words: Sequence[str], language: Language) -> float:
    """The share of words such as "the" or "les": prose has 35 to 50 %, salad and other languages few."""
    small = lexicon(language.value).stop_words
    return sum(word.casefold() in small for word in words) / len(words)


def _repeats(words: Sequence[str]) -> bool:
    """Whether most runs of four words have been said before in the same text."""
    runs = Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
    total = runs.total()
    return total >= 12 and len(runs) < total / 2
