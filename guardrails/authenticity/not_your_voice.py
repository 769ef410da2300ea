"""Says when a text sounds unlike its author, and by what. It advises only: the score is often wrong."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from guardrails.authenticity.voice.reasons import Reason
from guardrails.authenticity.voice.score import VoiceScore
from guardrails.findings import Evidence, RawFinding

_SIGNS = Path(__file__).with_name("voice_signs.toml")
_UNLIKELY = 25
"""In percent: at most, of a text that sounds unlike its author. About one own post in twenty falls here."""
_ELIDED = re.compile(r"\bde (?=[aeéiou])")
_MORE = {"en": ("more ", "fewer "), "fr": ("plus de ", "moins de ")}


def find_foreign_voice(score: VoiceScore, *, language: str) -> RawFinding | None:
    """A finding about the whole text, or None.

    It needs a low value, lower than most of the author's own posts reach, and reasons to give: these
    come from the eighth post on.
    """
    if score.value is None or score.own_low is None or not score.reasons:
        return None
    if score.value > _UNLIKELY or score.value >= score.own_low:
        return None
    told = _told(score.reasons, "fr" if language == "fr" else "en")
    return RawFinding("authenticity.not_your_voice", 0, 0, Evidence.STATISTICAL, {"signs": ", ".join(told)})


def _told(reasons: Iterable[Reason], language: str) -> list[str]:
    names, (more, fewer) = _names()[language], _MORE[language]
    counted = (
        (more if reason.direction == "more" else fewer) + names.get(reason.habit, reason.habit)
        for reason in reasons
    )
    return [_ELIDED.sub("d’", words) for words in counted]


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_SIGNS.read_text(encoding="utf-8"))
