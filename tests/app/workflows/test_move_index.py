"""Going over to another embedder: searches find all along, whoever dies, and the old index goes last."""

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import NotReady, Unavailable
from app.services import Services
from app.store.locks import held
from app.workflows.embed_library import expected_vectors
from app.workflows.examine import examine
from app.workflows.reindex import move_index, moving, reindex
from app.workflows.search_knowledge import search_knowledge
from app.workflows.verify_index import verify_index
from tests.app.conftest import open_demo
from tests.support.embeddings_server import EmbeddingsServer, embedding

LOCAL = "minilm-l6-int8-bilingual"
QUERY = "how much energy do we save"


@pytest.fixture
def server() -> Iterator[EmbeddingsServer]:
    with embedding() as running:
        yield running


def opened(data_dir: Path, server: EmbeddingsServer, **changes: object) -> Any:
    return open_demo(data_dir, embeddings_url=server.url, embeddings_model="words-1", **changes)


def found(services: Services) -> list[int]:
    return [hit.passage.id for hit in search_knowledge(services, QUERY)]


def rested(services: Any) -> None:
    """As if the server had been left alone for long enough."""
    services.embedders._opened._resting_until = 0.0


def said(services: Services) -> dict[str, tuple[bool, str]]:
    return {one.part: (one.ok, one.sentence) for one in examine(services)}


def test_another_embedder_takes_over_and_back(data_dir: Path, server: EmbeddingsServer) -> None:
    with open_demo(data_dir) as services:
        before, ids = found(services), services.vectors.ids()
    with opened(data_dir, server) as services:
        assert services.embedders.serving_name == LOCAL
        assert found(services) == before
        assert moving(services) == ("words-1/48", 0)

        assert move_index(services)

        assert services.embedders.serving_name == "words-1/48"
        assert moving(services) is None
        assert services.vectors.ids() < ids  # the document under embargo waits
        assert len(found(services)) > 3
        assert verify_index(services).holds
        assert said(services)["embeddings"] == (True, "words-1/48, 48 dimensions")
        assert not move_index(services)
    server.bodies.clear()
    with open_demo(data_dir) as services:
        assert found(services)  # by words: nobody is left who could embed the query
        assert move_index(services)
        assert found(services) == before
    assert server.bodies == []


def test_whoever_else_searches_follows_at_once(data_dir: Path, server: EmbeddingsServer) -> None:
    with opened(data_dir, server) as here, opened(data_dir, server) as there:
        assert found(there)
        move_index(here)

        assert there.embedders.serving_name == "words-1/48"
        assert found(there) == found(here)


def test_while_the_server_is_away_the_old_embedder_answers(data_dir: Path, server: EmbeddingsServer) -> None:
    with open_demo(data_dir) as services:
        before = found(services)
    server.away = True
    with opened(data_dir, server) as services:
        assert not move_index(services)
        assert found(services) == before
        is_well, sentence = said(services)["embeddings"]
        assert not is_well
        assert server.url in sentence
        with pytest.raises(Unavailable):
            reindex(services)
        assert found(services) == before
        assert verify_index(services).holds


def test_what_was_embedded_before_it_broke_off_is_not_embedded_again(
    data_dir: Path, server: EmbeddingsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.workflows.verify_index._BATCH", 16)
    with opened(data_dir, server) as services:
        with services.sessions() as session:
            total = len(expected_vectors(services, session, by="words-1/48"))
        assert services.embedders.wanted.name == "words-1/48"
        break_after(server, 2)

        assert not move_index(services)

        assert services.vectors.begun("words-1/48") == 32
        is_well, sentence = said(services)["embeddings"]
        assert (is_well, sentence) == (
            True,
            f"{LOCAL} serves until all is embedded by words-1/48: 32 of {total} passages",
        )
        server.away = False
        server.bodies.clear()
        rested(services)
        assert move_index(services)
        assert len(server.sent) == total - 32
        assert verify_index(services).holds


def break_after(server: EmbeddingsServer, batches: int) -> None:
    answer, asked = server.answer, itertools.count()

    def breaking(request: Any) -> Any:
        server.away |= next(asked) == batches
        return answer(request)

    server.http.clear()
    server.http.expect_request("/v1/embeddings", method="POST").respond_with_handler(breaking)


def test_vectors_of_another_length_are_noticed(data_dir: Path, server: EmbeddingsServer) -> None:
    with opened(data_dir, server) as services:
        move_index(services)
        server.dimensions = 24

        assert found(services) != []  # by words, as soon as the length is seen to differ
        assert moving(services) == ("words-1/24", 0)
        assert move_index(services)

        assert services.embedders.serving_name == "words-1/24"
        assert verify_index(services).holds


def test_a_reindexing_goes_over_as_well_and_one_at_a_time(data_dir: Path, server: EmbeddingsServer) -> None:
    with opened(data_dir, server) as services:
        heard: list[tuple[int, int]] = []
        with held(services.sessions, "rebuilding"):
            with pytest.raises(NotReady):
                reindex(services)
            assert not move_index(services)

        total = reindex(services, progress=lambda done, all_: heard.append((done, all_)))

        assert heard[-1] == (total, total)
        assert services.embedders.serving_name == "words-1/48"
        assert verify_index(services).holds


MOVE = """
import sys
from pathlib import Path
from app.workflows import verify_index
from app.workflows.reindex import move_index
from tests.app.conftest import open_demo
verify_index._BATCH = 4
with open_demo(Path(sys.argv[1]), embeddings_url=sys.argv[2], embeddings_model="words-1") as services:
    print("moving", flush=True)
    move_index(services)
"""


@pytest.mark.parametrize("seconds", [0.05, 0.3, 0.7])
def test_whoever_is_killed_while_moving_leaves_searches_as_they_were(
    data_dir: Path, server: EmbeddingsServer, seconds: float
) -> None:
    with open_demo(data_dir) as services:
        before = found(services)
    child = subprocess.Popen(
        [sys.executable, "-c", MOVE, str(data_dir), server.url], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()

    with opened(data_dir, server) as services:
        if services.embedders.serving_name == LOCAL:
            assert found(services) == before
            assert move_index(services)
        assert services.embedders.serving_name == "words-1/48"
        assert verify_index(services).holds
        assert found(services)
