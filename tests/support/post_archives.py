"""What networks give people of their own posts, written small: every person and post is invented."""

import gzip
import io
import json
import tarfile
from collections.abc import Iterable
from typing import Any

ENGLISH = "We moved the nightly backup to noon, and nobody has lost a file since."
FRENCH = "J’ai passé la matinée à l’atelier : le nouveau four chauffe enfin comme prévu."
PRIVATE = "Between us, the neighbours are selling the house with the green shutters."
HEADER = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\r\n"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
ACTOR = "https://social.example/users/nadia"
DID = "did:plc:nadia23"


def make_shares(*commentaries: str, header: str = HEADER, year: int = 2023) -> str:
    """LinkedIn's Shares.csv, the oldest post first."""
    rows = (
        f'{year}-{1 + day // 28:02}-{1 + day % 28:02} 07:12:33,https://example.com/{day},"{text}",,,MEMBER_NETWORK\r\n'
        for day, text in enumerate(commentaries)
    )
    return header + "".join(rows)


def make_tweet(text: str, *, when: str = "Wed May 03 07:12:33 +0000 2023", **more: Any) -> dict[str, Any]:
    return {
        "tweet": {"id_str": "1", "full_text": text, "created_at": when, "lang": "en", "retweeted": False}
        | more
    }


def make_note_tweet(text: str, *, when: str = "2023-05-03T07:12:33.000Z") -> dict[str, Any]:
    return {"noteTweet": {"noteTweetId": "9", "createdAt": when, "core": {"text": text, "urls": []}}}


def make_ytd(*items: Any, name: str = "tweets", part: int = 0) -> bytes:
    return f"window.YTD.{name}.part{part} = {json.dumps(items, indent=2, ensure_ascii=False)}".encode()


def make_activity(
    content: str,
    *,
    kind: str = "Create",
    to: Iterable[str] = (PUBLIC,),
    cc: Iterable[str] = (),
    when: str = "2024-02-03T08:00:00Z",
    **more: Any,
) -> dict[str, Any]:
    whom = {"to": list(to), "cc": list(cc)}
    note = {"type": "Note", "content": content, "published": when, "attributedTo": ACTOR, "inReplyTo": None}
    return {"type": kind, "actor": ACTOR, "published": when, **whom, "object": note | whom | more}


def make_boost() -> dict[str, Any]:
    return {"type": "Announce", "actor": ACTOR, "to": [PUBLIC], "object": "https://elsewhere.example/1"}


def make_outbox(*activities: dict[str, Any]) -> bytes:
    about = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "outbox.json",
        "type": "OrderedCollection",
    }
    return json.dumps(about | {"totalItems": len(activities), "orderedItems": activities}).encode()


def make_tar_gz(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(file.getvalue(), mtime=0)


def make_record(text: str, *, when: str = "2024-03-05T09:00:00.000Z", **more: Any) -> dict[str, Any]:
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": when, "langs": ["en"]} | more


def make_reply(*, root: str, parent: str) -> dict[str, Any]:
    return {"root": {"uri": root, "cid": "x"}, "parent": {"uri": parent, "cid": "x"}}


def make_listing(*records: dict[str, Any]) -> bytes:
    uri = f"at://{DID}/app.bsky.feed.post/"
    return json.dumps(
        {"records": [{"uri": f"{uri}{n}", "cid": "x", "value": value} for n, value in enumerate(records)]}
    ).encode()


def make_repository(*records: dict[str, Any]) -> bytes:
    """A CAR file: the header, the signed commit of the account, then its records."""
    from hashlib import sha256

    import libipld

    def block(value: Any) -> tuple[bytes, bytes]:
        data = libipld.encode_dag_cbor(value)
        name = b"\x01\x71\x12\x20" + sha256(data).digest()
        return name, _counted(name + data)

    commit_name, commit = block({"did": DID, "rev": "3k", "data": "root", "version": 3, "sig": b"s"})
    # The root's name is a tagged byte string (42) that begins with a zero.
    header = b"\xa2\x65roots\x81\xd8\x2a\x58\x25\x00" + commit_name + b"\x67version\x01"
    return _counted(header) + commit + b"".join(block(record)[1] for record in records)


def _counted(data: bytes) -> bytes:
    size, length = len(data), b""
    while size >= 0x80:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return length + bytes([size]) + data
