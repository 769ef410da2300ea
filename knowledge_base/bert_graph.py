"""BERT as an ONNX graph, built from its weights: what torch would export, without torch."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import ModelProto

OPSET = 20  # the first with Gelu
_EPSILON = 1e-12
_MICROSOFT = "com.microsoft"  # onnxruntime's own operators

Weights = Mapping[str, NDArray[np.float32]]


class BertGraph:
    """Collects nodes; each method returns the name of what it computes.

    The input `input_ids` is int64 of shape (batch, sequence), without padding: nothing is
    masked. The output `hidden` is float32 of shape (batch, sequence, width). Formulas: Devlin
    et al. 2019.
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
        for layer in range(self._layer_count()):
            hidden = self._layer(f"encoder.layer.{layer}", hidden)
        self._add("Identity", hidden, output="hidden")
        ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "sequence"])
        out = helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["batch", "sequence", self._width])
        constants = [numpy_helper.from_array(value, name) for name, value in self._constants.items()]
        graph = helper.make_graph(self._nodes, "bert", [ids], [out], constants)
        operators = [helper.make_opsetid("", OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=operators, ir_version=9)
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

    def _layer(self, name: str, hidden: str) -> str:
        attended = self._attention(f"{name}.attention.self", hidden)
        attended = self._dense(f"{name}.attention.output.dense", attended)
        hidden = self._normalised(f"{name}.attention.output.LayerNorm", self._add("Add", attended, hidden))
        wide = self._add("Gelu", self._dense(f"{name}.intermediate.dense", hidden))
        narrow = self._dense(f"{name}.output.dense", wide)
        return self._normalised(f"{name}.output.LayerNorm", self._add("Add", narrow, hidden))

    def _attention(self, name: str, hidden: str) -> str:
        parts = [self._dense(f"{name}.{part}", hidden) for part in ("query", "key", "value")]
        return self._add("MultiHeadAttention", *parts, num_heads=self._heads, domain=_MICROSOFT)

    def _dense(self, name: str, hidden: str) -> str:
        # Linear layers store their matrix as (out, in); MatMul wants (in, out).
        matrix = self._constant(f"{name}.matrix", np.ascontiguousarray(self._weights[f"{name}.weight"].T))
        return self._add("Add", self._add("MatMul", hidden, matrix), self._weight(f"{name}.bias"))

    def _normalised(self, name: str, hidden: str) -> str:
        """Layer normalisation from simple operators: onnxruntime's fused one takes four times as long."""
        mean = self._add("ReduceMean", hidden, self._ints("last", -1), keepdims=1)
        centred = self._add("Sub", hidden, mean)
        squares = self._add("Mul", centred, centred)
        variance = self._add("ReduceMean", squares, self._ints("last", -1), keepdims=1)
        variance = self._add("Add", variance, self._constant("epsilon", np.float32(_EPSILON)))
        unit = self._add("Div", centred, self._add("Sqrt", variance))
        scaled = self._add("Mul", unit, self._weight(f"{name}.weight"))
        return self._add("Add", scaled, self._weight(f"{name}.bias"))

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
