"""Vectors of texts that come again: the sentences of a source do not change from one brief to the next."""

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from threading import Lock

import numpy as np

from knowledge_base.indexes import Embedder, Vectors

MOST_KEPT = 4_096
"""Vectors held; about 6 MB at 384 numbers each."""


class CachedEmbedder:
    """An Embedder that asks another one for the texts it has not seen lately, all in one call.

    May be shared by threads: two that miss the same text at once both embed it, and neither waits.
    """

    def __init__(self, embedder: Embedder, *, most: int = MOST_KEPT) -> None:
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self._embedder = embedder
        self._most = most
        self._kept: OrderedDict[bytes, Vectors] = OrderedDict()
        self._lock = Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        keys = [_key(text) for text in texts]
        known = self._known(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            rows = self._embedder.embed(list(missing.values()))
            fresh = {
                key: row.copy() for key, row in zip(missing, rows, strict=True)
            }  # a view keeps its batch
            self._keep(fresh)
            known |= fresh
        return np.stack([known[key] for key in keys]) if keys else self._embedder.embed([])

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
            for key in found:
                self._kept.move_to_end(key)
            return found

    def _keep(self, fresh: dict[bytes, Vectors]) -> None:
        with self._lock:
            self._kept.update(fresh)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _key(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
