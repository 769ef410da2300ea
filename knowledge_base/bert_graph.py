"""BERT as an ONNX graph, built from its weights: what torch would export, without torch."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import ModelProto

OPSET = 20  # the first with Gelu
_EPSILON = 1e-12
_MASKED = -1e4  # added to the attention to padding; small enough for exp() to be 0

Weights = Mapping[str, NDArray[np.float32]]


class BertGraph:
    """Collects nodes; each method returns the name of what it computes.

    Inputs `input_ids` and `attention_mask` are int64 of shape (batch, sequence); the output
    `hidden` is float32 of shape (batch, sequence, width). Formulas: Devlin et al. 2019.
    """

    def __init__(self, weights: Weights, *, heads: int) -> None:
        self._weights = weights
        self._heads = heads
        self._width = weights["embeddings.word_embeddings.weight"].shape[1]
        self._nodes: list[Any] = []
        self._constants: dict[str, NDArray[Any]] = {}

    def build(self) -> "ModelProto":
        from onnx import TensorProto, helper, numpy_helper

        hidden = self._embeddings()
        bias = self._attention_bias()
        for layer in range(self._layer_count()):
            hidden = self._layer(f"encoder.layer.{layer}", hidden, bias)
        self._add("Identity", hidden, output="hidden")
        ids = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"])
            for name in ("input_ids", "attention_mask")
        ]
        out = helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["batch", "sequence", self._width])
        constants = [numpy_helper.from_array(value, name) for name, value in self._constants.items()]
        graph = helper.make_graph(self._nodes, "bert", ids, [out], constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
        # Nothing is left to simplify; without this the quantiser warns on the root logger.
        helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})
        return model

    def _layer_count(self) -> int:
        return len({name.split(".")[2] for name in self._weights if name.startswith("encoder.layer.")})

    def _embeddings(self) -> str:
        words = self._add("Gather", self._weight("embeddings.word_embeddings.weight"), "input_ids")
        # Only one segment is ever used, so its vector is added to every position's once and for all.
        places = self._weights["embeddings.position_embeddings.weight"]
        segment = self._weights["embeddings.token_type_embeddings.weight"][0]
        positions = self._constant("positions", places + segment)
        shape = self._add("Shape", "input_ids")
        length = self._add("Slice", shape, self._ints("one", 1), self._ints("two", 2))
        used = self._add("Slice", positions, self._ints("zero", 0), length, self._ints("axis0", 0))
        return self._normalised("embeddings.LayerNorm", self._add("Add", words, used))

    def _attention_bias(self) -> str:
        """Shape (batch, 1, 1, sequence): 0 where there is a token, very negative where there is padding."""
        mask = self._add("Cast", "attention_mask", to=1)
        mask = self._add("Unsqueeze", mask, self._ints("axes12", 1, 2))
        missing = self._add("Sub", self._constant("unit", np.float32(1)), mask)
        return self._add("Mul", missing, self._constant("masked", np.float32(_MASKED)))

    def _layer(self, name: str, hidden: str, bias: str) -> str:
        attended = self._attention(f"{name}.attention.self", hidden, bias)
        attended = self._dense(f"{name}.attention.output.dense", attended)
        hidden = self._normalised(f"{name}.attention.output.LayerNorm", self._add("Add", attended, hidden))
        wide = self._add("Gelu", self._dense(f"{name}.intermediate.dense", hidden))
        narrow = self._dense(f"{name}.output.dense", wide)
        return self._normalised(f"{name}.output.LayerNorm", self._add("Add", narrow, hidden))

    def _attention(self, name: str, hidden: str, bias: str) -> str:
        query = self._split_heads(self._dense(f"{name}.query", hidden), perm=[0, 2, 1, 3])
        key = self._split_heads(self._dense(f"{name}.key", hidden), perm=[0, 2, 3, 1])
        value = self._split_heads(self._dense(f"{name}.value", hidden), perm=[0, 2, 1, 3])
        scale = self._constant("scale", np.float32((self._width / self._heads) ** -0.5))
        scores = self._add("Mul", self._add("MatMul", query, key), scale)
        shares = self._add("Softmax", self._add("Add", scores, bias), axis=-1)
        mixed = self._add("Transpose", self._add("MatMul", shares, value), perm=[0, 2, 1, 3])
        return self._add("Reshape", mixed, self._ints("joined", 0, 0, self._width))

    def _split_heads(self, name: str, *, perm: list[int]) -> str:
        shape = self._ints("split", 0, 0, self._heads, self._width // self._heads)
        return self._add("Transpose", self._add("Reshape", name, shape), perm=perm)

    def _dense(self, name: str, hidden: str) -> str:
        # Linear layers store their matrix as (out, in); MatMul wants (in, out).
        matrix = self._constant(f"{name}.matrix", np.ascontiguousarray(self._weights[f"{name}.weight"].T))
        return self._add("Add", self._add("MatMul", hidden, matrix), self._weight(f"{name}.bias"))

    def _normalised(self, name: str, hidden: str) -> str:
        scale, shift = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self._add("LayerNormalization", hidden, scale, shift, axis=-1, epsilon=_EPSILON)

    def _weight(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _ints(self, name: str, *values: int) -> str:
        return self._constant(name, np.array(values, dtype=np.int64))

    def _constant(self, name: str, value: Any) -> str:
        self._constants.setdefault(name, np.asarray(value))
        return name

    def _add(self, operator: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        from onnx import helper

        output = output or f"{operator.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [output], name=output, **attributes))
        return output
