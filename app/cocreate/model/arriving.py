"""The sentences of an answer that is still being written, each as soon as it is whole."""

import json
import re
from dataclasses import dataclass

_IDS = r'"passage_ids"\s*:\s*\[([\d\s,-]*)\]'
_TEXT = r'"text"\s*:\s*"((?:[^"\\]|\\.)*)"'
_ARRIVED = re.compile(rf"\{{\s*(?:{_IDS}\s*,\s*)?{_TEXT}\s*(?:,\s*{_IDS}\s*)?\}}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Arrived:
    text: str
    passage_ids: tuple[int, ...] = ()


class ArrivingSentences:
    """Finds each finished sentence, with the ids of its passages, in JSON that is not finished."""

    def __init__(self) -> None:
        self._read = 0
        self._seen = 0

    def new(self, text: str) -> list[Arrived]:
        """The sentences, unescaped, that `text` (all of it so far) holds since the last call."""
        if self.starts_again(text):
            self._read = 0
        self._seen = len(text)
        found = []
        for match in _ARRIVED.finditer(text, self._read):
            self._read = match.end()
            found.append(Arrived(_unescaped(match[2]), _numbers(match[1] or match[3] or "")))
        return found

    def starts_again(self, text: str) -> bool:
        """Whether the model has begun anew: less text than the last time."""
        return len(text) < self._seen


def _numbers(listed: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"-?\d{1,18}", listed))


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return ""
