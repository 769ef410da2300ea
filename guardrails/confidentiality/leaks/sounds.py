"""What French and English words of one root have in common: their consonants, without the endings."""

import re
from functools import lru_cache

_LONG = 6
_FEWEST = 4
_SPELLINGS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|qu|c(?![eiyh])|q"), "k"),
    (re.compile(r"(?:ique|ik|ikal|ics?)s?$"), "k"),
    (re.compile(r"(?:eur|or|er|re|euse)s?$"), "r"),
    (re.compile(r"(?:te|ty|tie)s?$"), "t"),
    (re.compile(r"(?:isme|ism)s?$"), "sm"),
    (re.compile(r"(?:aire|ary|arie)s?$"), "r"),
)
_SILENT = re.compile(r"[aeiouyh]+")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 15)
def sounds_of(form: str) -> str:
    """The sounds of a folded word of six letters or more: "hydrogène" and "hydrogen" are alike; "" if few."""
    if len(form) < _LONG:
        return ""
    for pattern, sound in _SPELLINGS:
        form = pattern.sub(sound, form)
    sounds = _TWICE.sub(r"\1", _SILENT.sub("", form)).rstrip("s")
    return sounds if len(sounds) >= _FEWEST else ""
