"""Who is who among the names of a composition: "Jeanne Morel", "Jeanne" and "Mme Morel" are one person."""

import re
import unicodedata
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    ["de", "du", "des", "d", "la", "le", "l", "van", "von", "der", "den", "el", "al", "bin", "ben", "di",
     "da", "do", "dos", "m", "mme", "mlle", "mr", "mrs", "ms", "dr", "pr", "me"]
)  # fmt: skip


@dataclass(slots=True)
class PeopleNamed:
    """Gives each person a number, from 1, by the words of their names in the order in which they come.

    A name is joined to an earlier one when all words of the shorter are words or initials of the longer,
    and of no other person's: two Morels make "Morel" a third.
    """

    _known: list[frozenset[str]] = field(default_factory=list)
    _exact: dict[frozenset[str], int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        words = _words(name)
        if words not in self._exact:
            self._exact[words] = self._same(words) or self._new(words)
        return self._exact[words]

    def _same(self, words: frozenset[str]) -> int:
        alike = [at for at, known in enumerate(self._known) if _holds(known, words) or _holds(words, known)]
        if len(alike) != 1:
            return 0
        if len(words) > len(self._known[alike[0]]):
            self._known[alike[0]] = words
        return alike[0] + 1

    def _new(self, words: frozenset[str]) -> int:
        self._known.append(words)
        return len(self._known)


def _words(name: str) -> frozenset[str]:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    words = frozenset(_WORD.findall(plain.casefold()))
    return words - _SMALL or words


def _holds(longer: frozenset[str], shorter: frozenset[str]) -> bool:
    """Whether each word of the shorter is one of the longer, or an initial of one; some word is whole."""
    return bool(shorter & longer) and all(
        word in longer or (len(word) == 1 and any(one.startswith(word) for one in longer)) for word in shorter
    )
