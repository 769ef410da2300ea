"""How many tokens a text takes, roughly, without the vendor's vocabulary."""

import math
from collections.abc import Sequence

from app.llm.chat_model import Message

BYTES_PER_TOKEN = 3.5
"""Vocabularies of today take about 4 letters of English and 3.3 of French; this errs on the high side."""

TOKENS_PER_MESSAGE = 4
"""What chat templates put around each message."""


def estimate_tokens(text: str) -> int:
    """From the length in UTF-8, so that accents and other scripts weigh more, as they do in vocabularies."""
    return math.ceil(len(text.encode("utf-8", "surrogatepass")) / BYTES_PER_TOKEN)


def estimate_prompt_tokens(messages: Sequence[Message]) -> int:
    return sum(TOKENS_PER_MESSAGE + estimate_tokens(message.text) for message in messages)
