"""Ask a configured model for one sentence, to tell an operator whether it works."""

import time
from dataclasses import dataclass

from pydantic import BaseModel

from app.llm.chat_model import Message, ModelEndpoint, Role
from app.llm.errors import ModelError
from app.llm.langchain_model import LangChainModel
from prompts.loader import load_prompt


@dataclass(frozen=True, slots=True)
class ModelProbe:
    """`sentence` says in English what happened; `structured` whether the server takes a JSON schema."""

    ok: bool
    latency_seconds: float
    structured: bool
    sentence: str


class Greeting(BaseModel):
    """A short greeting."""

    greeting: str


def probe_model(endpoint: ModelEndpoint) -> ModelProbe:
    """Make one small call. Never raises a ModelError: it is told in the sentence."""
    model = LangChainModel(endpoint)
    prompt = load_prompt("probe_model")
    text = prompt.render()
    messages = [Message(Role.SYSTEM, text.system), Message(Role.USER, text.user)]
    started = time.monotonic()
    try:
        model.complete(messages, Greeting, temperature=prompt.temperature)
    except ModelError as error:
        ok, sentence = False, str(error)
    else:
        ok, sentence = True, _praise(model)
    return ModelProbe(
        ok=ok,
        latency_seconds=time.monotonic() - started,
        structured=ok and model.structured,
        sentence=sentence,
    )


def _praise(model: LangChainModel) -> str:
    if model.structured:
        return "The model answers, in the form asked for."
    return "The model answers; it does not take a JSON schema, so it is asked in words."
