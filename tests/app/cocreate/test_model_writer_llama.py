"""The model writer on a real llama.cpp server: the protocol is true, the words are salad."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from app.cocreate.model.answer import VariantAnswer
from app.cocreate.model.writer import ModelWriter
from app.domain.model_endpoints import ModelEndpoint
from app.llm.chat_model import Message, Role, open_chat_model
from app.llm.errors import ModelDenied
from app.llm.probe import probe_model
from knowledge_base.language import detect_language
from tests.support.model_drafts import BRIEFS, PASSAGES, SteadyWriter, find_personal_data, voice
from tests.support.tiny_gguf import llama_server, write_tiny_gguf


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelEndpoint]:
    pytest.importorskip("xllamacpp")
    model = write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf")
    with llama_server(model) as endpoint:
        yield endpoint


def test_a_constrained_answer_streams_in_the_form_asked_for(llama: ModelEndpoint) -> None:
    told: list[str] = []
    messages = [Message(Role.SYSTEM, "Write."), Message(Role.USER, "Now.")]

    answer = open_chat_model(llama).complete(messages, VariantAnswer, temperature=0.7, on_text=told.append)

    assert isinstance(answer, VariantAnswer)
    assert len(told) > 5
    assert all(later.startswith(earlier) for earlier, later in pairwise(told))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_salad_never_reaches_the_author(llama: ModelEndpoint, language: str) -> None:
    model = open_chat_model(llama)
    writer = ModelWriter(model, SteadyWriter(), detect=find_personal_data, language_of=detect_language)

    composition = writer.write(BRIEFS[language], PASSAGES, voice(language))

    assert composition.notice == "model_nonsense"
    assert composition.variants == SteadyWriter.composition.variants


def test_the_doctor_finds_it_well(llama: ModelEndpoint) -> None:
    probe = probe_model(llama)

    assert probe.ok
    assert probe.structured
    assert 0 < probe.latency_seconds < 10
    assert probe.sentence == "The model answers, in the form asked for."


def test_all_that_it_can_do_is_found_out(llama: ModelEndpoint) -> None:
    probe = probe_model(llama, thorough=True)

    assert probe.streams
    assert probe.counts_tokens
    assert probe.tokens_out > 0
    assert probe.context_tokens == 8192
    assert probe.limit == "max_tokens"
    assert probe.tools is False  # its template knows none


def test_the_doctor_names_a_wrong_key(llama: ModelEndpoint) -> None:
    probe = probe_model(replace(llama, key="wrong"))

    assert not probe.ok
    assert not probe.structured
    assert probe.sentence == "The model's server did not accept the key."


def test_a_wrong_key_is_denied(llama: ModelEndpoint) -> None:
    with pytest.raises(ModelDenied):
        open_chat_model(replace(llama, key="wrong")).complete([Message(Role.USER, "Hi")], VariantAnswer)
