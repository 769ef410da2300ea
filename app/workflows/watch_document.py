"""What the tripwire keeps of a text that must not leave: fingerprints and, if a setting wants it, vectors."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.services import Services
from app.store import fingerprints, proof, secret_vectors
from app.store.session import Session
from app.workflows.reword_secret import reword_secret
from guardrails.candidate import Candidate
from guardrails.confidentiality.leaks.fingerprints import (
    FingerprintError,
    FingerprintLibrary,
    fingerprint_sentences,
)
from guardrails.confidentiality.leaks.pieces import pieces_of
from guardrails.doc import Doc
from knowledge_base.indexes import Vectors


@dataclass(frozen=True, slots=True)
class Watch:
    """Slow to make, so made before anything is locked. `vectors` has a row for each sentence."""

    fingerprints: Sequence[bytes]
    vectors: Vectors | None = None


def make_watch(services: Services, text: str) -> Watch:
    """All that is kept of the text; the vectors only with TANDEM_CONFIDENTIAL_VECTORS.

    With TANDEM_CONFIDENTIAL_TO_MODEL, what a model makes of the text is kept in the same way.
    """
    further = "\n".join(reword_secret(services, telling_sentences(text)))
    prints = fingerprint_sentences(text, key=services.fingerprint_key)
    prints += fingerprint_sentences(further, key=services.fingerprint_key)
    if not services.settings.confidential_vectors:
        return Watch(prints)
    sentences = telling_sentences(text) + telling_sentences(further)
    return Watch(prints, services.embedders.secrets.embed(sentences) if sentences else None)


def keep_watch(services: Services, session: Session, document_id: int, watch: Watch) -> None:
    """Keep this of a document, instead of what was kept before."""
    drop_watch(session, document_id)
    fingerprints.add_fingerprints(session, document_id, watch.fingerprints)
    if watch.vectors is not None:
        name = services.embedders.secrets.name
        secret_vectors.add_secret_vectors(session, document_id, watch.vectors, model=name)


def drop_watch(session: Session, document_id: int) -> None:
    fingerprints.delete_fingerprints(session, document_id)
    secret_vectors.delete_secret_vectors(session, document_id)


def is_watched(services: Services, session: Session, document_id: int, text: str) -> bool:
    """Whether what `make_watch` would make of the text is kept of the document, and nothing of another one.

    Where a model may reword, what it made of the text comes on top.
    """
    expected = Counter(fingerprint_sentences(text, key=services.fingerprint_key))
    wanted = len(telling_sentences(text)) if services.settings.confidential_vectors else 0
    name = services.embedders.secrets.name
    own, others = secret_vectors.count_secret_vectors(session, document_id, model=name)
    kept = proof.fingerprints_of(session, document_id)
    if services.secret_model is not None:
        return expected <= kept and not others and (own >= wanted if wanted else not own)
    return (own, others) == (wanted, 0) and kept == expected


def is_readable(services: Services, session: Session, document_id: int) -> bool:
    """Whether there are fingerprints of the document, and this version can read them."""
    entries = [(document_id, "confidential", blob) for blob in proof.fingerprints_of(session, document_id)]
    try:
        FingerprintLibrary.load(entries, key=services.fingerprint_key)
    except FingerprintError:
        return False
    return bool(entries)


def telling_sentences(text: str) -> list[str]:
    """The sentences that say something, as the tripwire sees them in a draft."""
    doc = Doc.of(Candidate(text))
    return [
        doc.text[start:end]
        for number, (start, end) in enumerate(doc.sentences)
        if any(pieces_of(doc, number, clauses=False))
    ]
