"""What the slow tripwire needs of the rest of the house: embeddings, and public texts near a sentence."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from guardrails.confidentiality.leaks.leak_judge import Judge
from knowledge_base.indexes import Embedder, Vectors

MOST_REMEMBERED = 2_000
"""Sentences; while somebody writes, all but one are the same as before."""


@dataclass(frozen=True, slots=True)
class SecretLikeness:
    """`embed` is None where no vectors of secrets are kept, `judge` where no model may judge."""

    model: str
    embed: "RememberedVectors | None" = None
    judge: Judge | None = None
    nearest_public: Callable[[str], Sequence[str]] = lambda _: ()


class RememberedVectors:
    """Embeds each sentence once. It keeps vectors by a hash, not the sentences."""

    def __init__(self, embedder: Embedder, *, most: int = MOST_REMEMBERED) -> None:
        self._embedder = embedder
        self._most = most
        self._lock = Lock()
        self._known: OrderedDict[bytes, Vectors] = OrderedDict()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        names = [
            hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts
        ]
        with self._lock:
            found = {name: self._known[name] for name in names if name in self._known}
        fresh = {name: text for name, text in zip(names, texts, strict=True) if name not in found}
        if fresh:
            found |= dict(zip(fresh, self._embedder.embed(list(fresh.values())), strict=True))
        with self._lock:
            for name in names:
                self._known[name] = found[name]
                self._known.move_to_end(name)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return np.array([found[name] for name in names], np.float32).reshape(
            len(names), self._embedder.dimensions
        )
