"""What an author's wishes keep out of a draft: words they never write, subjects they never speak of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.cocreate.facts import Fact
from app.cocreate.lexicon import stems, word_stems
from app.domain.voice import VoiceWishes

_ENTRY = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Holds for what the writer brings in, never for the author's own words.

    An avoided word is met in any of its forms ("synergie", "synergies"); a phrase word by word. A
    subject is touched by a sentence, or the title or heading over it, that holds all its content words.
    """

    avoided: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @classmethod
    def of(cls, wishes: VoiceWishes) -> "Bounds":
        return cls(_entries(wishes.avoided), _entries(wishes.refusals))

    def allow(self, fact: Fact) -> bool:
        return self.allow_words(fact.text, fact.language) and not self._touch(fact)

    def allow_words(self, text: str, language: str) -> bool:
        return not any(_holds(text, entry, language) for entry in self.avoided)

    def allow_question(self, text: str, language: str) -> bool:
        """Whether it can be put to the author: no word they hate, no subject they never speak of."""
        about = any(_is_about(text, entry, language) for entry in self.refused)
        return not about and self.allow_words(text, language)

    def _touch(self, fact: Fact) -> bool:
        texts = (fact.text, fact.passage.title, fact.passage.heading)
        return any(_is_about(text, entry, fact.language) for entry in self.refused for text in texts)


def _entries(typed: Iterable[str]) -> tuple[str, ...]:
    return tuple(entry for one in typed for part in _ENTRY.split(one) if (entry := part.strip(' ."«»“”')))


def _holds(text: str, entry: str, language: str) -> bool:
    sought = word_stems(entry, language)
    if not sought:  # a sign, an emoji
        return entry in text
    held = word_stems(text, language)
    return any(held[at : at + len(sought)] == sought for at in range(len(held) - len(sought) + 1))


def _is_about(text: str, entry: str, language: str) -> bool:
    sought = stems(entry, language)
    return sought <= stems(text, language) if sought else _holds(text, entry, language)
