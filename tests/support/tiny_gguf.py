"""A real llama.cpp server on loopback with a random-weight model of a third of a megabyte."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gguf
import numpy as np

from app.domain.model_endpoints import ModelEndpoint

KEY = "loopback-key"
_EMBEDDING, _FEED_FORWARD, _HEADS, _CONTEXT = 64, 192, 4, 8192
_VOCABULARY = 3 + 256
_TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def write_tiny_gguf(path: Path, *, seed: int = 7) -> Path:
    """Write a one-layer Llama whose vocabulary is three control tokens and the 256 bytes."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny")
    writer.add_context_length(_CONTEXT)
    writer.add_embedding_length(_EMBEDDING)
    writer.add_block_count(1)
    writer.add_feed_forward_length(_FEED_FORWARD)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_EMBEDDING // _HEADS)
    writer.add_chat_template(_TEMPLATE)
    _add_vocabulary(writer)
    _add_weights(writer, np.random.default_rng(seed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_vocabulary(writer: gguf.GGUFWriter) -> None:
    control, byte = gguf.TokenType.CONTROL, gguf.TokenType.BYTE
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{number:02X}>" for number in range(256))]
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([gguf.TokenType.UNKNOWN, control, control, *[byte] * 256])
    writer.add_vocab_size(len(tokens))
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_space_prefix(False)


def _add_weights(writer: gguf.GGUFWriter, random: np.random.Generator) -> None:
    """Random, but for the first dimension: it is always on, and turns into a bias on each token."""

    def weights(*shape: int, scale: float) -> np.ndarray:
        return random.normal(0, scale, shape).astype(np.float32)

    embedding, output = (weights(_VOCABULARY, _EMBEDDING, scale=0.2) for _ in range(2))
    embedding[:, 0] = 2.0
    output[:, 0] = [_bias(token - 3) for token in range(_VOCABULARY)]
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output.weight", output)
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        writer.add_tensor(f"blk.0.{name}.weight", weights(_EMBEDDING, _EMBEDDING, scale=0.02))
    for name in ("ffn_gate", "ffn_up"):
        writer.add_tensor(f"blk.0.{name}.weight", weights(_FEED_FORWARD, _EMBEDDING, scale=0.02))
    writer.add_tensor("blk.0.ffn_down.weight", weights(_EMBEDDING, _FEED_FORWARD, scale=0.02))
    for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(_EMBEDDING, dtype=np.float32))


def _bias(byte: int) -> float:
    """Letters are likely, lone bytes impossible (they are not text), and quotes end strings soon."""
    if byte < 0:
        return 0.0
    if not 0x20 <= byte < 0x7F:
        return -10.0
    return 0.4 if chr(byte) in ' "]}' else 0.2 if chr(byte).islower() else 0.0


@contextmanager
def llama_server(
    model: Path, *, longest: int = 4000, timeout_seconds: float = 20.0, embeds: bool = False
) -> Iterator[ModelEndpoint]:
    """Serve `model` in this process on a free port, with a key; an answer ends after `longest` tokens.

    With `embeds`, it gives embeddings and no answers.
    """
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [KEY]
    params.n_ctx = _CONTEXT
    params.n_predict = longest
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.warmup = False
    params.verbosity = -1
    if embeds:
        params.embedding = True
        params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    server = xllamacpp.Server(params)
    try:
        yield ModelEndpoint(
            url=f"{server.listening_address}/v1",
            model="tiny",
            key=KEY,
            timeout_seconds=timeout_seconds,
            max_retries=0,
        )
    finally:
        del server
