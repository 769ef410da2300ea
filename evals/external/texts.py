"""Reading the real texts that are measured on, one JSON object a line."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from evals.case import Side

Item = TypeVar("Item")

_SEE_MORE = re.compile(r"\s*…see more\s*$")


class DataMissing(Exception):
    """A file of the data folder is not there; the message names it."""


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON lines file. Raises DataMissing."""
    if not path.is_file():
        raise DataMissing(f"there is no {path}")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def some(items: Sequence[Item], most: int, *, seed: int) -> list[Item]:
    """Return at most `most` of them, the same ones for the same seed."""
    if len(items) <= most:
        return list(items)
    return Random(seed).sample(list(items), most)  # noqa: S311  (repeatable sampling, not a secret)


def real_posts(data: Path, side: Side) -> list[str]:
    """Posts of people at work, as their authors typed them. Raises DataMissing."""
    if side == "en":
        rows = read_lines(data / "guardrails" / "clean_posts_en.jsonl")
        return [_SEE_MORE.sub("", row["text"]) for row in rows]
    rows = read_lines(data / "voice" / "posts.jsonl")
    return [row["text"] for row in rows if row["lang"] == "fr"]
