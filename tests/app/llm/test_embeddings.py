"""Embeddings of an endpoint: rows of length 1 in the order asked for, or a sentence that says why not."""

import json
import math
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from werkzeug import Response

from app.llm.call import Call, ModelCall
from app.llm.embeddings import BATCH, EndpointEmbedder
from knowledge_base.indexes import EmbedderUnavailable
from tests.support.embeddings_server import KEY, Answer, EmbeddingsServer, embedding, fails, gives, sends
from tests.support.tiny_gguf import llama_server, write_tiny_gguf


@pytest.fixture
def server() -> Iterator[EmbeddingsServer]:
    with embedding() as running:
        yield running


def test_every_text_becomes_a_row_of_length_one(server: EmbeddingsServer) -> None:
    embedder = EndpointEmbedder(server.endpoint())

    rows = embedder.embed(["We bake bread.", "Nous cuisons \udce9 du pain.", ""])

    assert rows.shape == (3, 48)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert (embedder.name, embedder.dimensions) == ("words-1/48", 48)
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_rows_follow_the_texts_whatever_the_order_of_the_answer(server: EmbeddingsServer) -> None:
    server.replies = [gives([(3.0, 0.0), (0.0, 2.0)], order=(1, 0))]

    rows = EndpointEmbedder(server.endpoint()).embed(["one", "two"])

    assert rows.tolist() == [[1, 0], [0, 1]]


def test_many_texts_go_in_batches(server: EmbeddingsServer) -> None:
    texts = [f"text number {number}" for number in range(BATCH + 3)]

    assert len(EndpointEmbedder(server.endpoint()).embed(texts)) == BATCH + 3

    assert [len(json.loads(body)["input"]) for body in server.bodies] == [BATCH, 3]
    assert server.sent == texts


def test_what_may_pass_is_tried_again(server: EmbeddingsServer) -> None:
    server.replies = [fails(503)]

    assert len(EndpointEmbedder(server.endpoint()).embed(["one"])) == 1
    assert len(server.bodies) == 2


@pytest.mark.parametrize(
    ("answer", "tries"),
    [
        (fails(500), 2),
        (fails(429, headers={"Retry-After": "600"}), 1),
        (fails(401), 1),
        (fails(404), 1),
        (sends("<html>"), 2),
        (sends("{}"), 2),
        (gives([(1.0, 0.0), (1.0, 0.0)]), 2),
        (gives([(0.0, 0.0)]), 2),
        (gives([(math.nan, 1.0)]), 2),
        (gives([()]), 2),
        (lambda _: Response(status=307, headers={"Location": "http://127.0.0.1:9/v1/embeddings"}), 1),
    ],
    ids=["error", "busy", "key", "model", "html", "nothing", "too_many", "zero", "nan", "empty", "elsewhere"],
)
def test_an_answer_that_is_none_is_said(server: EmbeddingsServer, answer: Answer, tries: int) -> None:
    server.replies = [answer] * 5

    with pytest.raises(EmbedderUnavailable, match=server.url):
        EndpointEmbedder(server.endpoint()).embed(["one"])

    assert len(server.bodies) == tries


def test_a_server_that_failed_is_left_alone_for_a_while(server: EmbeddingsServer) -> None:
    server.replies = [fails(401)]
    patient, eager = EndpointEmbedder(server.endpoint()), EndpointEmbedder(server.endpoint(), rest=0)

    for _ in range(3):
        with pytest.raises(EmbedderUnavailable):
            patient.embed(["one"])
    server.replies = [fails(401)]
    with pytest.raises(EmbedderUnavailable):
        eager.embed(["one"])

    assert len(server.bodies) == 2
    assert len(eager.embed(["one"])) == 1


def test_a_server_that_is_silent_is_not_waited_for(server: EmbeddingsServer) -> None:
    embedder = EndpointEmbedder(server.endpoint(timeout_seconds=0.2, max_retries=0))

    def silent(_: object) -> Response:
        time.sleep(1)
        return Response("{}")

    server.replies = [silent]
    with pytest.raises(EmbedderUnavailable, match="in time"):
        embedder.embed(["one"])


def test_nobody_listening_is_said(server: EmbeddingsServer) -> None:
    endpoint = server.endpoint()
    server.http.stop()

    with pytest.raises(EmbedderUnavailable, match="reached"):
        EndpointEmbedder(endpoint).embed(["one"])


def test_a_real_server_of_llama_cpp_embeds(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    with llama_server(write_tiny_gguf(tmp_path / "tiny.gguf"), embeds=True) as endpoint:
        embedder = EndpointEmbedder(endpoint)

        rows = embedder.embed(["We bake bread.", "Nous cuisons du pain.", "We bake bread."])
        embedder.close()

        assert embedder.name == "tiny/64"
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
        assert rows[0] @ rows[2] > 0.9999 > rows[0] @ rows[1]


def test_each_batch_is_counted_as_the_server_counts_it(server: EmbeddingsServer) -> None:
    heard: list[ModelCall] = []
    embedder = EndpointEmbedder(server.endpoint(), call=Call(record=heard.append))

    embedder.embed(["one", "two"])

    assert [(call.purpose, call.outcome, call.tokens_out) for call in heard] == [("embeddings", "ok", 0)]
    assert heard[0].tokens_in > 0


def test_a_failure_does_not_tell_what_follows_the_address(server: EmbeddingsServer) -> None:
    server.replies = [fails(401)]
    endpoint = server.endpoint()
    embedder = EndpointEmbedder(replace(endpoint, url=f"{endpoint.url}?key=sk-in-the-address"))

    with pytest.raises(EmbedderUnavailable) as caught:
        embedder.embed(["one"])

    assert endpoint.url in str(caught.value)
    assert "sk-in-the-address" not in str(caught.value)
