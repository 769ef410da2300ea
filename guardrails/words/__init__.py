"""Word lists, kept as text files that anybody can correct."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def read_words(name: str) -> frozenset[str]:
    """Return the words of `<name>.txt`, separated by white space; lines beginning with # are comments."""
    lines = (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def read_phrases(name: str) -> tuple[str, ...]:
    """Return the lines of `<name>.txt`, in order, without blanks and comments."""
    lines = (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
