"""Mastodon's `outbox.json`: what its author wrote for everybody; the rest is not read."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

from app.domain.post_archives.found import DropReason, Found, read_moment
from app.domain.post_archives.json_items import read_items
from knowledge_base.loaders.prose import read_prose
from knowledge_base.loaders.unreadable import UnreadableFile

MEMBER = re.compile(r"(?:.*/)?outbox\.json")
_ITEMS = re.compile(r'"orderedItems"\s{0,9}:\s{0,9}\[')
_EVERYBODY = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_LONGEST_CONTENT = 100_000  # code points of HTML


def read_outbox(file: IO[bytes]) -> Iterator[Found]:
    """The notes of one outbox, paragraphs kept. Raises BadInput when it is damaged.

    Only what was addressed to everybody, by `to` or `cc` (a quiet public post), is read: of other
    posts no word. An answer to somebody else is told from a thread's next part by its address.
    """
    for activity in read_items(file, _ITEMS):
        kind = activity.get("type") if isinstance(activity, dict) else None
        if kind == "Announce":
            yield Found("", _moment(activity), reason=DropReason.RESHARE)
        elif kind == "Create" and _is_note(activity.get("object")):
            yield _note(activity, activity["object"])


def _is_note(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "Note"


def _note(activity: dict[str, Any], note: dict[str, Any]) -> Found:
    moment = _moment(note) or _moment(activity)
    addressed = [item for item in (activity, note) if "to" in item or "cc" in item]
    if not addressed or not all(map(_is_public, addressed)):
        return Found("", moment, reason=DropReason.NOT_PUBLIC)
    text = _text(note.get("content"))
    reason = DropReason.REPLY if _answers_another(activity, note) else None
    return Found(text, moment, _language(note), reason)


def _is_public(item: dict[str, Any]) -> bool:
    return any(address in _EVERYBODY for field in ("to", "cc") for address in _addresses(item.get(field)))


def _addresses(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [address for address in values if isinstance(address, str)]


def _answers_another(activity: dict[str, Any], note: dict[str, Any]) -> bool:
    answered = note.get("inReplyTo")
    own = str(note.get("attributedTo") or activity.get("actor") or "\0").rstrip("/") + "/"
    return bool(answered) and not str(answered).startswith(own)


def _language(note: dict[str, Any]) -> str:
    languages = note.get("contentMap")
    if not isinstance(languages, dict) or len(languages) != 1:
        return ""
    return str(next(iter(languages))).lower().partition("-")[0]


def _text(content: Any) -> str:
    try:
        return read_prose(content[:_LONGEST_CONTENT]) if isinstance(content, str) else ""
    except UnreadableFile:  # markup that no post has
        return ""


def _moment(item: dict[str, Any]) -> datetime | None:
    return read_moment(item.get("published"))
