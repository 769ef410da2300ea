"""An archive or one file of it: recognised, read where it lies, and sifted."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from app.domain.post_archives import bluesky, linkedin, mastodon, x
from app.domain.post_archives.containers import (
    LARGEST_MEMBER,
    Bounded,
    list_members,
    read_members,
    read_tar_members,
    telling_damage,
)
from app.domain.post_archives.feed import read_entries
from app.domain.post_archives.found import Found
from app.domain.post_archives.kinds import HEAD, Kind, kind_of, unknown
from app.domain.posts import PostSource
from app.errors import BadInput
from knowledge_base.feeds import Feed, read_feed
from knowledge_base.fetching import Fetched, FetchFailed, Trouble
from knowledge_base.loaders.feed import LARGEST_FEED

_LINKEDIN_PART = re.compile(r"(?:.*/)?(?:Profile|Connections|messages|Registration|Invitations)\.csv")
_OFFICE = "[Content_Types].xml"
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Signed:
    """The name under which a person signs, and whether they wrote it for this very feed."""

    name: str
    written: bool = False


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the posts come from, and the posts as they are read; reading them raises BadInput."""

    source: PostSource
    found: Iterator[Found]


def open_archive(file: IO[bytes], *, signed: Signed, now: datetime) -> Archive:
    """Recognise a seekable file by its content. Nothing but posts is read in it, and nothing is kept.

    Raises BadInput that says what the file looks like and what to bring, also while posts are read.
    """
    with telling_damage():
        file.seek(0)
        head = file.read(HEAD)
        kind = kind_of(head)
        file.seek(0)
        if kind is Kind.ZIP:
            archive = _open_zip(file)
        elif kind in {Kind.TAR, Kind.TAR_GZ}:
            archive = Archive("mastodon", _tar(file, packed=kind is Kind.TAR_GZ))
        elif kind is Kind.FEED:
            archive = Archive("feed", read_entries(_feed(file, now), name=signed.name, named=signed.written))
        else:
            source, read = _ALONE[kind]
            archive = Archive(source, read(Bounded(file, LARGEST_MEMBER)))  # type: ignore[arg-type]
    return Archive(archive.source, _telling(archive.found))


_ALONE: dict[Kind, tuple[PostSource, Callable[[IO[bytes]], Iterator[Found]]]] = {
    Kind.SHARES: ("linkedin", linkedin.read_shares),
    Kind.TWEETS: ("x", lambda file: x.read_tweets(file, {})),
    Kind.OUTBOX: ("mastodon", mastodon.read_outbox),
    Kind.REPOSITORY: ("bluesky", bluesky.read_repository),
    Kind.LISTING: ("bluesky", bluesky.read_listing),
}


def _telling(found: Iterator[Found]) -> Iterator[Found]:
    """The same posts; what a broken file makes a reader raise becomes a sentence."""
    while True:
        with telling_damage():
            one = next(found, None)
        if one is None:
            return
        yield one


def _open_zip(file: IO[bytes]) -> Archive:
    names = list_members(file)
    if any(map(x.TWEETS.fullmatch, names)):
        return Archive("x", _zipped_tweets(file))
    if any(map(linkedin.MEMBER.fullmatch, names)):
        return Archive("linkedin", _zipped(file, linkedin.MEMBER, linkedin.read_shares))
    if any(map(mastodon.MEMBER.fullmatch, names)):
        return Archive("mastodon", _zipped(file, mastodon.MEMBER, mastodon.read_outbox))
    if any(map(_LINKEDIN_PART.fullmatch, names)):
        raise BadInput(
            "This LinkedIn archive holds no Shares.csv. Ask LinkedIn for the larger archive, with "
            "everything: we open only that one file in it, never your messages."
        )
    if _OFFICE in names:
        raise BadInput("This looks like an Office document. Copy the posts out of it and paste them.")
    raise unknown()


def _zipped(
    file: IO[bytes], wanted: re.Pattern[str], read: Callable[[IO[bytes]], Iterator[Found]]
) -> Iterator[Found]:
    for _, member in read_members(file, wanted):
        yield from read(member)


def _zipped_tweets(file: IO[bytes]) -> Iterator[Found]:
    notes: x.Notes = {}
    for _, member in read_members(file, x.NOTES):
        x.read_notes(member, notes)
    for _, member in read_members(file, x.TWEETS):
        yield from x.read_tweets(member, notes)


def _tar(file: IO[bytes], *, packed: bool) -> Iterator[Found]:
    for _, member in read_tar_members(file, mastodon.MEMBER, packed=packed):
        yield from mastodon.read_outbox(member)
        return
    raise BadInput("This archive holds no outbox.json, where Mastodon keeps your posts. Bring that file.")


def _feed(file: IO[bytes], now: datetime) -> Feed:
    data = file.read(LARGEST_FEED + 1)
    if len(data) > LARGEST_FEED:
        raise BadInput("This feed is larger than %(limit)s MB.", limit=LARGEST_FEED // 1024**2)
    try:
        return read_feed(Fetched(status=200, url="", body=data), now=now)
    except FetchFailed as error:
        if error.trouble is Trouble.UNSAFE_XML:
            raise BadInput("This file uses XML in a way that could do harm, so it was not read.") from error
        raise BadInput("This feed is damaged or incomplete. Save it again, or give its address.") from error
