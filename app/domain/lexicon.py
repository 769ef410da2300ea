"""What the company does not want said, or not yet: names, embargoes and quiet periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any

from app.errors import BadInput
from guardrails.confidentiality.lexicon import LexiconTerm
from guardrails.confidentiality.quiet_period import TOPICS, QuietPeriod
from guardrails.confidentiality.spellings import key_of

LONGEST_WORD = 120
MOST_WORDS = 20
LONGEST_NOTE = 500


class Kind(StrEnum):
    CODE_NAME = "code_name"
    EMBARGO = "embargo"
    CLIENT = "client"
    PERSON = "person"
    QUIET_PERIOD = "quiet_period"

    @property
    def may_be_lifted(self) -> bool:
        """Whether it is a matter of time, which somebody may end before its day."""
        return self in {Kind.EMBARGO, Kind.QUIET_PERIOD}


@dataclass(frozen=True, slots=True)
class LexiconWish:
    """What somebody wants watched. The first of `words` is its name; a quiet period may do with `topics`.

    Moments are UTC-aware; `ends` is exclusive. `announced` says that the end of an embargo is public.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    starts: datetime | None = None
    ends: datetime | None = None
    announced: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    id: int
    wish: LexiconWish
    updated_by: str
    updated_at: datetime
    lifted_by: str = ""
    lifted_at: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        begun = self.wish.starts is None or self.wish.starts <= now
        over = self.wish.ends is not None and self.wish.ends <= now
        return begun and not over and self.lifted_at is None

    def term(self, zone: tzinfo) -> LexiconTerm:
        """What a check looks for; the day it may tell is the day in `zone`."""
        wish = self.wish
        day = wish.ends.astimezone(zone).date() if wish.announced and wish.ends else None
        return LexiconTerm(wish.words[0], wish.kind.value, others=wish.words[1:], announced=day)  # type: ignore[arg-type]  # never a quiet period

    def quiet_period(self) -> QuietPeriod:
        return QuietPeriod(topics=self.wish.topics, words=self.wish.words)


@dataclass(frozen=True, slots=True)
class LexiconChange:
    """One thing somebody did. `wish` is what stood there afterwards; of what was removed, what had been."""

    entry_id: int
    action: str  # "added", "changed", "lifted", "removed"
    by: str
    at: datetime
    wish: LexiconWish


def checked_wish(
    kind: str,
    words: str,
    *,
    topics: tuple[str, ...] = (),
    starts: datetime | None = None,
    ends: datetime | None = None,
    announced: bool = False,
    note: str = "",
) -> LexiconWish:
    """Read words separated by commas or line breaks. Raises BadInput for what could not be watched."""
    if kind not in set(Kind):
        raise BadInput("Say what it is: a code name, an embargo, a client, a person or a quiet period.")
    named, about = _words(words), tuple(topic for topic in TOPICS if topic in topics)
    if kind == Kind.QUIET_PERIOD and not (named or about):
        raise BadInput("Choose a subject of the quiet period, or give words of your own.")
    if kind == Kind.QUIET_PERIOD and not (starts and ends):
        raise BadInput("Give the first and the last moment of a quiet period: a silence must end.")
    if kind != Kind.QUIET_PERIOD and not named:
        raise BadInput("Give at least one word to watch for.")
    if starts and ends and ends <= starts:
        raise BadInput("It would end before it begins. Check the two dates.")
    if len(note) > LONGEST_NOTE:
        raise BadInput("Keep the note under %(limit)s characters.", limit=LONGEST_NOTE)
    about = about if kind == Kind.QUIET_PERIOD else ()
    announced = announced and kind == Kind.EMBARGO and ends is not None
    return LexiconWish(Kind(kind), named, about, starts, ends, announced, note.strip())


def wish_as_json(wish: LexiconWish) -> dict[str, Any]:
    return {
        "kind": wish.kind.value,
        "words": list(wish.words),
        "topics": list(wish.topics),
        "starts": wish.starts.isoformat() if wish.starts else "",
        "ends": wish.ends.isoformat() if wish.ends else "",
        "announced": wish.announced,
        "note": wish.note,
    }


def wish_from_json(data: Mapping[str, Any]) -> LexiconWish:
    return LexiconWish(
        Kind(data["kind"]),
        tuple(data["words"]),
        tuple(data["topics"]),
        _moment(data["starts"]),
        _moment(data["ends"]),
        announced=data["announced"],
        note=data["note"],
    )


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _words(typed: str) -> tuple[str, ...]:
    pieces = (" ".join(piece.split()) for piece in typed.replace("\n", ",").split(","))
    words = tuple(dict.fromkeys(piece for piece in pieces if piece))
    if len(words) > MOST_WORDS:
        raise BadInput("Give at most %(most)s words.", most=MOST_WORDS)
    for word in words:
        if len(word) > LONGEST_WORD:
            raise BadInput("Keep each word under %(limit)s characters.", limit=LONGEST_WORD)
        if len(key_of(word).strip()) < 2:
            raise BadInput("“%(word)s” is too short to be watched for.", word=word)
    return words
