"""The first word of a source sentence that comes to stand inside another: lower it, or leave it alone."""

import re

from app.cocreate.lexicon import lexicon

_FIRST = re.compile(r"(?:[A-ZÀ-ÝŒ]['’])?[^\W\d_]+(?:-[^\W\d_]+)*")
_AFTER_ARTICLE = re.compile(r"(?:The|Les?|La|L['’])\s?(?=[A-ZÀ-ÝŒ])")


def runs_on(sentence: str, *, page: str, language: str) -> str | None:
    """The sentence as it reads after "According to X,"; None when it might do harm either way.

    A small word is lowered; a name or an acronym keeps its capital; any other word is judged by how
    `page`, the passage, writes it elsewhere. An article before a capital may open a title ("The
    Proof Room"), so it is lowered only where the page lowers it too.
    """
    first = _FIRST.match(sentence)
    if first is None:
        return sentence if sentence[:1].isdigit() else None
    word = first.group()
    if sum(letter.isupper() for letter in word) > 1 and not re.match(r"[A-ZÀ-ÝŒ]['’]", word):
        return sentence
    if language == "en" and re.match(r"I\b", word):
        return sentence
    lowered = sentence[:1].lower() + sentence[1:]
    if _AFTER_ARTICLE.match(sentence):
        words = re.escape(" ".join(lowered.split()[:2]).rstrip(".,;:"))
        return lowered if re.search(rf"(?<!\w){words}", page) else None
    if _is_small(word, language) or re.search(
        rf"(?<!\w){re.escape(word[:1].lower() + word[1:])}(?!\w)", page
    ):
        return lowered
    return sentence if re.search(rf"[\w,] {re.escape(word)}(?!\w)", page) else None


def _is_small(word: str, language: str) -> bool:
    """An article, a preposition, a pronoun: no name begins like that, elided or not."""
    elided = re.match(r"[^\W\d_]['’](.+)", word)
    if elided:
        return word[:1] in "LDCSNJM" and elided.group(1)[:1].islower()
    words = lexicon(language)
    return word.casefold() in words.stop_words or word.casefold() in words.small_words
