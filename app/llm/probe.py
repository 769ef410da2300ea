"""Ask a configured model for one sentence, to tell an operator whether it works and what it can do."""

import time
from dataclasses import dataclass, replace
from itertools import pairwise

from pydantic import BaseModel

from app.domain.model_endpoints import ModelEndpoint, Purpose
from app.errors import sentence
from app.llm.call import Call, ModelCall
from app.llm.capabilities import Form
from app.llm.chat_model import Message, Role
from app.llm.deadline import Deadline
from app.llm.errors import ModelError
from app.llm.langchain_model import LangChainModel
from prompts.loader import Prompt, load_prompt

_CARD_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class ModelProbe:
    """What one small call showed.

    `sentence` says in English what happened; `form` is the strictest form of
    an answer that the server takes; `streams` whether the answer came in pieces; `limit` the parameter
    that bounds an answer, "" for none. `tools` and `context_tokens` are None where not asked or not said.
    """

    ok: bool
    latency_seconds: float
    sentence: str
    error: ModelError | None = None
    form: Form = Form.WORDS
    streams: bool = False
    first_text_seconds: float | None = None
    counts_tokens: bool = False
    tokens_in: int = 0
    tokens_out: int = 0
    temperature: bool = False
    limit: str = ""
    responses: bool = False
    sample: str = ""
    tools: bool | None = None
    context_tokens: int | None = None

    @property
    def structured(self) -> bool:
        """Whether the server takes a JSON schema."""
        return self.ok and self.form is Form.SCHEMA


class Greeting(BaseModel):
    """A short greeting."""

    greeting: str


def probe_model(endpoint: ModelEndpoint, *, thorough: bool = False) -> ModelProbe:
    """Make one small call, or two and a look at the server's list of models when `thorough`.

    Never raises a ModelError: it is told in the sentence.
    """
    # A bound is sent so that its parameter is tried too; far above what a greeting takes, thoughts included.
    model = LangChainModel(replace(endpoint, answer_tokens=endpoint.answer_tokens or 2_000))
    prompt = load_prompt("probe_model")
    pieces: list[str] = []
    calls: list[ModelCall] = []
    started = time.monotonic()
    try:
        answer = _greet(model, prompt, pieces, calls)
    except ModelError as error:
        seconds = time.monotonic() - started
        return ModelProbe(ok=False, latency_seconds=seconds, sentence=str(error), error=error)
    probe = _seen(model, answer, pieces, calls[-1], seconds=time.monotonic() - started)
    if not thorough:
        return probe
    return replace(
        probe, tools=_takes_tools(model, prompt), context_tokens=model.context_tokens(Deadline(_CARD_SECONDS))
    )


def _greet(model: LangChainModel, prompt: Prompt, pieces: list[str], calls: list[ModelCall]) -> Greeting:
    text = prompt.render()
    return model.complete(
        [Message(Role.SYSTEM, text.system), Message(Role.USER, text.user)],
        Greeting,
        temperature=prompt.temperature,
        on_text=pieces.append,
        call=Call(Purpose.DRAFT, prompt.ref, record=calls.append),
    )


def _seen(
    model: LangChainModel, answer: Greeting, pieces: list[str], last: ModelCall, *, seconds: float
) -> ModelProbe:
    able = model.able
    return ModelProbe(
        ok=True,
        latency_seconds=seconds,
        sentence=_praise(able.form),
        form=able.form,
        streams=any(len(after) > len(before) for before, after in pairwise(pieces)),
        first_text_seconds=last.first_text_seconds,
        counts_tokens=not last.estimated,
        tokens_in=last.tokens_in,
        tokens_out=last.tokens_out,
        temperature=able.temperature,
        limit=able.limit,
        responses=able.responses,
        sample=" ".join(answer.greeting.split())[:200],
    )


def _takes_tools(model: LangChainModel, prompt: Prompt) -> bool:
    """Whether a named tool can be asked for: the other way to an answer in the form asked for."""
    if model.able.responses:
        return False
    trial = LangChainModel(replace(model.endpoint, max_retries=0))
    trial.able = replace(model.able, form=Form.TOOL)
    try:
        _greet(trial, prompt, [], [])
    except ModelError:
        return False
    return trial.answered_by_tool


def _praise(form: Form) -> str:
    if form is Form.SCHEMA:
        return sentence("The model answers, in the form asked for.")
    if form is Form.WORDS:
        return sentence("The model answers; it does not take a JSON schema, so it is asked in words.")
    return sentence("The model answers; it takes no JSON schema, but another way to the form asked for.")
