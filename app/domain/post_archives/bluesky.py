"""Bluesky's posts: from the repository file an account exports, or from the answer of `listRecords`."""

import re
from collections.abc import Iterator
from typing import IO, Any

from app.domain.post_archives.car import read_records
from app.domain.post_archives.found import DropReason, Found, read_moment
from app.domain.post_archives.json_items import read_items

POST = "app.bsky.feed.post"
_MARKS = (POST.encode(), b"\x63did")  # posts, and the commit that names whose they are
_ITEMS = re.compile(r'"records"\s{0,9}:\s{0,9}\[')
_OWNER = re.compile(r"at://([^/]+)/")


def read_repository(file: IO[bytes]) -> Iterator[Found]:
    """The posts of a CAR file. Raises BadInput when it is damaged."""
    owner = ""
    for record in read_records(file, _MARKS):
        if isinstance(record.get("did"), str) and "data" in record:
            owner = record["did"]
        else:
            yield from _found(record, owner)


def read_listing(file: IO[bytes]) -> Iterator[Found]:
    """The posts of `com.atproto.repo.listRecords`, one answer or several in a row. Raises BadInput."""
    for item in read_items(file, _ITEMS):
        record = item.get("value") if isinstance(item, dict) else None
        if isinstance(record, dict):
            owner = _OWNER.match(str(item.get("uri", "")))
            yield from _found(record, owner[1] if owner else "")


def _found(record: dict[str, Any], owner: str) -> Iterator[Found]:
    """Reposts and likes are records of other kinds, without a word in them."""
    if record.get("$type") == POST:
        reason = DropReason.REPLY if _answers_another(record.get("reply"), owner) else None
        moment = read_moment(record.get("createdAt"))
        yield Found(str(record.get("text") or ""), moment, _language(record.get("langs")), reason)


def _answers_another(reply: Any, owner: str) -> bool:
    """A thread's next part answers its own author alone, from its first post on."""
    if not reply:
        return False
    ends = [reply.get(end) for end in ("root", "parent")] if isinstance(reply, dict) else []
    addresses = [str(end.get("uri", "")) for end in ends if isinstance(end, dict)]
    own = f"at://{owner}/"
    return not owner or len(addresses) < 2 or not all(address.startswith(own) for address in addresses)


def _language(languages: Any) -> str:
    """What the post declares, when that is a single language."""
    if not isinstance(languages, (list, tuple)) or len(languages) != 1:
        return ""
    return str(languages[0]).lower().partition("-")[0]
