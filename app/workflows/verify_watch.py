"""Proving that the tripwire watches for all that must not leave, and making it do so."""

from collections.abc import Iterator
from enum import Enum, auto

from app.services import Services
from app.store import proof, secret_vectors
from app.store.session import Session
from app.workflows.change_library import comparing_library
from app.workflows.watch_document import is_readable, is_watched, keep_watch, make_watch
from knowledge_base.passages import Classification


class Fault(Enum):
    """What can be wrong with how a document is watched; of all but UNWATCHED, no text is kept."""

    UNWATCHED = auto()
    UNWATCHABLE = auto()  # no fingerprints that can be read
    UNLIKENED = auto()  # no vectors, though the setting wants them
    OVERKEPT = auto()  # vectors, though the setting wants none, or an older model made them


def audit_watch(services: Services) -> dict[Fault, list[int]]:
    """Map each fault to the ids of the documents that have it."""
    found: dict[Fault, list[int]] = {fault: [] for fault in Fault}
    for document_id, fault in _judged(services):
        found[fault].append(document_id)
    return found


def repair_watch(services: Services, *, anew: bool = False) -> None:
    """Watch again for what can be; with `anew`, since the model changed, for all of which text is kept."""
    found = audit_watch(services)
    for document_id in found[Fault.OVERKEPT]:
        with comparing_library(services), services.sessions.begin() as session:
            secret_vectors.delete_secret_vectors(session, document_id)
    for document_id in _with_text(services) if anew else found[Fault.UNWATCHED]:
        with services.sessions() as session:
            text = proof.text_of(session, document_id)
        watch = make_watch(services, text)
        with comparing_library(services), services.sessions.begin() as session:
            if proof.text_of(session, document_id) == text:  # or whoever changed it has seen to it
                keep_watch(services, session, document_id, watch)


def _judged(services: Services) -> Iterator[tuple[int, Fault]]:
    with services.sessions() as session:
        for document_id, level in proof.list_secrets(session, now=services.clock()):
            if level is Classification.CONFIDENTIAL:
                yield from ((document_id, fault) for fault in _faults(services, session, document_id))
            elif not is_watched(services, session, document_id, proof.text_of(session, document_id)):
                yield document_id, Fault.UNWATCHED


def _faults(services: Services, session: Session, document_id: int) -> Iterator[Fault]:
    name = services.embedders.secrets.name
    own, others = secret_vectors.count_secret_vectors(session, document_id, model=name)
    wanted = services.settings.confidential_vectors
    if not is_readable(services, session, document_id):
        yield Fault.UNWATCHABLE
    if wanted and not own:
        yield Fault.UNLIKENED
    if others or (own and not wanted):
        yield Fault.OVERKEPT


def _with_text(services: Services) -> list[int]:
    with services.sessions() as session:
        secrets = proof.list_secrets(session, now=services.clock())
    return [document_id for document_id, level in secrets if level is not Classification.CONFIDENTIAL]
