"""What a rule of the small grammar checker is."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from re import Match, Pattern

WORDS = tomllib.loads((Path(__file__).parent / "grammar_words.toml").read_text(encoding="utf-8"))


def always(_found: Match[str]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that is a slip wherever it is found and `holds` says so."""

    name: str
    source: str
    holds: Callable[[Match[str]], bool] = always
    ignore_case: bool = False
    pattern: Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        flags = re.IGNORECASE if self.ignore_case else re.NOFLAG
        object.__setattr__(self, "pattern", re.compile(self.source, flags))
