"""Personal data kept out of a prompt: stable placeholders going in, the original words coming back."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from string import ascii_uppercase

from app.cocreate.people_named import PeopleNamed

Detect = Callable[[str], list[tuple[int, int, str]]]
"""Finds personal data in a text: half-open spans in code points, with a kind such as "email" or "person"."""

PERSON = "PERSON"
_LITERAL = "TEXT"
_KINDS = frozenset(
    [
        _LITERAL, PERSON, "DATA", "EMAIL", "PHONE", "IBAN", "CARD", "NIR", "SSN", "NINO", "SIRET", "SIREN",
        "IP", "PLATE", "PASSPORT", "IDCARD", "ADDRESS", "BIRTHDATE", "PERSONINCONTEXT",
    ]
)  # fmt: skip
"""What a bare EMAIL_1 is taken for a placeholder by; python_3 is not."""

# Models add spaces, drop the brackets, escape for Markdown or change the case.
_RETURNED = re.compile(
    r"(?:\\?\[)?(?<![^\W_])(?P<kind>[A-Za-z]+)\\?_(?P<number>\d+[A-Za-z]?)(?![^\W_])(?:\s*\\?\])?"
)
_SPACED = re.compile(r"\\?\[\s*(?P<kind>[A-Za-z]+)\s*\\?[_ -]\s*(?P<number>\d+[A-Za-z]?)\s*\\?\]")
_HALF = re.compile(r"\[(?:[A-Z]+(?:_\d*[A-Z]?)?)?$")
_ELIDED = re.compile(r"\b(?P<word>d|(?:lors|puis|jus)?qu)['’]$", re.IGNORECASE)
_FULL = re.compile(r"\b(?P<word>d|(?:lors|puis|jus)?qu)e $", re.IGNORECASE)
_VOWELS = "aàâäeéèêëiîïoôöœuùûü"
_EITHER = "hy"
"""Hélène and Yves are elided before, Hugo and Yann are not: the model's guess stays."""


class UnknownPlaceholder(ValueError):
    """The model wrote a placeholder that stands for nothing."""


