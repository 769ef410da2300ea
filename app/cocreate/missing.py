"""What an author's words lack yet, for a reader to see it: a moment, a person, a place, a number, a doubt."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.cocreate.lexicon import lexicon
from app.domain.briefs import Brief
from guardrails.grounding.figures import find_figures
from guardrails.normalisation import fold

EASY = ("work", "person", "place")
"""Answered from memory, by anybody; "work" is a moment of it."""
HARD = ("number", "doubt")
"""These take a look at a list, or at oneself."""

_NAME = re.compile(r"(?<=[^.!?…\s]\s)[A-ZÀ-Ý][a-zà-ÿ]\w+")


def missing(brief: Brief) -> tuple[str, ...]:
    """The kinds of things that no take of the author holds yet, in a fixed order; all of them at first."""
    said, signs = " ".join(brief.takes).replace("’", "'"), _signs(brief.language)
    elsewhere = signs["place"].sub(" ", said)
    held = {
        "work": bool(signs["moment"].search(said)),
        "person": bool(signs["person"].search(said) or _NAME.search(elsewhere)),
        "place": elsewhere != said,
        "number": bool(find_figures(fold(said), spelled=True, languages=(brief.language,))),
        "doubt": bool(lexicon(brief.language).angles["doubt"].search(said)),
    }
    return tuple(kind for kind, there in held.items() if not there)


@cache
def _signs(language: str) -> Mapping[str, re.Pattern[str]]:
    table = tomllib.loads((Path(__file__).parent / "missing.toml").read_text(encoding="utf-8"))
    return {
        kind: re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
        for kind, patterns in table[language].items()
    }
