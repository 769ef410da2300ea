"""The embedder that ships inside: no network, no torch, close to its 32-bit self."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from knowledge_base.indexes import Vectors
from knowledge_base.minilm import MiniLM, build_model, mean_of_tokens, open_session

TEXTS = [
    "The company cut its energy use by a third last year.",
    "Energy consumption at the firm fell by 33 percent in twelve months.",
    "My cat likes to sleep in the sun.",
    "Le four à pain a été réparé par l'équipe de Nantes.",
    "A longer text about ovens, spare parts and the people who repair them in small towns. " * 8,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def model(folder: Path) -> Iterator[MiniLM]:
    return MiniLM(folder)


def in_32_bits(model: MiniLM, texts: list[str]) -> Vectors:
    tokenizer, _ = model._open()
    session = open_session(build_model().SerializeToString())
    rows = []
    for encoding in tokenizer.encode_batch(texts):
        hidden = session.run(["hidden"], {"input_ids": np.array([encoding.ids], dtype=np.int64)})[0]
        rows.append(mean_of_tokens(hidden[0]))
    return np.array(rows)


def test_small_model_agrees_with_the_full_one(model: MiniLM) -> None:
    cosines = (model.embed(TEXTS) * in_32_bits(model, TEXTS)).sum(axis=1)

    assert cosines.min() >= 0.98


def test_paraphrases_are_nearer_than_strangers(model: MiniLM) -> None:
    likeness = model.embed(TEXTS) @ model.embed(TEXTS).T

    assert likeness[0, 1] > 0.5
    assert max(likeness[0, 2], likeness[1, 2]) < 0.2


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours(model: MiniLM) -> None:
    together = model.embed(TEXTS)
    alone = np.vstack([model.embed([text]) for text in TEXTS])

    assert together.shape == (5, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together, alone, atol=1e-6)


def test_nothing_to_embed_is_no_row(model: MiniLM) -> None:
    assert model.embed([]).shape == (0, 384)
    assert model.embed([""]).shape == (1, 384)


def test_a_damaged_cache_is_built_again(folder: Path, model: MiniLM) -> None:
    model.embed(["once"])
    (built,) = folder.glob("*.onnx")
    built.write_bytes(built.read_bytes()[:1000])

    again = MiniLM(folder).embed(TEXTS)

    assert np.allclose(again, model.embed(TEXTS), atol=1e-5)
    assert list(folder.iterdir()) == [built]


def test_threads_share_one_model(model: MiniLM) -> None:
    expected = model.embed(TEXTS)
    found: list[Vectors] = []
    threads = [Thread(target=lambda: found.append(model.embed(TEXTS))) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(np.allclose(vectors, expected, atol=1e-5) for vectors in found)
    assert len(found) == 4


def test_heavy_parts_are_loaded_late() -> None:
    code = (
        "import sys, json, knowledge_base.search, knowledge_base.minilm, knowledge_base.loaders;"
        "print(json.dumps(sorted(sys.modules)))"
    )

    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)

    assert not {"chromadb", "onnxruntime", "onnx", "pypdf", "py3langid", "tokenizers", "lxml"} & set(loaded)
