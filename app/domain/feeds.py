"""Feeds: where industry news comes from, how they are doing, and when to ask them again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.errors import AppError, BadInput
from knowledge_base.fetching import FetchFailed, Trouble
from knowledge_base.passages import Origin

EVERY_MINUTES = 60
LONGEST_WAIT = timedelta(days=1)
SOON = timedelta(minutes=10)

_SENTENCES: Mapping[Trouble, AppError] = {
    Trouble.ADDRESS: BadInput("This is not a web address. It starts with https:// or http://."),
    Trouble.CREDENTIALS: BadInput("This address holds a name or a password. Only public addresses are read."),
    Trouble.PORT: BadInput("Only the usual web ports are read, not port %(port)s."),
    Trouble.PRIVATE: BadInput("%(host)s leads into a private network. Only the public web is read."),
    Trouble.UNKNOWN_HOST: BadInput("There is no site called %(host)s, or it cannot be found now."),
    Trouble.UNREACHABLE: BadInput("%(host)s does not answer."),
    Trouble.CERTIFICATE: BadInput("%(host)s cannot prove that it is what it says: its certificate is wrong."),
    Trouble.TIMEOUT: BadInput("%(host)s did not answer within %(seconds)s seconds."),
    Trouble.REDIRECTS: BadInput("This address leads on and on: more than %(limit)s redirects."),
    Trouble.NOT_THERE: BadInput("There is nothing at this address."),
    Trouble.GONE: BadInput("The site says that this was removed for good."),
    Trouble.REFUSED: BadInput("The site does not let us read this."),
    Trouble.BUSY: BadInput("The site asks to come back later."),
    Trouble.STATUS: BadInput("The site answered with error %(status)s."),
    Trouble.TOO_LARGE: BadInput("What is at this address is larger than %(limit)s MB."),
    Trouble.CONTENT_TYPE: BadInput("What is at this address cannot be read: it is of the kind %(kind)s."),
    Trouble.BROKEN: BadInput("The site's answer was broken or incomplete."),
    Trouble.NO_FEED: BadInput("There is no RSS or Atom feed at this address."),
    Trouble.NO_SITEMAP: BadInput("There is no sitemap with pages of this site at this address."),
    Trouble.UNSAFE_XML: BadInput("This file uses XML in a way that could do harm, so it was not read."),
    Trouble.NO_TEXT: BadInput("This page holds no text worth keeping."),
}


def explain(trouble: Trouble, params: Mapping[str, object]) -> AppError:
    """What went wrong, as a sentence that pages translate and that can be raised."""
    pattern = _SENTENCES[trouble]
    return type(pattern)(pattern.message, **params)


class EntryOutcome(StrEnum):
    """What became of an entry, so that it is not read twice."""

    KEPT = "kept"
    DUPLICATE = "duplicate"  # another source has told the same story
    NO_TEXT = "no_text"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and how its last visit went. `trouble` is None when the last visit went well.

    `publisher`, `licence` and `language` hold for its entries where they are not empty; `url` is
    the feed's own address. Datetimes are UTC-aware.
    """

    id: int
    url: str
    name: str
    publisher: str
    licence: str
    language: str
    origin: Origin
    every_minutes: int
    added_by: str
    added_at: datetime
    next_due: datetime
    etag: str = ""
    last_modified: str = ""
    failures: int = 0
    last_ok: datetime | None = None
    trouble: Trouble | None = None
    trouble_params: Mapping[str, object] = field(default_factory=dict)

    def succeeded(self, *, now: datetime, etag: str, last_modified: str, more: bool) -> "Feed":
        """After a visit; with `more` left to read, come back soon and do not say "if changed"."""
        return replace(
            self,
            etag="" if more else etag,
            last_modified="" if more else last_modified,
            next_due=now + (SOON if more else timedelta(minutes=self.every_minutes)),
            failures=0,
            last_ok=now,
            trouble=None,
            trouble_params={},
        )

    def failed(self, error: FetchFailed, *, now: datetime) -> "Feed":
        """Wait twice as long after each failure, as long as the server asks, but at most a day."""
        usual = timedelta(minutes=self.every_minutes) * 2 ** min(self.failures + 1, 10)
        asked = timedelta(seconds=error.retry_after or 0)
        longest = max(LONGEST_WAIT, timedelta(minutes=self.every_minutes))
        gone = longest if error.trouble is Trouble.GONE else timedelta()
        return replace(
            self,
            next_due=now + min(max(usual, asked, gone), longest),
            failures=self.failures + 1,
            trouble=error.trouble,
            trouble_params=error.params,
        )


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A feed as its page shows it. `last_error` is None when the last visit went well.

    `entries_kept` counts the documents that came from it and are still in the library.
    """

    feed: Feed
    entries_kept: int

    @property
    def name(self) -> str:
        return self.feed.name

    @property
    def url(self) -> str:
        return self.feed.url

    @property
    def last_ok(self) -> datetime | None:
        return self.feed.last_ok

    @property
    def next_due(self) -> datetime:
        return self.feed.next_due

    @property
    def last_error(self) -> AppError | None:
        """Its `message` is a msgid, its `params` fill it."""
        if self.feed.trouble is None:
            return None
        return explain(self.feed.trouble, self.feed.trouble_params)
