"""X's archive: `tweets.js` in its parts and names, and the long posts that `note-tweet.js` holds."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import IO, Any

from app.domain.post_archives.found import DropReason, Found, read_moment
from app.domain.post_archives.json_items import read_items

TWEETS = re.compile(r"(?:.*/)?tweets?(?:-part\d+)?\.js")
NOTES = re.compile(r"(?:.*/)?note-tweet(?:-part\d+)?\.js")
_ITEMS = re.compile(r"window\.YTD\.(?:tweets?|note_?tweet)\.part\d+\s{0,9}=\s{0,9}\[")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RESHARED = re.compile(r"RT @\w")
_TO_SOMEBODY = re.compile(r"\.?@\w")
_SHORT_LINK = re.compile(r"(?:(?<![^\S\n])[^\S\n]+)?https?://t\.co/\w+")  # each blank is read once
_NO_LANGUAGE = frozenset({"und", "qam", "qct", "qht", "qme", "qst", "zxx", "art"})  # X's own codes
_SAME_HEAD = 30  # code points that a long post shares with the short form of it
_LARGEST_NOTES = 20_000_000  # code points of all long posts together
_SECONDS = tuple(timedelta(seconds=apart) for apart in (0, 1, -1))

Notes = dict[datetime, list[str]]
"""The texts of long posts by the second in which they were written."""


def read_notes(file: IO[bytes], notes: Notes) -> None:
    """Add the long posts of one file to `notes`. Raises BadInput."""
    left = _LARGEST_NOTES - sum(len(text) for texts in notes.values() for text in texts)
    for item in read_items(file, _ITEMS):
        text, moment = _note(item)
        left -= len(text)
        if moment and left > 0:
            notes.setdefault(moment.replace(microsecond=0), []).append(text)


def read_tweets(file: IO[bytes], notes: Notes) -> Iterator[Found]:
    """The posts of one file; long ones whole, told by their time since their ids differ. Raises BadInput."""
    for item in read_items(file, _ITEMS):
        if not isinstance(item, dict):
            continue
        if "noteTweet" in item:  # the file of long posts, brought alone
            text, moment = _note(item)
            yield _found(text, moment, "")
        else:
            tweet = item.get("tweet", item)
            if isinstance(tweet, dict):
                yield _tweet(tweet, notes)


def _tweet(tweet: dict[str, Any], notes: Notes) -> Found:
    text = unescape(str(tweet.get("full_text") or tweet.get("text") or ""))
    moment = _read_time(str(tweet.get("created_at", "")))
    declared = str(tweet.get("lang") or "").lower().partition("-")[0]
    return _found(_whole(text, moment, notes), moment, "" if declared in _NO_LANGUAGE else declared)


def _note(item: Any) -> tuple[str, datetime | None]:
    note = item.get("noteTweet") if isinstance(item, dict) else None
    core = note.get("core") if isinstance(note, dict) else None
    if not isinstance(note, dict) or not isinstance(core, dict):
        return "", None
    return unescape(str(core.get("text") or "")), read_moment(note.get("createdAt"))


def _found(text: str, moment: datetime | None, declared: str) -> Found:
    """X calls a reshare nothing of the kind: only its first characters tell."""
    reason = None
    if _RESHARED.match(text):
        reason = DropReason.RESHARE
    elif _TO_SOMEBODY.match(text):
        reason = DropReason.REPLY
    shown = _SHORT_LINK.sub("", text)
    if reason is None and not shown.strip() and text.strip():
        reason = DropReason.ONLY_LINKS
    return Found(shown, moment, declared, reason)


def _whole(text: str, moment: datetime | None, notes: Notes) -> str:
    """The long post of the same second that begins alike, if there is one."""
    if moment is None or not notes:
        return text
    try:
        seconds = [moment + apart for apart in _SECONDS]
    except OverflowError:  # the first or the last second that a date can name
        return text
    head = _head(text)
    for second in seconds:
        for note in notes.get(second, ()):
            if _head(note) == head:
                return note
    return text


def _head(text: str) -> str:
    return "".join(text.split())[:_SAME_HEAD]


def _read_time(written: str) -> datetime | None:
    """As X writes it: "Wed Oct 10 20:19:24 +0000 2018", in English whatever the locale; always UTC."""
    try:
        _, month, day, clock, _, year = written.split()
        hour, minute, second = clock.split(":")
        number = _MONTHS.index(month) + 1
        return datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except (ValueError, OverflowError):
        return read_moment(written)
