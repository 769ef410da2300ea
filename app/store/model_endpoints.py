"""Endpoints of models in rows, in their order; each key is encrypted under the installation's secret."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.model_endpoints import RETRIES, Api, ModelEndpoint, Purpose
from app.errors import BadInput, Misconfigured, NotFound
from app.store.tables import ModelEndpointRow

MOST_ENDPOINTS = 20


class KeyBox:
    """Encrypts and decrypts keys with a key of its own, derived from the installation's secret."""

    def __init__(self, secret: bytes) -> None:
        derived = hmac.new(secret, b"tandem model endpoint keys", hashlib.sha256).digest()
        self._key = base64.urlsafe_b64encode(derived)

    def close(self, key: str) -> bytes:
        """b"" for no key."""
        from cryptography.fernet import Fernet

        return Fernet(self._key).encrypt(key.encode()) if key else b""

    def open(self, sealed: bytes, *, name: str) -> str:
        """Raises Misconfigured when it was sealed with another secret, or was changed."""
        from cryptography.fernet import Fernet, InvalidToken

        try:
            return Fernet(self._key).decrypt(sealed).decode() if sealed else ""
        except InvalidToken:
            raise Misconfigured(
                "The key of the model “%(name)s” cannot be read any more: enter it again.", name=name
            ) from None


def list_endpoints(session: Session, box: KeyBox) -> list[ModelEndpoint]:
    """All of them in their order, whether they are on or off.

    One whose key cannot be read any more comes without a key and switched off.
    """
    return [_endpoint(row, box) for row in _rows(session)]


def get_endpoint(session: Session, endpoint_id: int, box: KeyBox) -> ModelEndpoint:
    return _endpoint(_get_row(session, endpoint_id), box)


def add_endpoint(
    session: Session, endpoint: ModelEndpoint, box: KeyBox, *, by: str, now: datetime
) -> ModelEndpoint:
    """Put last. Raises BadInput when its name is taken, or there are too many."""
    rows = _rows(session)
    if len(rows) >= MOST_ENDPOINTS:
        raise BadInput("There are %(most)s models already: remove one first.", most=MOST_ENDPOINTS)
    row = ModelEndpointRow(position=max((row.position for row in rows), default=0) + 1)
    _fill(session, row, endpoint, by=by, now=now)
    row.secret = box.close(endpoint.key)
    session.add(row)
    session.flush()
    return _endpoint(row, box)


def change_endpoint(
    session: Session,
    endpoint_id: int,
    endpoint: ModelEndpoint,
    box: KeyBox,
    *,
    by: str,
    now: datetime,
) -> ModelEndpoint:
    """Its place stays, and whether it is on. Raises NotFound, and BadInput when its name is taken."""
    row = _get_row(session, endpoint_id)
    _fill(session, row, endpoint, by=by, now=now)
    row.secret = box.close(endpoint.key)
    session.flush()
    return _endpoint(row, box)


def switch_endpoint(session: Session, endpoint_id: int, *, on: bool, by: str, now: datetime) -> None:
    row = _get_row(session, endpoint_id)
    row.active, row.changed_by, row.changed_at = on, by, now


def move_endpoint(session: Session, endpoint_id: int, *, earlier: bool) -> None:
    """Change places with its neighbour; the first stays first and the last stays last."""
    rows = _rows(session)
    row = _get_row(session, endpoint_id)
    here = rows.index(row)
    there = here - 1 if earlier else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for position, moved in enumerate(rows, start=1):
        moved.position = position


def delete_endpoint(session: Session, endpoint_id: int) -> None:
    session.delete(_get_row(session, endpoint_id))


def _rows(session: Session) -> list[ModelEndpointRow]:
    query = select(ModelEndpointRow).order_by(ModelEndpointRow.position, ModelEndpointRow.id)
    return list(session.scalars(query.limit(MOST_ENDPOINTS)))


def _get_row(session: Session, endpoint_id: int) -> ModelEndpointRow:
    row = session.get(ModelEndpointRow, endpoint_id)
    if row is None:
        raise NotFound("There is no such model here.")
    return row


def _fill(
    session: Session, row: ModelEndpointRow, endpoint: ModelEndpoint, *, by: str, now: datetime
) -> None:
    same_name = func.lower(ModelEndpointRow.name) == endpoint.name.lower()
    with session.no_autoflush:
        others = session.scalars(select(ModelEndpointRow.id).where(same_name)).all()
    if any(other != row.id for other in others):
        raise BadInput("There is a model called “%(name)s” already.", name=endpoint.name)
    row.name, row.url, row.model = endpoint.name, endpoint.url, endpoint.model
    row.purposes = sorted(purpose.value for purpose in endpoint.purposes)
    row.timeout_seconds, row.at_once = endpoint.timeout_seconds, endpoint.at_once
    row.api, row.answer_tokens = endpoint.api.value, endpoint.answer_tokens
    row.price_in, row.price_out = _told(endpoint.price_in), _told(endpoint.price_out)
    row.active, row.changed_by, row.changed_at = endpoint.active, by, now


def _endpoint(row: ModelEndpointRow, box: KeyBox) -> ModelEndpoint:
    try:
        key, readable = box.open(row.secret, name=row.name), True
    except Misconfigured:
        key, readable = "", False
    return ModelEndpoint(
        id=row.id,
        name=row.name,
        url=row.url,
        model=row.model,
        key=key,
        purposes=_purposes(row.purposes),
        timeout_seconds=row.timeout_seconds,
        max_retries=RETRIES,
        at_once=row.at_once,
        api=Api(row.api),
        answer_tokens=row.answer_tokens,
        price_in=_price(row.price_in),
        price_out=_price(row.price_out),
        active=row.active and readable,
    )


def _purposes(kept: Sequence[str]) -> frozenset[Purpose]:
    known = set(Purpose)
    return frozenset(Purpose(purpose) for purpose in kept if purpose in known)


def _told(price: Decimal | None) -> str:
    return "" if price is None else str(price)


def _price(kept: str) -> Decimal | None:
    return Decimal(kept) if kept else None
