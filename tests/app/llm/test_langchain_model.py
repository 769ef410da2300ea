"""The real client against a real server on loopback, which behaves as told."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any, cast

import pytest
from langchain_core.messages import AIMessageChunk
from pydantic import BaseModel

from app.domain.model_endpoints import ModelEndpoint
from app.errors import Misconfigured
from app.llm.chat_model import Message, Role, open_chat_model
from app.llm.errors import ModelDenied, ModelDown, ModelError, ModelNonsense, ModelRefused, ModelTimedOut
from app.llm.langchain_model import LangChainModel
from tests.support.openai_server import (
    KEY,
    OpenAiServer,
    Reply,
    declines,
    dribbles,
    drips,
    fails,
    hangs_up_after,
    refuses_parameter,
    says,
    sends,
    sends_elsewhere,
    stops_after,
    waits,
)


class Weather(BaseModel):
    """The weather of a day."""

    sky: str
    degrees: list[int]


GOOD = json.dumps({"sky": "grey", "degrees": [3, 9]})
ASK = [Message(Role.SYSTEM, "You know the weather."), Message(Role.USER, "Today?")]


def test_a_good_answer_arrives_as_the_object_asked_for(server: OpenAiServer) -> None:
    model = open_chat_model(server.will(says(GOOD)).endpoint())

    answer = model.complete(ASK, Weather)

    assert answer == Weather(sky="grey", degrees=[3, 9])


def test_the_request_carries_the_messages_the_schema_and_the_key_and_little_else(
    server: OpenAiServer,
) -> None:
    open_chat_model(server.will(says(GOOD)).endpoint()).complete(ASK, Weather, temperature=0.4)

    (request,) = server.requests
    assert request.keys() == {
        "model",
        "messages",
        "stream",
        "temperature",
        "response_format",
        "stream_options",
    }
    assert request["messages"] == [
        {"role": "system", "content": "You know the weather."},
        {"role": "user", "content": "Today?"},
    ]
    schema = request["response_format"]["json_schema"]
    assert schema["strict"] is True
    assert schema["schema"]["additionalProperties"] is False
    assert schema["schema"]["required"] == ["sky", "degrees"]
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_text_is_told_as_it_grows(server: OpenAiServer) -> None:
    told: list[str] = []

    open_chat_model(server.will(says(GOOD, piece=10)).endpoint()).complete(ASK, Weather, on_text=told.append)

    assert told == [GOOD[:10], GOOD[:20], GOOD[:30], GOOD]


FAILURES: dict[str, tuple[Reply, type[ModelError]]] = {
    "wrong key": (fails(401), ModelDenied),
    "forbidden": (fails(403), ModelDenied),
    "unknown model": (fails(404), ModelDenied),
    "too many": (fails(429), ModelDown),
    "server error": (fails(500), ModelDown),
    "bad gateway": (sends("<html>bad gateway</html>", status=502, content_type="text/html"), ModelDown),
    "error in the stream": (sends('data: {"error": {"message": "out of memory"}}\n\n'), ModelDown),
    "ends in the middle": (stops_after(GOOD[:20]), ModelDown),
    "hangs up in the middle": (hangs_up_after(GOOD[:20]), ModelDown),
    "silent": (waits(30), ModelTimedOut),
    "one character at a time": (drips(GOOD, every=0.2), ModelTimedOut),
    "one byte at a time": (dribbles(every=0.05), ModelTimedOut),
    "not JSON": (says("Grey, I suppose."), ModelNonsense),
    "broken JSON": (says(GOOD[:-5]), ModelNonsense),
    "other JSON": (says('{"colour": "grey"}'), ModelNonsense),
    "deep JSON": (says("[" * 5000), ModelNonsense),
    "ran out of room": (says(GOOD[:20], finish="length"), ModelNonsense),
    "empty": (says(""), ModelNonsense),
    "no body": (sends(""), ModelNonsense),
    "not an event": (sends("data: nonsense\n\n"), ModelNonsense),
    "no choices": (sends('data: {"choices": null}\n\n'), ModelNonsense),
    "a megabyte": (says(json.dumps({"sky": "x" * 1_000_000, "degrees": []}), piece=5_000), ModelNonsense),
    "declines in words": (says("I'm sorry, but I can't help with that."), ModelRefused),
    "decline en français": (says("Je suis désolé, mais je ne peux pas vous aider."), ModelRefused),
    "declines in its own field": (declines("I can't."), ModelRefused),
    "content filter": (says(GOOD[:20], finish="content_filter"), ModelRefused),
    "redirect": (sends_elsewhere(), ModelDenied),
}


@pytest.mark.parametrize(("reply", "error"), FAILURES.values(), ids=FAILURES.keys())
def test_each_failure_is_told_apart_and_in_time(
    server: OpenAiServer, reply: Reply, error: type[ModelError]
) -> None:
    model = open_chat_model(server.will(reply).endpoint(timeout_seconds=1.5))
    started = time.monotonic()

    with pytest.raises(ModelError) as caught:
        model.complete(ASK, Weather)

    assert type(caught.value) is error
    assert str(caught.value).endswith(".")
    assert time.monotonic() - started < 3.5


def test_a_redirect_does_not_carry_the_prompt_elsewhere(server: OpenAiServer) -> None:
    with pytest.raises(ModelDenied):
        open_chat_model(server.will(sends_elsewhere()).endpoint()).complete(ASK, Weather)

    assert [request.path for request, _ in server.http.log] == ["/v1/chat/completions"]


def test_a_server_that_is_not_there_is_down() -> None:
    model = open_chat_model(ModelEndpoint(url="http://127.0.0.1:9/v1", model="m", max_retries=0))

    with pytest.raises(ModelDown, match="could not be reached"):
        model.complete(ASK, Weather)


@pytest.mark.parametrize(
    "reply", [drips(GOOD * 20, every=0.05), dribbles(every=0.05)], ids=["events", "bytes"]
)
def test_a_call_that_was_given_up_is_cut_at_the_server_too(server: OpenAiServer, reply: Reply) -> None:
    model = open_chat_model(server.will(reply).endpoint(timeout_seconds=0.5))

    with pytest.raises(ModelTimedOut):
        model.complete(ASK, Weather)

    assert server.hung_up.wait(3)


def test_a_caller_who_stops_listening_ends_the_call(server: OpenAiServer) -> None:
    class Cancelled(Exception):
        pass

    def cancel(text: str) -> None:
        raise Cancelled

    model = open_chat_model(server.will(drips(GOOD * 20, every=0.05)).endpoint())

    with pytest.raises(Cancelled):
        model.complete(ASK, Weather, on_text=cancel)

    assert server.hung_up.wait(3)


@pytest.mark.parametrize(
    "first",
    [fails(500), fails(429, headers={"Retry-After": "0.2"}), stops_after(GOOD[:20]), says("no")],
    ids=["server error", "too many", "cut", "nonsense"],
)
def test_one_failure_that_may_pass_is_tried_again(server: OpenAiServer, first: Reply) -> None:
    model = open_chat_model(server.will(first, says(GOOD)).endpoint(max_retries=1))

    answer = model.complete(ASK, Weather)

    assert answer.sky == "grey"
    assert len(server.bodies) == 2


def test_it_is_tried_again_once_only(server: OpenAiServer) -> None:
    model = open_chat_model(server.will(fails(500)).endpoint(max_retries=1))

    with pytest.raises(ModelDown):
        model.complete(ASK, Weather)

    assert len(server.bodies) == 2


@pytest.mark.parametrize(
    "reply",
    [fails(401), declines("no"), fails(429, headers={"Retry-After": "60"})],
    ids=["wrong key", "refusal", "asked to come back too late"],
)
def test_what_will_not_pass_is_not_tried_again(server: OpenAiServer, reply: Reply) -> None:
    model = open_chat_model(server.will(reply).endpoint(max_retries=1))

    with pytest.raises(ModelError):
        model.complete(ASK, Weather)

    assert len(server.bodies) == 1


def test_retry_after_is_respected(server: OpenAiServer) -> None:
    model = open_chat_model(
        server.will(fails(429, headers={"Retry-After": "1"}), says(GOOD)).endpoint(max_retries=1)
    )
    started = time.monotonic()

    model.complete(ASK, Weather)

    assert time.monotonic() - started >= 1


@pytest.mark.parametrize("name", ["response_format", "temperature", "stream_options"])
def test_a_parameter_that_the_server_refuses_is_left_out_from_then_on(
    server: OpenAiServer, name: str
) -> None:
    fenced = f"Here you are:\n```json\n{GOOD}\n```"
    model = open_chat_model(server.will(refuses_parameter(name, then=says(fenced))).endpoint())

    answers = [model.complete(ASK, Weather, temperature=0.4) for _ in range(2)]

    assert [answer.sky for answer in answers] == ["grey", "grey"]
    assert [name in request for request in server.requests] == [True, False, False]


def test_no_key_from_the_environment_is_sent_to_a_server_that_needs_none(
    server: OpenAiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "somebody-elses-key")

    open_chat_model(server.will(says(GOOD)).endpoint(key="")).complete(ASK, Weather)

    assert "somebody-elses-key" not in str(server.headers)


def test_no_trace_leaves_even_when_the_environment_asks_for_tracing(server: OpenAiServer) -> None:
    """In a process of its own, since the tracer remembers the environment it first saw."""
    program = (
        "import sys; from app.llm.chat_model import *; from pydantic import create_model;"
        "model = open_chat_model(ModelEndpoint(url=sys.argv[1], model='m'));"
        "weather = create_model('Sky', __doc__='A sky.', sky=(str, ...));"
        "model.complete([Message(Role.USER, 'Today?')], weather);"
        "from langchain_core.tracers.langchain import wait_for_all_tracers;"
        "wait_for_all_tracers()"
    )
    tracing = {
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "k",
        "LANGSMITH_ENDPOINT": server.http.url_for("/traces"),
    }
    endpoint = server.will(says(GOOD)).endpoint()

    subprocess.run([sys.executable, "-c", program, endpoint.url], env={**os.environ, **tracing}, check=True)

    assert {request.path for request, _ in server.http.log} == {"/v1/chat/completions"}


def test_the_key_is_not_shown_with_the_endpoint() -> None:
    assert "secret" not in repr(ModelEndpoint(url="http://host/v1", model="m", key="secret"))


@pytest.mark.parametrize(
    ("url", "key", "reason"),
    [
        ("", "k", "address"),
        ("localhost:8080/v1", "k", "address"),
        ("http://h/v1", "clé", "key"),
        ("http://h/v1", "a\nb", "key"),
    ],
    ids=["no address", "no scheme", "accent in the key", "line break in the key"],
)
def test_an_endpoint_that_cannot_work_is_refused_at_once(url: str, key: str, reason: str) -> None:
    with pytest.raises(Misconfigured, match=reason):
        ModelEndpoint(url=url, model="m", key=key)


def test_opening_a_model_imports_no_vendor() -> None:
    program = (
        "import sys; from app.llm.chat_model import *; import app.llm.probe;"
        "open_chat_model(ModelEndpoint(url='http://127.0.0.1:9/v1', model='m'));"
        "print([n for n in ('langchain', 'langchain_core', 'openai', 'httpx2') if n in sys.modules])"
    )

    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=os.environ, check=True
    )

    assert result.stdout.strip() == "[]"


class Chatty:
    """A client that says something about a hundred times a second, for five seconds at most."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def stream(self, _messages: object, **_options: object) -> Iterator[AIMessageChunk]:
        try:
            for _ in range(500):
                time.sleep(0.01)
                yield AIMessageChunk("words ")
        finally:
            self.let_go.set()


def test_an_answer_that_is_given_up_is_no_longer_read_while_its_error_is_told() -> None:
    model = LangChainModel(ModelEndpoint("http://127.0.0.1:1/v1", "m", max_retries=0), max_answer=50)
    client = Chatty()
    model._clients[False] = cast("Any", client)

    with pytest.raises(ModelNonsense) as kept:
        model.complete(ASK, Weather)

    assert client.let_go.wait(2), kept.value
