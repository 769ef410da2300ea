"""How long a post may be on each channel, counted the way the channel counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import regex

from guardrails.compliance.x_counting import weighted_length
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.sentences import Span
from guardrails.threads import thread_parts

_GRAPHEME = regex.compile(r"\X")
_URL = regex.compile(r"https?://[^\s<>\"«»]+")
_MENTION = regex.compile(r"(?<![\w/])(@\w+)@[\w.-]+\w")
_URL_LENGTH = 23


@dataclass(frozen=True, slots=True)
class Count:
    """How much of a channel's room a text takes; `unit` is characters, graphemes, bytes or weighted."""

    used: int
    limit: int
    unit: str

    @property
    def fits(self) -> bool:
        return self.used <= self.limit


@dataclass(frozen=True, slots=True)
class Limit:
    size: int
    unit: str


@dataclass(frozen=True, slots=True)
class ChannelRoom:
    """A channel's display name and its limits, the usual one first; each must hold.

    Where `threaded`, the parts of a thread are posted one by one, and each has the room to itself.
    """

    label: str
    limits: tuple[Limit, ...]
    threaded: bool = False


ROOM: Mapping[str, ChannelRoom] = MappingProxyType(
    {
        # LinkedIn publishes no exact unit; UTF-16 is the strictest of those in use.
        "linkedin": ChannelRoom("LinkedIn", (Limit(3000, "characters"),)),
        "x": ChannelRoom("X", (Limit(280, "weighted"),), threaded=True),
        "bluesky": ChannelRoom("Bluesky", (Limit(300, "graphemes"), Limit(3000, "bytes")), threaded=True),
        "mastodon": ChannelRoom("Mastodon", (Limit(500, "mastodon"),), threaded=True),
        "facebook": ChannelRoom("Facebook", (Limit(63_206, "characters"),)),
        # Mail itself has no limit; this keeps a letter a letter.
        "email": ChannelRoom("e-mail", (Limit(20_000, "characters"),)),
    }
)


class UnknownChannel(ValueError):
    """No limits are known for a channel of this name."""


def count(channel: str, text: str) -> Count:
    """Count `text` as `channel` does; where two limits hold, report the one that is broken.

    Of a thread, its longest part, on a channel where each is a post of its own. Raises UnknownChannel.
    """
    if channel not in ROOM:
        raise UnknownChannel(f"There is no channel named {channel!r}.")
    parts = [_count(channel, text[start:end]) for start, end in _posts(channel, text)]
    return max(parts, key=lambda part: (not part.fits, part.used))


def _posts(channel: str, text: str) -> tuple[Span, ...]:
    """What is posted at once: the parts of a thread where the channel takes threads, else the whole."""
    parts = thread_parts(text) if ROOM[channel].threaded else ()
    return parts or ((0, len(text)),)


def _count(channel: str, text: str) -> Count:
    counts = [
        Count(_MEASURES[limit.unit](text), limit.size, _shown(limit.unit)) for limit in ROOM[channel].limits
    ]
    return next((one for one in counts if not one.fits), counts[0])


def _shown(unit: str) -> str:
    return "characters" if unit == "mastodon" else unit


def _utf16_units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _graphemes(text: str) -> int:
    return sum(1 for _ in _GRAPHEME.finditer(text))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _mastodon(text: str) -> int:
    """Any address counts 23, and a mention of another server only its user part."""
    local = _MENTION.sub(r"\1", _URL.sub("x" * _URL_LENGTH, text))
    return _graphemes(local)


_MEASURES: Mapping[str, Callable[[str], int]] = {
    "characters": _utf16_units,
    "graphemes": _graphemes,
    "bytes": _bytes,
    "mastodon": _mastodon,
    "weighted": weighted_length,
}


@dataclass(frozen=True, slots=True)
class ChannelLengthCheck:
    """A post must fit its channel; the finding marks what goes over, as near as one can point."""

    name: str = "compliance.length"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        text, channel = doc.candidate.text, doc.candidate.channel
        counted = count(channel, text)
        if counted.fits:
            return []
        details = {"channel": ROOM[channel].label, "limit": str(counted.limit), "used": str(counted.used)}
        begin, end = next(
            part for part in _posts(channel, text) if not _count(channel, text[slice(*part)]).fits
        )
        start = begin + _longest_fitting(channel, text[begin:end])
        return [RawFinding(self.name, start, end, Evidence.STRUCTURE, details)]


def _longest_fitting(channel: str, text: str) -> int:
    """The code-point offset up to which the text fits, found by halving."""
    low, high = 0, len(text)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _count(channel, text[:middle]).fits else (low, middle)
    return low