@dataclass(slots=True)
class Masking:
    """The masks of one composition; never stored, never logged.

    The same datum gets the same number wherever it stands, so that the model sees that it is the same
    person; written otherwise, it gets a letter too: "Jeanne Morel" is [PERSON_1] and "Jeanne" is
    [PERSON_1B], so that each comes back exactly as it was written. A text that already looks like a
    placeholder is masked itself, so that no source can make another's data appear.
    """

    detect: Detect
    _people: PeopleNamed = field(default_factory=PeopleNamed)
    _families: dict[tuple[str, str], int] = field(default_factory=dict)
    _forms: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    _originals: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _names: re.Pattern[str] | None = None

    def meet(self, texts: Iterable[str]) -> None:
        """Find out who is named in all that will be masked.

        From then on, a name found in one text is masked in every other, also where it stands so that it
        would not be taken for one.
        """
        for text in texts:
            for start, end, kind in self.detect(text):
                if end > start and _kind(kind) == PERSON:
                    self._placeholder(PERSON, text[start:end])
        known = [name for (kind, _), forms in self._forms.items() if kind == PERSON for name in forms]
        names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        self._names = re.compile(rf"(?<!\w)(?:{names})(?!\w)") if names else None

    def mask(self, text: str) -> str:
        """Replace personal data by placeholders such as `[EMAIL_1]`; spans that overlap go as one."""
        return self._replaced(text, self._found(text), between=self._without_look_alikes)

    def mask_part(self, text: str, start: int, end: int) -> str:
        """`text[start:end]` masked by what the whole text says: half a number is nobody's own, but tells."""
        clipped_spans = [
            (max(first, start) - start, min(last, end) - start, kind)
            for first, last, kind in self._found(text)
            if first < end and last > start
        ]
        return self._replaced(text[start:end], clipped_spans, between=self._without_look_alikes)

    def _found(self, text: str) -> list[tuple[int, int, str]]:
        spans = [(start, end, _kind(kind)) for start, end, kind in self.detect(text) if end > start]
        spans += [(*match.span(), PERSON) for match in self._names.finditer(text)] if self._names else []
        return spans

    def _without_look_alikes(self, text: str) -> str:
        spans = [(*match.span(), _LITERAL) for match in _SPACED.finditer(text)]
        spans += [(*match.span(), _LITERAL) for match in _RETURNED.finditer(text) if _looks_masked(match)]
        return self._replaced(text, spans, between=str)

    def _replaced(
        self, text: str, spans: list[tuple[int, int, str]], *, between: Callable[[str], str]
    ) -> str:
        pieces, position = [], 0
        for start, end, kind in _merged(text, spans):
            pieces += [between(text[position:start]), self._placeholder(kind, text[start:end])]
            position = end
        return "".join([*pieces, between(text[position:])])

    def restore(self, text: str, *, elide: bool = False) -> str:
        """Put the original words back; raises UnknownPlaceholder where there are none to put.

        With `elide`, for French that a model wrote without knowing the names: "de [PERSON_1]" becomes
        "d’Anne", and "d’[PERSON_2]" becomes "de Paul".
        """
        text = _SPACED.sub(r"[\g<kind>_\g<number>]", text)
        restored, position = "", 0
        for match in _RETURNED.finditer(text):
            restored += text[position : match.start()]
            original = self._original(match)
            if elide and match["kind"].upper() == PERSON:
                restored = _joined(restored, original)
            restored, position = restored + original, match.end()
        return restored + text[position:]

    def _original(self, match: re.Match[str]) -> str:
        name = f"{match['kind']}_{match['number']}".upper()
        if name in self._originals:
            return self._originals[name]
        if _is_bracketed(match) or match["kind"].upper() in self._numbers:
            raise UnknownPlaceholder(name)
        return match[0]  # a word of the author's own, such as utf_8

    def _placeholder(self, kind: str, original: str) -> str:
        """Like words share a number; a letter tells how they are written, from the second way on."""
        number = self._family(kind, original)
        forms = self._forms.setdefault((kind, number), [])
        if original not in forms:
            if len(forms) == len(ascii_uppercase):
                number = self._next(kind)
                forms = self._forms.setdefault((kind, number), [])
            forms.append(original)
        at = forms.index(original)
        name = f"{kind}_{number}{ascii_uppercase[at] if at else ''}"
        self._originals[name] = original
        return f"[{name}]"

    def _family(self, kind: str, original: str) -> int:
        key = (kind, " ".join(original.split()).casefold())
        if kind == PERSON:
            key = (kind, str(self._people.number(original)))
        if key not in self._families:
            self._families[key] = self._next(kind)
        return self._families[key]

    def _next(self, kind: str) -> int:
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return self._numbers[kind]


def clipped(masked: str, size: int) -> str:
    """The beginning of a masked text, at most `size` code points, without half a placeholder at its end."""
    return masked if len(masked) <= size else _HALF.sub("", masked[:size])


def _kind(kind: str) -> str:
    """The last part of a rule's name, in capitals and letters only: "privacy.email" gives EMAIL."""
    return re.sub(r"[^A-Z]", "", kind.rpartition(".")[2].upper()) or "DATA"


def _looks_masked(match: re.Match[str]) -> bool:
    return _is_bracketed(match) or match["kind"].upper() in _KINDS


def _is_bracketed(match: re.Match[str]) -> bool:
    return match[0].lstrip("\\").startswith("[")


def _joined(before: str, name: str) -> str:
    """What stands before a name, elided if the name begins with a vowel and not if it does not."""
    first = name[:1].casefold()
    if first in _VOWELS and (full := _FULL.search(before)):
        return f"{before[: full.start()]}{full['word']}’"
    if first not in _VOWELS + _EITHER and (elided := _ELIDED.search(before)):
        return f"{before[: elided.start()]}{elided['word']}e "
    return before


def _merged(text: str, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans in order, those that overlap as one; a backslash before one would escape it, so it goes along."""
    merged: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if merged and start < merged[-1][1]:
            first, last, first_kind = merged[-1]
            merged[-1] = (first, max(last, end), first_kind)
        else:
            free = text[merged[-1][1] if merged else 0 : start]
            merged.append((start - len(free) + len(free.rstrip("\\")), end, kind))
    return merged
