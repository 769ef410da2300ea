"""Names that few people know: of those that stand in confidential documents, one is half a secret."""

from functools import cache, lru_cache

from guardrails.stems import STOPWORDS
from guardrails.words import read_phrases, read_words

_LISTS = (
    "ordinary_words", "commonplaces", "famous", "places", "given_names", "surnames", "known_companies",
)  # fmt: skip
_SHORTEST = 3


@lru_cache(maxsize=1 << 15)
def is_uncommon(form: str) -> bool:
    """Whether a folded word stands in no list of ours, in the plural neither; figures are no names."""
    return not ({form, form.rstrip("s")} & _known() or form.isdigit())


def is_name(form: str, *, capital: bool) -> bool:
    """Whether an uncommon word looks like a name: with a capital, or of letters and digits, as "TX40"."""
    if any(character.isdigit() for character in form):
        return form[0].isalpha() and is_uncommon(form)
    return capital and len(form) >= _SHORTEST and is_uncommon(form)


@cache
def _known() -> frozenset[str]:
    in_phrases = (word for name in read_phrases("known_names") for word in name.split())
    return STOPWORDS.union(in_phrases, *map(read_words, _LISTS))
