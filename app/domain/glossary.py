"""What the company calls things: the words that comms keeps, so that a search finds all of them."""

from dataclasses import dataclass
from datetime import datetime

from app.errors import BadInput
from knowledge_base.glossary import Entry
from knowledge_base.stems import stems

LONGEST_WORD = 80
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """One meaning. The first word of each language is the term, the others its synonyms."""

    id: int
    french: tuple[str, ...]
    english: tuple[str, ...]
    updated_by: str
    updated_at: datetime

    @property
    def entry(self) -> Entry:
        return Entry(self.french, self.english)


def checked_words(typed: str, language: str) -> tuple[str, ...]:
    """Read words separated by commas or line breaks. Raises BadInput for what could never be found."""
    words = tuple(
        dict.fromkeys(" ".join(word.split()) for word in typed.replace("\n", ",").split(",") if word.strip())
    )
    if len(words) > MOST_WORDS:
        raise BadInput("Give at most %(most)s words in each language.", most=MOST_WORDS)
    for word in words:
        if len(word) > LONGEST_WORD:
            raise BadInput("Keep each word under %(limit)s characters.", limit=LONGEST_WORD)
        if not stems(word, language):
            raise BadInput("“%(word)s” holds no word that can be searched for.", word=word)
    return words
