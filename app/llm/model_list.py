"""What a server says of its models, as far as it says anything."""

from collections.abc import Mapping
from typing import Any

_CONTEXT_NAMES = ("max_model_len", "max_context_length", "context_length", "context_window", "n_ctx")
"""vLLM, Mistral, OpenRouter, others, llama.cpp; OpenAI and Ollama do not say."""


def context_tokens(listed: Mapping[str, Any], model: str) -> int | None:
    """How many tokens `model` reads and writes in all, from the answer to `GET /models`; None if not said.

    A server of one model is asked by any name, so the only model listed is taken for it.
    """
    data = listed.get("data")
    cards = [card for card in data if isinstance(card, dict)] if isinstance(data, list) else []
    mine = [card for card in cards if card.get("id") == model] or (cards if len(cards) == 1 else [])
    for card in mine:
        meta = card.get("meta")
        said = {**(meta if isinstance(meta, dict) else {}), **card}
        for name in _CONTEXT_NAMES:
            if isinstance(said.get(name), int) and said[name] > 0:
                return int(said[name])
    return None
