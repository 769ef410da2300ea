"""What goes to an embeddings endpoint, in bytes: public text, and nothing that leads to a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.briefs import Brief
from app.services import Services
from app.workflows.clear_document import clear_document
from app.workflows.ingest_loaded import ingest_loaded
from app.workflows.reindex import move_index
from app.workflows.search_knowledge import search_knowledge
from app.workflows.verify_index import complete_index, verify_index
from guardrails.candidate import Candidate
from knowledge_base.passages import Classification
from tests.app.conftest import open_demo
from tests.conftest import NOW
from tests.support.embeddings_server import EmbeddingsServer, embedding
from tests.support.library import PUBLIC, make_loaded

SECRET = replace(PUBLIC, classification=Classification.CONFIDENTIAL)
EMBARGOED = replace(PUBLIC, embargo_until=NOW + timedelta(days=2))
TEXT = "The Vermeil oven bakes forty trays of brioche with a third of the gas."


@pytest.fixture
def server() -> Iterator[EmbeddingsServer]:
    with embedding() as running:
        yield running


@contextmanager
def moved(data_dir: Path, server: EmbeddingsServer, **changes: object) -> Iterator[Services]:
    """The demo company, whose index was made by the endpoint."""
    with open_demo(data_dir, embeddings_url=server.url, embeddings_model="words-1", **changes) as opened:
        assert move_index(opened)
        server.bodies.clear()
        yield opened


def keep(services: Services, text: str, clearance: Any = PUBLIC, place: str = "here") -> int:
    kept = ingest_loaded(services, make_loaded(text), place=place, clearance=clearance, cleared_by="Comms")
    assert kept.document_id is not None
    return kept.document_id


def heard(server: EmbeddingsServer, *words: str) -> list[str]:
    wire = b"\n".join(server.bodies).decode()
    said = "\n".join(server.sent)
    return [word for word in words if word in wire or word in said]


def test_passages_and_searches_go_there_without_what_leads_to_a_person(
    data_dir: Path, server: EmbeddingsServer
) -> None:
    with moved(data_dir, server) as services:
        keep(services, f"{TEXT} Ask Ifeoma Umeh, ifeoma@mill.test or 06 12 34 56 78.")
        found = search_knowledge(services, "brioche oven of Ifeoma Umeh, ifeoma@mill.test")
        services.passages_for(Brief(topic="Le four de Thibault Rescourt", idea="Appelez le 06 12 34 56 78."))

    assert "Ifeoma Umeh" in found[0].passage.text
    assert heard(server, "brioche", "four") == ["brioche", "four"]
    assert heard(server, "Ifeoma", "Umeh", "mill.test", "06 12", "Rescourt", "Thibault") == []


def test_what_is_confidential_never_goes_there(data_dir: Path, server: EmbeddingsServer) -> None:
    with moved(data_dir, server, confidential_vectors=True) as services:
        keep(services, TEXT, SECRET)
        services.guarding.report(Candidate(TEXT), None, finished=True)
        search_knowledge(services, TEXT)

    assert heard(server, "Vermeil", "brioche", "trays") == []


def test_a_document_goes_there_once_its_embargo_is_over(data_dir: Path, server: EmbeddingsServer) -> None:
    with moved(data_dir, server) as services:
        number = keep(services, TEXT, EMBARGOED)
        assert verify_index(services, repair=True).holds
        assert heard(server, "brioche") == []

        later = replace(services, clock=lambda: NOW + timedelta(days=2, minutes=5))
        complete_index(later)

        assert heard(server, "brioche") == ["brioche"]
        assert verify_index(later).holds
        assert [hit.passage.document_id for hit in search_knowledge(later, "brioche")][:1] == [number]


def test_an_embargo_that_is_lifted_or_set_takes_the_vector_along(
    data_dir: Path, server: EmbeddingsServer
) -> None:
    with moved(data_dir, server) as services:
        number = keep(services, TEXT, EMBARGOED)
        for clearance in (PUBLIC, EMBARGOED, PUBLIC, SECRET):
            clear_document(services, number, clearance, by="Comms")
            assert verify_index(services).holds, clearance

    assert heard(server, "brioche") == ["brioche"]


def test_a_model_that_may_judge_secrets_lets_no_embargoed_text_go_there(
    data_dir: Path, server: EmbeddingsServer
) -> None:
    with moved(data_dir, server, confidential_to_model=True) as services:
        keep(services, TEXT, EMBARGOED)

        assert verify_index(services, repair=True).holds

    assert heard(server, "brioche") == []


def test_the_sentences_of_a_draft_never_go_there(data_dir: Path, server: EmbeddingsServer) -> None:
    """Neither to be judged, nor to choose the facts that go with them."""
    sentence = "We bake our brioche in forty Vermeil trays with a third less gas."
    with moved(data_dir, server, confidential_vectors=True) as services:
        keep(services, TEXT, SECRET)
        services.guarding.report(Candidate(sentence), None, finished=True)
        assert services.guarding._likeness.nearest_public(sentence) is not None  # what a judge would be shown

    assert server.bodies == []


def test_words_alone_find_what_came_while_the_server_was_away(
    data_dir: Path, server: EmbeddingsServer
) -> None:
    with moved(data_dir, server) as services:
        server.away = True
        number = keep(services, TEXT)
        found = [hit.passage.document_id for hit in search_knowledge(services, "brioche oven")]
        assert found[:1] == [number]
        assert not verify_index(services).holds

        complete_index(services)
        assert not verify_index(services).holds

        server.away = False
        rested(services)
        complete_index(services)
        assert verify_index(services).holds


def rested(services: Any) -> None:
    """As if the server had been left alone for long enough."""
    services.embedders._opened._resting_until = 0.0
