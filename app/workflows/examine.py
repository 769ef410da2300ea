"""Trying each part of the installation, one after the other, each with a sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from app.services import Services
from app.store import documents, people


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
    yield "embeddings", lambda: f"{services.embedder.embed(['bonjour']).shape[1]} dimensions"
    yield "vectors", lambda: _vectors(services)
    yield "guardrails", lambda: f"{len(services.guarding.checks(None))} checks ready"
    set_up = [endpoint for endpoint in services.models.endpoints() if endpoint.active]
    for endpoint in set_up or (None,):
        yield "model", partial(services.describe_model, endpoint)


def _database(services: Services) -> str:
    with services.sessions() as session:
        return f"{people.count_people(session)} people, {documents.count_documents(session)} documents"


def _vectors(services: Services) -> str:
    """The index must hold exactly the passages that may be cited."""
    with services.sessions() as session:
        expected = documents.list_public_passage_ids(session)
    held = services.vectors.ids()
    if held != expected:
        raise RuntimeError(f"{len(expected - held)} passages missing and {len(held - expected)} too many")
    return f"{len(held)} passages, as in the database"


def _try(part: str, look: Callable[[], str]) -> Examined:
    try:
        return Examined(part, True, look())
    except Exception as error:  # noqa: BLE001  (to report whatever is broken, and look at the rest)
        return Examined(part, False, str(error) or type(error).__name__)
