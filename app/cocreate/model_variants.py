"""From what a model returned to variants that may be shown: each sentence cleaned, each draft plausible."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.cocreate.composition import Variant
from app.cocreate.masking import Masking, UnknownPlaceholder
from app.cocreate.model_answer import URL, DraftAnswer, DraftsAnswer, clean
from app.cocreate.typography import typeset
from app.domain.briefs import Brief
from app.domain.people import Language
from app.llm.answers import looks_like_refusal
from app.llm.errors import ModelNonsense, ModelRefused
from knowledge_base.passages import Passage

MOST_VARIANTS = 3
_FEWEST_WORDS = 5
_LONGEST = 6000
"""Code points; a model that runs on for longer has lost the thread."""

_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Restores masked words in a sentence, and strips what was not in the material."""

    masking: Masking
    passage_ids: frozenset[int]
    links: frozenset[str]
    language: str
    apostrophe: str = ""

    @classmethod
    def for_draft(
        cls, masking: Masking, brief: Brief, passages: Sequence[Passage], *, apostrophe: str = ""
    ) -> "Cleaner":
        material = " ".join([*brief.takes, *(f"{passage.text} {passage.url}" for passage in passages)])
        return cls(
            masking=masking,
            passage_ids=frozenset(passage.id for passage in passages),
            links=frozenset(URL.findall(material)),
            language=brief.language.value,
            apostrophe=apostrophe,
        )

    def clean(self, sentence: str) -> str:
        """Raises UnknownPlaceholder where the sentence holds a placeholder that stands for nothing."""
        plain = clean(self.masking.restore(sentence), links=self.links)
        return typeset(plain, language=self.language, apostrophe=self.apostrophe)


def read_variants(
    answer: DraftsAnswer, cleaner: Cleaner, language: Language, language_of: Callable[[str], str]
) -> tuple[Variant, ...]:
    """Return up to three different variants; raises ModelNonsense or ModelRefused when none is left."""
    found: dict[str, Variant] = {}
    refused = False
    for draft in answer.drafts:
        variant = _variant(draft, cleaner)
        refused = refused or looks_like_refusal(variant.text)
        if _plausible(variant.text) and language_of(variant.text) in {language.value, ""}:
            found.setdefault(" ".join(variant.text.casefold().split()), variant)
    if not found:
        raise (
            ModelRefused("The model declined to write this.")
            if refused
            else ModelNonsense("The model wrote nothing that can be used.")
        )
    return tuple(found.values())[:MOST_VARIANTS]


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


def _plausible(text: str) -> bool:
    """Whether a text can be a post at all: words, not symbols; no refusal; nothing said over and over."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    return (
        len(words) >= _FEWEST_WORDS
        and len(text) <= _LONGEST
        and letters >= 0.5 * len(re.sub(r"\s", "", text))
        and not looks_like_refusal(text)
        and not _repeats(words)
    )


def _repeats(words: Sequence[str]) -> bool:
    """Whether most runs of four words have been said before in the same text."""
    runs = Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
    total = runs.total()
    return total >= 12 and len(runs) < total / 2
