"""A text as a chain of characters: how likely each one is after those before it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ORDER = 4
LINKS = 32_768
"""Hashed places for the n-grams of each length from 1 to ORDER."""
_BITS = 15
_ALPHABET = 100.0
_BACKOFF = 10.0  # invisible characters that pull each context towards the shorter one
_MOST_TELLING = 3.0  # no single character tells more: a name seen twice is a topic, not a voice
_MULTIPLIERS = np.array([2654435761, 2246822519, 3266489917, 668265263], dtype=np.uint64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)

Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """`links[k, i]` is the hashed (k+1)-gram that ends at character i - 1; column 0 precedes the text."""

    links: NDArray[np.int32]


def read_chain(text: str) -> Chain:
    """Hash every n-gram of a text, as typed; linear in its length."""
    encoded = f"{chr(10) * ORDER}{text}\n".encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(encoded, dtype=np.uint32).astype(np.uint64)
    length = len(codes) - ORDER + 1
    keys, links = np.zeros(length, np.uint64), np.empty((ORDER, length), np.int32)
    for back in range(ORDER):
        start = ORDER - 1 - back
        keys = keys + codes[start : start + length] * _MULTIPLIERS[back]
        links[back] = ((keys ^ (keys >> np.uint64(29))) * _MIX) >> np.uint64(64 - _BITS)
    return Chain(links)


def count_links(chains: Iterable[Chain]) -> Singles:
    """ORDER x LINKS cells: how often each n-gram occurs in all of them."""
    kept = [chain.links for chain in chains]
    rows = np.concatenate(kept, axis=1) if kept else np.empty((ORDER, 0), np.int32)
    return np.array([np.bincount(row, minlength=LINKS) for row in rows], np.float32)


def seen(counts: Singles, chain: Chain) -> Singles:
    """How often each link of a chain occurs in these counts: ORDER rows."""
    return np.take_along_axis(counts, chain.links, axis=1)


def seen_among(chains: Iterable[Chain], chain: Chain) -> Singles:
    """The same, counted in a few chains of which no sum is kept."""
    rows = np.concatenate([one.links for one in chains], axis=1)
    found = [np.bincount(row, minlength=LINKS)[own] for row, own in zip(rows, chain.links, strict=True)]
    return np.array(found, np.float32)


def log_likelihoods(seen_links: Singles, total: float) -> Singles:
    """Log-probability of each character given up to three before it, from how often its links were seen.

    `total` is the number of characters counted. Each context backs off to the shorter one
    (interpolated, as if _BACKOFF characters followed it).
    """
    here, before = seen_links[:, 1:], seen_links[:, :-1]
    likely = np.full(here.shape[1], 1 / _ALPHABET, np.float32)
    for order in range(ORDER):
        after = before[order - 1] if order else np.float32(total)
        likely = (here[order] + _BACKOFF * likely) / (np.maximum(after, here[order]) + _BACKOFF)
    return np.log(likely)


def mean_gain(usual: Singles, own: Singles) -> float:
    """Mean log-ratio of two rows of log-likelihoods, no character telling more than it may."""
    return float(np.minimum(own - usual, _MOST_TELLING).mean())
