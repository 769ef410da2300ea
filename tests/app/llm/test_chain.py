"""Several endpoints behave as one model that is there whenever one of them is."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pydantic import BaseModel
from werkzeug import Response

from app.domain.model_endpoints import Purpose
from app.llm.breaker import Breaker
from app.llm.call import Call, ModelCall
from app.llm.chain import Line, ModelChain
from app.llm.chat_model import Message, Role, open_chat_model
from app.llm.errors import ModelBusy, ModelCancelled, ModelDown, ModelRefused, ModelTimedOut
from app.llm.scripted_model import ScriptedModel
from tests.support.openai_server import OpenAiServer, Reply, drips, fails, says, waits


class Sky(BaseModel):
    """The sky."""

    colour: str


GREY = '{"colour": "grey"}'
ASK = [Message(Role.USER, "Which colour?")]


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def chain(*models: ScriptedModel) -> ModelChain:
    lines = [Line(model) for model in models]
    return ModelChain(lambda: lines)


def test_the_next_endpoint_answers_when_one_does_not() -> None:
    first, second = ScriptedModel([ModelDown("gone")], name="first"), ScriptedModel([GREY], name="second")
    calls: list[ModelCall] = []
    model = chain(first, second)

    answer = model.complete(ASK, Sky, call=Call(Purpose.JUDGE, "sky@1", record=calls.append))

    assert answer.colour == "grey"
    assert model.name == "second"
    assert [(call.endpoint, call.outcome) for call in calls] == [
        ("first", "model_unavailable"),
        ("second", "ok"),
    ]
    assert all(call.prompt_ref == "sky@1" and call.purpose is Purpose.JUDGE for call in calls)


def test_when_nobody_answers_the_last_error_is_told() -> None:
    model = chain(ScriptedModel([ModelDown("gone")]), ScriptedModel([ModelTimedOut("late")]))

    with pytest.raises(ModelTimedOut):
        model.complete(ASK, Sky)


def test_no_endpoint_at_all_is_said() -> None:
    with pytest.raises(ModelDown, match="No model is set up"):
        chain().complete(ASK, Sky)


def test_who_gives_up_does_not_ask_the_next_one() -> None:
    second = ScriptedModel([GREY])

    with pytest.raises(ModelCancelled):
        chain(ScriptedModel([GREY]), second).complete(ASK, Sky, call=Call(cancelled=lambda: True))

    assert second.seen == []


def test_an_endpoint_that_keeps_failing_is_left_alone_and_then_tried_with_one_call() -> None:
    clock = Clock()
    breaker = Breaker(failures=2, pause=30, clock=clock)
    broken = ScriptedModel([ModelDown("gone")])
    model = ModelChain(lambda: [Line(broken, breaker)])
    for _ in range(5):
        with pytest.raises(ModelDown):
            model.complete(ASK, Sky)

    assert len(broken.seen) == 2

    clock.now += 31
    assert [breaker.let_in() for _ in range(3)] == [True, False, False]
    breaker.failed(ModelDown("still gone"))
    assert not breaker.let_in()
    clock.now += 31
    assert breaker.let_in()
    breaker.succeeded()
    assert [breaker.let_in() for _ in range(3)] == [True] * 3


def test_a_trial_that_was_given_up_lets_the_next_one_in() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, clock=clock)
    breaker.failed(ModelDown("gone"))
    clock.now += 31

    assert breaker.let_in()
    breaker.gave_up()

    assert breaker.let_in()


def test_what_a_server_asks_to_wait_is_respected_by_the_calls_after_it() -> None:
    clock = Clock()
    breaker = Breaker(clock=clock)

    breaker.failed(ModelDown("too many", retry_after=20))

    assert not breaker.let_in()
    clock.now += 21
    assert breaker.let_in()


def test_a_refusal_does_not_count_against_an_endpoint() -> None:
    breaker = Breaker(failures=1)
    model = ModelChain(lambda: [Line(ScriptedModel([ModelRefused("no")]), breaker)])

    for _ in range(3):
        with pytest.raises(ModelRefused):
            model.complete(ASK, Sky)

    assert not breaker.resting


def test_one_trial_at_a_time_is_let_in_by_many_threads() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, clock=clock)
    breaker.failed(ModelDown("gone"))
    clock.now += 31
    let_in: list[bool] = []
    start = threading.Barrier(16)

    def ask() -> None:
        start.wait()
        let_in.append(breaker.let_in())

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert let_in.count(True) == 1


def test_no_more_calls_run_at_once_than_an_endpoint_takes(server: OpenAiServer) -> None:
    running: set[int] = set()
    most: list[int] = []

    def slowly(answering: OpenAiServer, request: dict[str, Any]) -> Response:
        running.add(threading.get_ident())
        most.append(len(running))
        time.sleep(0.15)
        running.discard(threading.get_ident())
        return says(GREY)(answering, request)

    model = open_chat_model(server.will(slowly).endpoint(at_once=2, timeout_seconds=20))

    answers = at_once(6, lambda: model.complete(ASK, Sky).colour)

    assert answers == ["grey"] * 6
    assert max(most) <= 2


def test_nobody_waits_for_a_place_longer_than_a_call_may_take(server: OpenAiServer) -> None:
    model = open_chat_model(server.will(waits(30)).endpoint(at_once=1, timeout_seconds=1.5))

    def ask() -> str:
        with pytest.raises(ModelTimedOut) as caught:
            model.complete(ASK, Sky)
        return caught.value.code

    started = time.monotonic()

    assert at_once(4, ask) == ["model_timed_out"] * 4
    assert time.monotonic() - started < 5


def test_finding_no_place_says_nothing_against_an_endpoint() -> None:
    breaker = Breaker(failures=1)
    model = ModelChain(lambda: [Line(ScriptedModel([ModelBusy("full")]), breaker)])

    with pytest.raises(ModelBusy):
        model.complete(ASK, Sky)

    assert not breaker.resting


SILENCES: dict[str, Reply] = {
    "before a word": waits(30),
    "between words": drips(GREY * 40, every=0.6),
    "between attempts": fails(429, headers={"Retry-After": "8"}),
}


@pytest.mark.parametrize("reply", SILENCES.values(), ids=SILENCES.keys())
def test_a_call_can_be_given_up_while_nothing_arrives(server: OpenAiServer, reply: Reply) -> None:
    calls: list[ModelCall] = []
    gone = threading.Event()
    model = open_chat_model(server.will(reply).endpoint(timeout_seconds=20, max_retries=1))
    threading.Timer(0.3, gone.set).start()
    started = time.monotonic()

    with pytest.raises(ModelCancelled):
        model.complete(ASK, Sky, call=Call(record=calls.append, cancelled=gone.is_set))

    assert time.monotonic() - started < 5
    assert calls[0].outcome in {"cancelled", "model_unavailable"}


def test_a_call_given_up_before_a_word_leaves_no_thread_and_no_connection(server: OpenAiServer) -> None:
    model = open_chat_model(server.will(waits(30)).endpoint(timeout_seconds=25))
    gone = threading.Event()
    threading.Timer(0.3, gone.set).start()
    before = {thread.name for thread in threading.enumerate()}

    with pytest.raises(ModelCancelled):
        model.complete(ASK, Sky, call=Call(cancelled=gone.is_set))

    left = [thread for thread in threading.enumerate() if thread.name == "model-stream"]
    for thread in left:
        thread.join(3)
    assert "model-stream" not in before
    assert not any(thread.is_alive() for thread in left)


def test_an_attempt_is_told_with_its_tokens_and_times(server: OpenAiServer) -> None:
    calls: list[ModelCall] = []
    endpoint = server.will(fails(500), says(GREY)).endpoint(max_retries=1, name="Workshop")

    open_chat_model(endpoint).complete(ASK, Sky, call=Call(record=calls.append))

    failed, done = calls
    assert (failed.outcome, failed.tokens_out, failed.first_text_seconds) == ("model_unavailable", 0, None)
    assert done.ok
    assert (done.endpoint, done.model) == ("Workshop", "scripted-1")
    assert done.estimated
    assert 0 < done.tokens_out <= len(GREY)
    assert done.first_text_seconds is not None
    assert done.first_text_seconds <= done.seconds


def at_once(count: int, work: Callable[[], str]) -> list[str]:
    with ThreadPoolExecutor(count) as threads:
        return [future.result(30) for future in [threads.submit(work) for _ in range(count)]]
