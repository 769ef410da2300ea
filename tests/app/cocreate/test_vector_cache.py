from concurrent.futures import ThreadPoolExecutor

import numpy as np

from app.cocreate.vector_cache import CachedEmbedder


class Lengths:
    """Vectors that tell how long a text is; remembers what it was asked."""

    name, dimensions = "lengths", 2

    def __init__(self):
        self.calls = []

    def embed(self, texts):
        self.calls.append(list(texts))
        return np.array([[len(text), 1] for text in texts], np.float32).reshape(-1, 2)


def test_a_sentence_is_embedded_once_and_what_is_new_in_one_call():
    inner = Lengths()
    embedder = CachedEmbedder(inner)

    embedder.embed(["a", "bb", "a"])
    rows = embedder.embed(["bb", "ccc", "a", "dddd"])

    assert inner.calls == [["a", "bb"], ["ccc", "dddd"]]
    assert rows[:, 0].tolist() == [2, 3, 1, 4]


def test_only_the_latest_are_kept():
    inner = Lengths()
    embedder = CachedEmbedder(inner, most=2)

    embedder.embed(["a", "bb"])
    embedder.embed(["a"])
    embedder.embed(["ccc"])
    embedder.embed(["a"])
    embedder.embed(["bb"])

    assert inner.calls == [["a", "bb"], ["ccc"], ["bb"]]


def test_nothing_to_embed_gives_no_rows():
    assert CachedEmbedder(Lengths()).embed([]).shape == (0, 2)


def test_threads_may_share_it():
    embedder = CachedEmbedder(Lengths(), most=8)
    texts = ["x" * n for n in range(1, 20)]

    with ThreadPoolExecutor(4) as pool:
        several = list(pool.map(lambda turn: embedder.embed(texts[turn % 7 :]), range(40)))

    assert all(
        rows[:, 0].tolist() == [len(text) for text in texts[turn % 7 :]] for turn, rows in enumerate(several)
    )
