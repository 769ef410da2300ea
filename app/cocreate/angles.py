"""What each draft does, as a code that pages translate: told from its words or from its leading fact."""

from collections.abc import Mapping

from app.cocreate.facts import Fact
from app.cocreate.lexicon import lexicon
from app.cocreate.takes import OwnBlock
from app.cocreate.typography import QUOTES

ANGLES = (
    "own_take",
    "surprise",
    "question",
    "lesson",
    "thanks",
    "doubt",
    "disagreement",
    "before_after",
    "testimonial",
    "story",
    "experience",
    "event",
    "vacancy",
    "sourced",
)
"""Every angle code a built-in draft can carry; pages translate them."""

_ANNOUNCED = frozenset({"thanks", "question", "disagreement", "before_after", "testimonial"})


def angle_of_words(opener: OwnBlock) -> str:
    """What a draft that opens with these words and tells the rest of the author's does."""
    return opener.kind if opener.kind in _ANNOUNCED else "own_take"


def angle_of_fact(fact: Fact, then: OwnBlock, genres: Mapping[int, str]) -> str:
    """What a draft that opens with its fact does: offer a place, invite, tell a surprise, a change, what
    somebody said, or just the facts. `then` is what the author says next.
    """
    genre = genres.get(fact.passage.document_id, "")
    if genre == "vacancy" or (genre == "event" and _says_when_or_how(fact)):
        return genre
    if then.kind == "surprise":
        return "surprise"
    if QUOTES.search(fact.text):
        return "testimonial"
    changed = lexicon(fact.language).changes.search(fact.text.replace("’", "'"))
    return "before_after" if changed else "sourced"


def _says_when_or_how(fact: Fact) -> bool:
    """An invitation says when it is or how to be there; other sentences of its page only describe it."""
    signs, said = lexicon(fact.language).genres["event"], fact.text.replace("’", "'")
    return bool(signs["times"].search(said) or signs["attends"].search(said))
