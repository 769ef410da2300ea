"""Posts on their way through a page, packed and sealed: nothing is stored before their author agrees."""

import base64
import binascii
import hashlib
import hmac
import json
import zlib
from collections.abc import Sequence
from datetime import date
from typing import cast

from app.domain.people import PersonId
from app.domain.posts import Post, PostSource
from app.errors import BadInput


def pack(posts: Sequence[Post], *, secret: bytes, author_id: PersonId) -> str:
    """A text for a hidden field; only the same author can bring it back, and only unchanged."""
    rows = [
        (post.text, post.language, post.posted_on.isoformat() if post.posted_on else "", post.source)
        for post in posts
    ]
    packed = base64.urlsafe_b64encode(zlib.compress(json.dumps(rows, ensure_ascii=False).encode()))
    return f"{_seal(packed, secret, author_id)}.{packed.decode()}"


def unpack(parcel: str, *, secret: bytes, author_id: PersonId) -> list[Post]:
    """Raises BadInput for what was not packed here, for this author."""
    seal, _, packed = parcel.partition(".")
    data = packed.encode("ascii", "replace")
    if not hmac.compare_digest(seal.encode("utf-8", "replace"), _seal(data, secret, author_id).encode()):
        raise BadInput("This list did not come back as it was shown. Bring the posts again.")
    try:
        rows = json.loads(zlib.decompress(base64.urlsafe_b64decode(data)))
    except (binascii.Error, zlib.error, ValueError) as error:  # sealed by an older version of ours
        raise BadInput("This list did not come back as it was shown. Bring the posts again.") from error
    return [
        Post(text, language, date.fromisoformat(day) if day else None, cast(PostSource, source))
        for text, language, day, source in rows
    ]


def _seal(packed: bytes, secret: bytes, author_id: PersonId) -> str:
    return hmac.new(secret, b"posts:%d:" % author_id + packed, hashlib.sha256).hexdigest()
