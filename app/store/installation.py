"""This installation: is the secret key still the one that fingerprints were made with?"""

import hashlib
import hmac

from sqlalchemy.orm import Session

from app.errors import Misconfigured
from app.store.tables import InstallationRow

_ONLY = 1


def check_key(session: Session, key: bytes) -> None:
    """Remember the key's check value the first time; later raise Misconfigured when it is another key.

    With another key, no stored fingerprint would ever ring.
    """
    value = hmac.new(key, b"tandem key check", hashlib.sha256).hexdigest()
    row = session.get(InstallationRow, _ONLY)
    if row is None:
        session.add(InstallationRow(id=_ONLY, key_check=value))
    elif not hmac.compare_digest(row.key_check, value):
        raise Misconfigured(
            "The secret key is not the one this database was made with, so confidential documents would no "
            "longer be recognised. Put back secret.key or TANDEM_SECRET_KEY."
        )
