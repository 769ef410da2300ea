"""Vectors of sentences that must not leave, for the tripwire alone: no search reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.store.batches import insert_rows
from app.store.fingerprints import is_secret, level_of
from app.store.tables import DocumentRow, SecretVectorRow

_KEPT = np.dtype("<f2")  # half the room of a stored embedding; cosines change by less than 0.001

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SecretVectors:
    """One row of `vectors`, of length 1, for each sentence; its document and how secret that is.

    `levels` are "internal" or "confidential", as `list_fingerprints` gives them.
    """

    documents: tuple[int, ...]
    levels: tuple[str, ...]
    vectors: Vectors

    def __len__(self) -> int:
        return len(self.documents)


def add_secret_vectors(session: Session, document_id: int, vectors: Vectors, *, model: str) -> None:
    """Keep one vector per row, each of length 1."""
    rows = [
        {"document_id": document_id, "model": model, "data": row.astype(_KEPT).tobytes()} for row in vectors
    ]
    insert_rows(session, SecretVectorRow, rows)


def delete_secret_vectors(session: Session, document_id: int) -> None:
    session.execute(delete(SecretVectorRow).where(SecretVectorRow.document_id == document_id))


def count_secret_vectors(session: Session, document_id: int, *, model: str) -> tuple[int, int]:
    """How many are kept of a document that `model` made, and how many that others did."""
    query = select(SecretVectorRow.model, func.count()).where(SecretVectorRow.document_id == document_id)
    counts: dict[str, int] = dict(session.execute(query.group_by(SecretVectorRow.model)).all())
    own = counts.pop(model, 0)
    return own, sum(counts.values())


def load_secret_vectors(session: Session, *, now: datetime, model: str) -> SecretVectors:
    """Everything that must not leave at `now`, as vectors that `model` made; others cannot be compared.

    It changes whenever `fingerprint_version` does, and not otherwise.
    """
    query = (
        select(SecretVectorRow.document_id, DocumentRow.classification, SecretVectorRow.data)
        .join(DocumentRow, DocumentRow.id == SecretVectorRow.document_id)
        .where(SecretVectorRow.model == model, is_secret(now))
        .order_by(SecretVectorRow.id)
    )
    rows = session.execute(query).all()
    return SecretVectors(
        tuple(row.document_id for row in rows),
        tuple(level_of(row.classification) for row in rows),
        _matrix([row.data for row in rows]),
    )


def _matrix(rows: Sequence[bytes]) -> Vectors:
    if not rows:
        return np.zeros((0, 0), np.float32)
    return np.frombuffer(b"".join(rows), _KEPT).reshape(len(rows), -1).astype(np.float32)
