"""What kind of document a passage comes from, where that changes what a draft about it does."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from app.cocreate.lexicon import lexicon
from knowledge_base.passages import Passage

_NEEDED = {
    "vacancy": ({"seeks", "applies"}, 2),
    "event": ({"occasion"}, 3),
}
"""For each genre, the signs of which one must be there, and how many signs there must be in all."""
_TITLED, _NOT_ANY_MORE = "titled", "over"


def find_genres(passages: Sequence[Passage]) -> Mapping[int, str]:
    """The genre of each document that has one: "vacancy" for a job offer, "event" for an invitation.

    One word is never enough: apprentices who swap workshops are no vacancy, and a foundry's
    workshop is no event. A job offer seeks somebody or says how to apply, and does two of seeking,
    saying how to apply, naming the pay and naming the contract; an invitation names its occasion,
    its time, and how to be there, and is no report of it.
    """
    read: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        read[passage.document_id].append(passage)
    named = ((document, _genre(several)) for document, several in read.items())
    return {document: genre for document, genre in named if genre}


def _genre(passages: Sequence[Passage]) -> str:
    first = passages[0]
    if first.language not in ("fr", "en"):
        return ""
    title = f"{first.title} ".replace("’", "'")
    said = title + " ".join(f"{p.heading}. {p.text}" for p in passages).replace("’", "'")
    for genre, patterns in lexicon(first.language).genres.items():
        signs = {name for name, pattern in patterns.items() if pattern.search(said)} - {_TITLED}
        one_of, least = _NEEDED[genre]
        titled = _TITLED in patterns and patterns[_TITLED].search(title)
        if (titled or (len(signs) >= least and signs & one_of)) and _NOT_ANY_MORE not in signs:
            return genre
    return ""
