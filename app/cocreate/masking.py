"""Personal data kept out of a prompt: stable placeholders going in, the original words coming back."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

Detect = Callable[[str], list[tuple[int, int, str]]]
"""Finds personal data in a text: half-open spans in code points, with a kind such as "email"."""

_LITERAL = "TEXT"
_LOOKS_MASKED = re.compile(r"\[[A-Z]+_\d+\]")
# Models add spaces, drop the brackets, escape for Markdown or change the case.
_RETURNED = re.compile(r"(?:\\?\[)?(?<![^\W_])(?P<kind>[A-Za-z]+)\\?_(?P<number>\d+)(?![^\W_])(?:\s*\\?\])?")
_SPACED = re.compile(r"\\?\[\s*(?P<kind>[A-Za-z]+)\s*\\?[_ -]\s*(?P<number>\d+)\s*\\?\]")


class UnknownPlaceholder(ValueError):
    """The model wrote a placeholder that stands for nothing."""


@dataclass(slots=True)
class Masking:
    """The masks of one composition; never stored, never logged.

    The same words get the same placeholder wherever they stand, so that the model sees that it
    is the same person. A text that already looks like a placeholder is masked itself, so that no
    source can make another's data appear.
    """

    detect: Detect
    _placeholders: dict[tuple[str, str], str] = field(default_factory=dict)
    _originals: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def mask(self, text: str) -> str:
        """Replace personal data by placeholders such as `[EMAIL_1]`; spans that overlap go as one."""
        spans = [(start, end, _kind(kind)) for start, end, kind in self.detect(text) if end > start]
        spans += [(match.start(), match.end(), _LITERAL) for match in _LOOKS_MASKED.finditer(text)]
        pieces, position = [], 0
        for start, end, kind in _merged(spans):
            pieces += [text[position:start], self._placeholder(kind, text[start:end])]
            position = end
        return "".join([*pieces, text[position:]])

    def restore(self, text: str) -> str:
        """Put the original words back; raises UnknownPlaceholder where there are none to put."""
        return _RETURNED.sub(self._original, _SPACED.sub(r"[\g<kind>_\g<number>]", text))

    def _original(self, match: re.Match[str]) -> str:
        name = f"{match['kind']}_{match['number']}".upper()
        if name in self._originals:
            return self._originals[name]
        bracketed = match[0].lstrip("\\").startswith("[")
        if bracketed or match["kind"].upper() in self._numbers:
            raise UnknownPlaceholder(name)
        return match[0]  # a word of the author's own, such as utf_8

    def _placeholder(self, kind: str, original: str) -> str:
        key = (kind, " ".join(original.split()).casefold())
        if key not in self._placeholders:
            self._numbers[kind] = self._numbers.get(kind, 0) + 1
            name = f"{kind}_{self._numbers[kind]}"
            self._placeholders[key] = f"[{name}]"
            self._originals[name] = original
        return self._placeholders[key]


def _kind(kind: str) -> str:
    """The last part of a rule's name, in capitals and letters only: "privacy.email" gives EMAIL."""
    return re.sub(r"[^A-Z]", "", kind.rpartition(".")[2].upper()) or "DATA"


def _merged(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    merged: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if merged and start < merged[-1][1]:
            first, last, first_kind = merged[-1]
            merged[-1] = (first, max(last, end), first_kind)
        else:
            merged.append((start, end, kind))
    return merged
