"""Invented secrets and the ways in which people repeat them, and a library for them to lie in."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import islice
from math import gcd
from pathlib import Path
from typing import Literal

from pydantic import Field

from evals.case import DATASETS, SIDES, Row, Side, read_cases
from knowledge_base.language import detect_language
from knowledge_base.sentences import split_sentences

Split = Literal["dev", "test"]
SPLITS: tuple[Split, ...] = ("dev", "test")

WRITTEN = ("verbatim", "light", "heavy", "translated")
DERIVED = ("wrapped", "half-quoted")
LEAKS = ("verbatim", "light", "wrapped", "half-quoted", "heavy", "translated")
INNOCENT = ("same topic", "unrelated")

FRAMES = DATASETS / "leaks.toml"


class LeakRow(Row):
    """A fact as an internal document says it, and how it leaks.

    `verbatim` holds the fact's own words, `light` most of them, `heavy` its meaning alone (with
    `hidden`, without its names and figures), `translated` is in the other language.
    `same_topic_public` and `unrelated` give nothing away.
    """

    id: str = Field(pattern=r"^leak-(fr|en)-[a-z0-9-]+$")
    language: Side
    split: Split
    fact: str
    verbatim: str
    light: str
    heavy: str
    translated: str
    same_topic_public: str
    unrelated: str
    hidden: bool
    why: str = Field(min_length=10)

    def posts(self) -> dict[str, str]:
        """What somebody writes, by kind."""
        written = {kind: getattr(self, kind) for kind in WRITTEN}
        derived = {"wrapped": wrapped(self), "half-quoted": half_quoted(self)}
        return written | derived | {"same topic": self.same_topic_public, "unrelated": self.unrelated}

    def number(self, use: str) -> int:
        """An arbitrary number, always the same for the same row and use."""
        return int.from_bytes(sha256(f"{use} {self.id}".encode()).digest()[:4])


def read_leaks() -> tuple[LeakRow, ...]:
    """All rows, French first. Raises BrokenDataset."""
    return read_cases([DATASETS / f"leaks_{side}.jsonl" for side in SIDES], LeakRow)


def split_of(row_id: str) -> Split:
    """A third to look at while working, two thirds to be measured on; chance decides, by the id."""
    return "dev" if int(sha256(row_id.encode()).hexdigest(), 16) % 3 == 0 else "test"


def wrapped(row: LeakRow) -> str:
    """The fact as one clause of a sentence twice its length."""
    frames = _lists(row.language)["wrappings"]
    return frames[row.number("wrapped") % len(frames)].format(_inside(row.fact))


def half_quoted(row: LeakRow) -> str:
    """The first or the second half of the fact's words, in quotation marks."""
    words = row.fact.rstrip(".").split(" ")
    middle = len(words) // 2
    first = row.number("half") % 2 == 0
    half = " ".join(words[:middle] if first else words[middle:])
    frames = _lists(row.language)["quotes"]
    return frames[row.number("frame") % len(frames)].format(half.strip(" ,;:\u00a0"))


@cache
def _lists(side: Side) -> Mapping[str, Sequence[str]]:
    lists: Mapping[str, Sequence[str]] = tomllib.loads(FRAMES.read_text(encoding="utf-8"))[side]
    return lists


def _inside(fact: str) -> str:
    """Without the full stop; a small first letter unless the second is a capital too, as in SX-4."""
    clause = fact.rstrip(".")
    return clause if clause[1:2].isupper() else clause[0].lower() + clause[1:]


def invented_background(side: Side, count: int) -> list[str]:
    """`count` different sentences such as a company writes for itself, always the same ones."""
    lists = _lists(side)
    subjects, predicates, circumstances = lists["subjects"], lists["predicates"], lists["circumstances"]
    total = len(subjects) * len(predicates) * len(circumstances)
    stride = next(step for step in range(total // 3, total) if gcd(step, total) == 1)
    sentences = []
    for number in range(count):
        place = number * stride % total
        place, circumstance = divmod(place, len(circumstances))
        subject, predicate = divmod(place, len(predicates))
        sentences.append(f"{subjects[subject]} {predicates[predicate]} {circumstances[circumstance]}")
    return sentences


def real_background(data: Path, side: Side, count: int) -> list[str]:
    """Up to `count` sentences of the real documents under `data`/sources, in file order."""
    files = sorted(path for path in (data / "sources").rglob("*") if path.suffix in {".md", ".txt"})
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in files)
    sentences = (
        sentence
        for text in texts
        if detect_language(text) == side
        for line in text.splitlines()
        for sentence in split_sentences(line)
        if len(sentence.split()) >= 8
    )
    return list(islice(dict.fromkeys(islice(sentences, 4 * count)), count))
