"""What speaks well of a thing: words of praise, and advice to buy."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from guardrails.compliance.advice import NAME, advises_name, advises_the_last
from guardrails.phrases import listed_phrases, phrase_pattern
from guardrails.sentences import Span
from guardrails.tokens import WORD
from guardrails.words import read_phrases, read_words

_NEGATION = re.compile(
    r"(?:\b(?:not|never|no|pas|jamais|hardly|guere|rien d[e']|loin d'etre|far from|anything but)|n't)"
    r"(?:\W+\w+){0,2}\W*$"
)
_SUPERLATIVE = re.compile(
    r"\b(?:the (?:single |very )?(?:most \w{4,}|"
    r"(?:quiet|smart|clean|fast|cool|strong|tough|saf|simpl|nic|kind|great|fin|eas|happi|clever)i?est)|"
    r"(?:le|la|les) plus (?:beau|belle|fiable|performant|silencieu|simple|malin|abouti|economique|solide|"
    r"rapide|sur)"
    r"\w{0,3})\b"
)
_RATING = re.compile(r"(?:[⭐★🌟]\W{0,2}){3,}|[😍🤩💯]")
# These say whom or what they are for: "bravo à X", "I love it".
_WITH_OBJECT = re.compile(
    r"(?:bravo|felicitations|chapeau|kudos|congratulations|well done|hats off|proud|prouder|fier\w{0,2}|"
    r"impressed|loved?|loving|j'aime|adore\w{0,2})\b"
)
_EXCLAIMED = re.compile(r"\b(?:what an?|quel(?:le)?s?) (?P<what>[\w-]+)(?: \w+){0,2} ?[!,]")
_UNIQUE = re.compile(
    r"\b(?:nobody|no one|no-one|personne|nul)\b[^.!?]{0,50}\b(?:like|comme|better|mieux)\b"
    r"|\b(?:can't|cannot|can not) (?:recommend|praise|thank|fault)\b[^.!?]{0,30}\benough\b"
    rf"|{NAME} ?>+ "
)
_ASKS = re.compile(r"\?\W*$")
_RHETORICAL = re.compile(r"n't|\bn'est|\best-ce pas")
_OWN_SUBJECT = re.compile(r"\b(?:has|have|had|is|are|was|were|est|sont|etait|avait|ont|a une?)\b")
_HOSTING = re.compile(
    r"\W+(?:to|d'|de|of)\s?(?:vous |nous |te )?(?:accueillir|recevoir|inviter|rencontrer|retrouver|revoir|"
    r"participer|soutenir|welcom\w+|host\w*|invit\w+|meet\w*|see|join\w*|support\w*|sponsor\w*|take part|"
    r"attend\w*|speak\w*)"
)
_FEELS = re.compile(
    rf"{NAME}\W+(?:\w+\W+){{0,2}}"
    r"(?:est|sera|sont|seront|etait|a ete|is|are|was|will be|would be)\W+(?:\w+\W+)?$"
)
_POINTS_BACK = re.compile(
    r"\b(?:it|it's|its|this|that|that's|one|them|they|these|c'est|ca|cela|ceci|ce|cet|cette|celui-ci|"
    r"celle-ci|il|elle|"
    r"ils|elles|en|l'ai|l'adore|le trouve|la trouve|son|sa|ses)\b"
)
_POINTERS = {
    "it",
    "this",
    "that",
    "these",
    "them",
    "one",
    "ce",
    "cet",
    "cette",
    "ca",
    "cela",
    "celui",
    "celle",
}
_PRONOUNS = frozenset({"it", "them", "one", "ca", "cela", "celui", "celle"})
_CLAUSES = frozenset(
    ("quand", "lorsque", "when", "while", "pendant", "because", "parce",
     "puisque", "after", "apres", "before", "avant", "where")
)  # fmt: skip
_PLACES = frozenset(
    ("chez", "at", "in", "dans", "sur", "on", "near", "pres",
     "devant", "beside", "behind", "derriere", "with", "avec", "outside")
)  # fmt: skip
_SHORT = 7
_EARLY = 6
"""Words from the start, within which "it" is what the sentence before spoke of."""
_NEAR = 80


def praises(sentence: str, names: Sequence[Span]) -> bool:
    """Whether a folded sentence speaks well of what it names at `names`, or advises to buy it."""
    named = _with_names(sentence, names)
    advised = advises_name(named) or advises_the_last(named) or bool(_UNIQUE.search(named))
    return advised or _is_praised(named)


def praises_the_last(sentence: str) -> bool:
    """Whether a folded sentence that names nothing speaks well of what its neighbour named."""
    if advises_the_last(sentence):
        return True
    beginning = sentence[: [0, *(word.end() for word in islice(WORD.finditer(sentence), _EARLY))][-1]]
    if _POINTS_BACK.search(beginning):
        return _is_praised(sentence)
    # "Five stars." and "Magnifique !" have no subject, and take the one before.
    is_short = len(WORD.findall(sentence)) <= _SHORT
    return is_short and not _OWN_SUBJECT.search(sentence) and _is_praised(sentence)


def _with_names(sentence: str, names: Sequence[Span]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in names:
        pieces += (sentence[at:start], NAME)
        at = end
    return "".join((*pieces, sentence[at:]))


def _is_praised(sentence: str) -> bool:
    if _ASKS.search(sentence[-_NEAR:]) and not _RHETORICAL.search(sentence):
        return False
    exclaimed = _EXCLAIMED.search(sentence)
    if _RATING.search(sentence) or (exclaimed and exclaimed["what"] not in read_words("people_and_moments")):
        return True
    words = [*_praise().finditer(sentence), *_SUPERLATIVE.finditer(sentence)]
    if any(_is_about_the_thing(sentence, word) for word in words):
        return True
    feelings = listed_phrases("feelings").finditer(sentence)
    return any(_is_about_the_thing(sentence, word) and not _hosts(sentence, word) for word in feelings)


def _hosts(sentence: str, word: re.Match[str]) -> bool:
    """ "X will be happy to welcome you": a company's politeness praises nothing."""
    return bool(
        _HOSTING.match(sentence, word.end())
        or _FEELS.search(sentence[max(0, word.start() - _NEAR) : word.start()])
    )


