"""The scripted model: it reads our own prompts as they arrive, answers well, and goes wrong as it is told."""

import json

import pytest

from app.cocreate.composition import Composition
from app.cocreate.model.writer import ModelWriter
from app.domain.model_endpoints import ModelEndpoint
from app.llm.chat_model import open_chat_model
from app.llm.probe import probe_model
from evals.scripted.asked import Asked, Task
from evals.scripted.bad import BAD
from evals.scripted.server import MODEL, ScriptedServer, scripted_server, server_apart
from knowledge_base.language import detect_language
from tests.support.briefings import TAKES, make_brief, make_passages, make_voice
from tests.support.model_drafts import SteadyWriter, find_personal_data

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
ALL_ANGLES = ["own_take", "surprise", "lesson"]


def written(server: ScriptedServer, language: str) -> Composition:
    model = open_chat_model(endpoint_of(server.url))
    writer = ModelWriter(model, SteadyWriter(), detect=find_personal_data, language_of=detect_language)
    return writer.write(make_brief(language), make_passages(language), make_voice(language))


def endpoint_of(url: str) -> ModelEndpoint:
    return ModelEndpoint(url=url, model=MODEL, max_retries=0, timeout_seconds=20)


def asked_of(server: ScriptedServer) -> list[Asked]:
    return [Asked.of(json.loads(body)["messages"]) for body in server.bodies]


@LANGUAGES
def test_the_good_model_makes_three_drafts_of_what_it_was_given(language: str) -> None:
    with scripted_server() as server:
        composition = written(server, language)

    assert [variant.angle for variant in composition.variants] == ALL_ANGLES
    assert composition.notice == ""
    assert TAKES[language][0] in composition.variants[0].text
    assert {number for variant in composition.variants for number in variant.passage_ids} <= {1, 2, 3}


@LANGUAGES
def test_our_prompts_are_read_as_they_are_meant(language: str) -> None:
    with scripted_server(BAD["errs once"]) as server:
        written(server, language)
    asked = asked_of(server)

    assert [one.task for one in asked[:3]] == [Task.PLAN, Task.WRITE, Task.REVISE]
    assert {one.language for one in asked} == {language}
    assert all(one.takes == TAKES[language] for one in asked)
    assert all([passage.id for passage in one.passages] == [1, 2, 3] for one in asked)
    assert asked[1].evidence
    assert asked[2].complaints
    assert asked[2].draft


def test_it_says_the_same_each_time() -> None:
    texts = []
    for _ in range(2):
        with scripted_server() as server:
            texts.append([variant.text for variant in written(server, "en").variants])

    assert texts[0] == texts[1]


def test_what_was_invented_is_gone_once_the_model_is_told() -> None:
    with scripted_server(BAD["errs once"]) as server:
        composition = written(server, "en")

    assert composition.trace.rounds >= 1
    assert not any("4,837" in variant.text for variant in composition.variants)


ENDS: dict[str, str] = {
    "leaks a placeholder": "model_nonsense",
    "wrong language": "model_nonsense",
    "repeats itself": "model_nonsense",
    "a megabyte": "model_nonsense",
    "invalid JSON": "model_nonsense",
    "empty": "model_nonsense",
    "too many requests": "model_unavailable",
    "server error": "model_unavailable",
    "cut in mid-stream": "model_unavailable",
    "declines": "model_refused",
}


@pytest.mark.parametrize(("kind", "notice"), ENDS.items(), ids=ENDS)
def test_each_way_of_going_wrong_is_the_one_it_is_called(kind: str, notice: str) -> None:
    with scripted_server(BAD[kind]) as server:
        assert written(server, "fr").notice == notice


def test_the_doctor_finds_the_good_one_well() -> None:
    with scripted_server() as server:
        probe = probe_model(endpoint_of(server.url))

    assert probe.ok
    assert probe.structured


def test_it_can_run_in_a_process_of_its_own() -> None:
    with server_apart("--bad", "declines") as apart:
        probe = probe_model(endpoint_of(apart.url))

    assert not probe.ok
