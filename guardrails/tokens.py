"""A word of a text, with its place."""

import re
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A run of letters or digits at [start, end) of the normalised text; `form` has no case or accents."""

    start: int
    end: int
    form: str