def _is_about_the_thing(sentence: str, word: re.Match[str]) -> bool:
    before = sentence[max(0, word.start() - _NEAR) : word.start()]
    after = sentence[word.end() : word.end() + _NEAR]
    if _NEGATION.search(before[-40:]):
        return False
    if _WITH_OBJECT.match(word.group()):
        return _reaches_the_name(after)
    elsewhere = read_words("people_and_moments")
    around = [*WORD.findall(before)[-1:], *WORD.findall(after.partition(NAME)[0])[:2]]
    return elsewhere.isdisjoint(around)


def _reaches_the_name(after: str) -> bool:
    """ "Bravo" alone, "bravo à X" or "I love it": but "bravo à l'équipe" is somebody's due.

    "I love the light at X", "j'aime ce silence" and "I love the smell when X starts" praise something else.
    """
    clause = re.split(r"[.!?,;:…\n]", after, maxsplit=1)[0]
    words = re.findall(rf"{NAME}|\w+", clause)
    if not words:
        return True
    if NAME in words[:8]:
        return not _stands_aside(words[: words.index(NAME)])
    if words[0] in _POINTERS - _PRONOUNS:
        return _points_at_a_thing(words)
    points_back = not _PRONOUNS.isdisjoint(words[:2])
    return points_back and read_words("people_and_moments").isdisjoint(words)


def _stands_aside(before: Sequence[str]) -> bool:
    """Whether what stands between the praise and the name is praised in its stead."""
    if not _CLAUSES.isdisjoint(before):
        return True
    content = [word for word in before if word not in _PLACES and len(word) > 3]
    placed = any(word in _PLACES for word in before[-2:]) and before[-2:-1] != ["de"]
    return placed and bool(content) and read_words("things_sold").isdisjoint(before)


def _points_at_a_thing(words: Sequence[str]) -> bool:
    """ "I love this!" and "j'adore ce produit"; "ce silence" is no product."""
    return len(words) == 1 or not read_words("things_sold").isdisjoint(words[1:4])


@cache
def _praise() -> re.Pattern[str]:
    """The listed phrases; French agrees its adjectives, and English may as well."""
    listed = read_phrases("praise")
    agreed = {f"{word}{ending}" for word in listed if word.isalpha() for ending in ("e", "s", "es", "x")}
    return phrase_pattern((*listed, *agreed))
