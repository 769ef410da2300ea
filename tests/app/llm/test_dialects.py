"""Each server is asked for what it takes, found out by asking: no dialect is known by its name."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from pydantic import BaseModel
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from app.domain.model_endpoints import Api
from app.llm.call import Call, ModelCall
from app.llm.capabilities import Form
from app.llm.chat_model import Message, Role
from app.llm.errors import ModelDenied, ModelError, ModelRefused
from app.llm.langchain_model import LangChainModel
from app.llm.probe import probe_model
from tests.support.model_dialects import (
    Body,
    Dialect,
    DialectServer,
    chat,
    mistral_refuses,
    openai_refuses,
    refuses,
    responses,
    speaking,
)


class Sky(BaseModel):
    """The sky."""

    colour: str


GREY = json.dumps({"colour": "grey"})
ASK = [Message(Role.SYSTEM, "You know the sky."), Message(Role.USER, "Today?")]

Speaking = Callable[[Dialect], DialectServer]


@pytest.fixture
def speak(http: HTTPServer) -> Iterator[Speaking]:
    opened: list[AbstractContextManager[DialectServer]] = []

    def start(dialect: Dialect) -> DialectServer:
        opened.append(speaking(http, dialect))
        return opened[-1].__enter__()

    yield start
    for one in opened:
        one.__exit__(None, None, None)


def open_ai(_: Request, body: Body) -> Response:
    usage = (21, 6) if body.get("stream_options", {}).get("include_usage") else None
    return chat(GREY, usage=usage)


def reasoning(_: Request, body: Body) -> Response:
    if "max_tokens" in body:
        return openai_refuses(
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
            "'max_completion_tokens' instead.",
            "max_tokens",
        )
    if "temperature" in body:
        return openai_refuses("Unsupported value: 'temperature' does not support 0.4.", "temperature")
    return chat(GREY)


def mistral(_: Request, body: Body) -> Response:
    if "stream_options" in body:
        return mistral_refuses("stream_options", "include_usage")
    if "max_completion_tokens" in body:
        return mistral_refuses("max_completion_tokens")
    return chat(GREY, usage=(9, 4))


def without_schema(_: Request, body: Body) -> Response:
    if body.get("response_format", {}).get("type") == "json_schema":
        return openai_refuses("This response_format type is unavailable now")
    return chat(GREY, tool="tools" in body)


def without_schema_or_tools(_: Request, body: Body) -> Response:
    if body.get("response_format", {}).get("type") == "json_schema":
        return openai_refuses("json_schema is not supported by this grammar backend")
    if "tools" in body:
        return refuses(500, {"code": 500, "message": "tools param requires --jinja flag"})
    return chat(GREY)


def words_only(_: Request, body: Body) -> Response:
    if body.keys() - {"model", "messages", "stream"}:
        return refuses(400, {"error": "bad request"})
    return chat(f"Here you are:\n```json\n{GREY}\n```")


DIALECTS: dict[str, tuple[Dialect, set[str], set[str], Form]] = {
    "everything": (open_ai, {"max_tokens", "temperature", "stream_options"}, set(), Form.SCHEMA),
    "reasoning model": (reasoning, {"max_completion_tokens"}, {"max_tokens", "temperature"}, Form.SCHEMA),
    "mistral": (mistral, {"max_tokens", "temperature"}, {"stream_options"}, Form.SCHEMA),
    "tools but no schema": (without_schema, {"tools", "tool_choice"}, {"response_format"}, Form.TOOL),
    "llama.cpp without templates": (without_schema_or_tools, {"response_format"}, {"tools"}, Form.OBJECT),
    "nothing but words": (words_only, {"messages"}, {"response_format", "tools"}, Form.WORDS),
}


@pytest.mark.parametrize(("dialect", "kept", "gone", "form"), DIALECTS.values(), ids=DIALECTS.keys())
def test_what_a_server_refuses_is_given_up_once_and_nothing_else(
    speak: Speaking, dialect: Dialect, kept: set[str], gone: set[str], form: Form
) -> None:
    server = speak(dialect)
    model = LangChainModel(server.endpoint(answer_tokens=500))

    first = model.complete(ASK, Sky, temperature=0.4)
    before = len(server.asked)
    second = model.complete(ASK, Sky, temperature=0.4)

    assert first == second == Sky(colour="grey")
    assert len(server.asked) == before + 1
    assert kept <= server.bodies[-1].keys()
    assert not gone & server.bodies[-1].keys()
    assert model.able.form is form


def test_a_text_too_long_for_the_model_costs_no_capability(speak: Speaking) -> None:
    server = speak(lambda *_: openai_refuses("This model's maximum context length is 8192 tokens."))
    model = LangChainModel(server.endpoint())

    with pytest.raises(ModelDenied):
        model.complete(ASK, Sky, temperature=0.4)

    assert len(server.asked) == 1
    assert model.able.form is Form.SCHEMA


def test_refusals_that_nothing_helps_against_teach_nothing(speak: Speaking) -> None:
    server = speak(lambda *_: openai_refuses("No."))
    model = LangChainModel(server.endpoint())
    able = model.able

    with pytest.raises(ModelDenied):
        model.complete(ASK, Sky, temperature=0.4)

    assert model.able == able
    assert len(server.asked) <= 5


def test_azure_gets_its_version_in_the_address_and_its_key_in_its_own_header(speak: Speaking) -> None:
    server = speak(open_ai)
    address = "/openai/deployments/writer/chat/completions?api-version=2024-10-21"

    LangChainModel(server.endpoint(address)).complete(ASK, Sky)

    path, _, headers = server.asked[0]
    assert path == address
    assert headers["Api-Key"] == "loopback-key"
    assert "Authorization" not in headers


def test_a_server_of_the_responses_api_alone_is_found_out(speak: Speaking) -> None:
    def dialect(request: Request, _: Body) -> Response:
        if request.path.endswith("/responses"):
            return responses(GREY)
        return refuses(404, {"detail": "Not Found"})

    server = speak(dialect)
    model = LangChainModel(server.endpoint(answer_tokens=500))
    calls: list[ModelCall] = []
    told: list[str] = []

    answers = [
        model.complete(ASK, Sky, temperature=0.4, on_text=told.append, call=Call(record=calls.append))
        for _ in range(2)
    ]

    assert answers == [Sky(colour="grey")] * 2
    assert [path for path, _, _ in server.asked] == ["/v1/chat/completions", *["/v1/responses"] * 2]
    body = server.bodies[-1]
    assert body["store"] is False
    assert body["text"]["format"]["type"] == "json_schema"
    assert body["max_output_tokens"] == 500
    assert told[:2] == ["{", '{"']
    assert (calls[-1].tokens_in, calls[-1].tokens_out, calls[-1].estimated) == (12, 5, False)


def test_a_model_that_is_only_in_the_responses_api_says_so_itself(speak: Speaking) -> None:
    def dialect(request: Request, _: Body) -> Response:
        if request.path.endswith("/responses"):
            return responses(GREY)
        return openai_refuses("This model is only supported in v1/responses.", status=404)

    assert LangChainModel(speak(dialect).endpoint()).complete(ASK, Sky) == Sky(colour="grey")


def test_an_unknown_model_is_not_looked_for_in_the_other_api(speak: Speaking) -> None:
    server = speak(lambda *_: openai_refuses("The model 'm' does not exist", status=404))

    with pytest.raises(ModelDenied, match="does not know this address or this model"):
        LangChainModel(server.endpoint()).complete(ASK, Sky)

    assert len(server.asked) == 1


@pytest.mark.parametrize("api", [Api.CHAT, Api.RESPONSES])
def test_an_api_that_was_chosen_is_the_only_one_tried(speak: Speaking, api: Api) -> None:
    server = speak(lambda *_: refuses(404, {"detail": "Not Found"}))

    with pytest.raises(ModelError):
        LangChainModel(server.endpoint(api=api)).complete(ASK, Sky)

    path = "/v1/chat/completions" if api is Api.CHAT else "/v1/responses"
    assert [asked for asked, _, _ in server.asked] == [path]


def test_a_refusal_in_the_responses_api_is_known_for_one(speak: Speaking) -> None:
    def dialect(request: Request, _: Body) -> Response:
        event = {
            "type": "response.refusal.done",
            "item_id": "i",
            "output_index": 0,
            "content_index": 0,
            "refusal": "I can't.",
            "sequence_number": 0,
        }
        return Response(
            f"event: response.refusal.done\ndata: {json.dumps(event)}\n\n", content_type="text/event-stream"
        )

    with pytest.raises(ModelRefused):
        LangChainModel(speak(dialect).endpoint(api=Api.RESPONSES)).complete(ASK, Sky)


def test_the_probe_tells_all_that_a_server_can_do(speak: Speaking) -> None:
    greeting = json.dumps({"greeting": "Hello there."})

    def dialect(request: Request, body: Body) -> Response:
        if request.path.endswith("/models"):
            return refuses(200, {"data": [{"id": "m", "max_model_len": 32_768}]})
        return chat(greeting, tool="tools" in body, usage=(30, 7))

    probe = probe_model(speak(dialect).endpoint(), thorough=True)

    assert probe.ok
    assert probe.structured
    assert probe.streams
    assert probe.tools
    assert probe.context_tokens == 32_768
    assert (probe.counts_tokens, probe.tokens_in, probe.tokens_out) == (True, 30, 7)
    assert probe.limit == "max_tokens"
    assert probe.sample == "Hello there."


def test_tools_that_are_silently_ignored_are_not_believed_in(speak: Speaking) -> None:
    greeting = json.dumps({"greeting": "Hello there."})

    probe = probe_model(speak(lambda *_: chat(greeting)).endpoint(), thorough=True)

    assert probe.ok
    assert probe.tools is False
    assert probe.context_tokens is None
