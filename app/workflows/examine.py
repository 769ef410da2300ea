"""Trying each part of the installation, one after the other, each with a sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from app.services import Services
from app.store import documents, people
from app.workflows.embed_library import expected_vectors
from app.workflows.reindex import moving


@dataclass(frozen=True, slots=True)
class Examined:
    part: str
    ok: bool
    sentence: str


def examine(services: Services) -> list[Examined]:
    """Every part in turn; a part that raises is reported with what it said, and the next is tried."""
    return [_try(part, look) for part, look in _parts(services)]


def _parts(services: Services) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "database", lambda: _database(services)
    yield "embeddings", lambda: _embeddings(services)
    yield "vectors", lambda: _vectors(services)
    yield "guardrails", lambda: f"{len(services.guarding.checks(None))} checks ready"
    set_up = [endpoint for endpoint in services.models.endpoints() if endpoint.active]
    for endpoint in set_up or (None,):
        yield "model", partial(services.describe_model, endpoint)


def _database(services: Services) -> str:
    with services.sessions() as session:
        return f"{people.count_people(session)} people, {documents.count_documents(session)} documents"


def _embeddings(services: Services) -> str:
    """Who embeds; and where the index is moving to, if it is."""
    name = services.embedders.serving_name
    moves = moving(services)
    if moves is None:
        dimensions = services.embedders.serving.embed(["bonjour"]).shape[1]
        return f"{name}, {dimensions} dimensions"
    with services.sessions() as session:
        total = len(expected_vectors(services, session, by=moves[0]))
    return f"{name} serves until all is embedded by {moves[0]}: {moves[1]} of {total} passages"


def _vectors(services: Services) -> str:
    """The index must hold exactly the passages that may be cited."""
    with services.sessions() as session:
        expected = expected_vectors(services, session).keys()
    held = services.vectors.ids()
    if held != expected:
        raise RuntimeError(f"{len(expected - held)} passages missing and {len(held - expected)} too many")
    return f"{len(held)} passages, as in the database"


def _try(part: str, look: Callable[[], str]) -> Examined:
    try:
        return Examined(part, True, look())
    except Exception as error:  # noqa: BLE001  (to report whatever is broken, and look at the rest)
        return Examined(part, False, str(error) or type(error).__name__)
