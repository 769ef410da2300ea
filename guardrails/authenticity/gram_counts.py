"""Character n-grams of a text, counted in buckets."""

import re
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from guardrails.normalisation import fold, normalise
from guardrails.tokens import WORD

BUCKETS = 1 << 20
_SIZES = (3, 4, 5)
_NOT_PROSE = re.compile(r"https?://\S{1,2000}|[#@][\w.-]{1,100}")

Grams = NDArray[np.int64]
Weights = NDArray[np.float64]


def spoken_forms(text: str) -> list[str]:
    """The words, without addresses, mentions and hashtags: colleagues share those by nature."""
    return WORD.findall(fold(_NOT_PROSE.sub(" ", normalise(text).text)))


def count_grams(forms: list[str], *, key: bytes = b"") -> tuple[Grams, Weights]:
    """Buckets of the n-grams within words (a space at either end), sorted, with how often each occurs.

    With a `key`, the buckets are shuffled by it: without it, nobody can tell what a bucket stands for.
    """
    line = f" {' '.join(forms)} "
    codes = np.frombuffer(line.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    spaces = np.concatenate(([0], np.cumsum(codes == ord(" "))))
    buckets = [np.array([], np.int64)]
    for size in _SIZES:
        if len(codes) < size:
            continue
        windows = np.lib.stride_tricks.sliding_window_view(codes, size)
        at = np.arange(len(windows))
        within = spaces[at + size - 1] == spaces[at + 1]
        hashes = np.full(len(windows), size, np.uint64)
        for column in range(size):
            hashes = hashes * np.uint64(1_000_003) + windows[:, column]
        # Multiplying by a large odd number spreads near codes (Fibonacci hashing); the top bits are best.
        spread = (hashes[within] * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(44)
        buckets.append(spread.astype(np.int64))
    found = np.concatenate(buckets)
    grams, counts = np.unique(_shuffle(key)[found] if key else found, return_counts=True)
    return grams, counts.astype(np.float64)


@lru_cache(maxsize=4)
def _shuffle(key: bytes) -> Grams:
    seed = int.from_bytes(blake2b(b"gram buckets", key=key, digest_size=32).digest(), "big")
    return np.random.default_rng(seed).permutation(BUCKETS)
