"""What an author says of their own voice, beyond what posts can show: theirs alone, and revocable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from app.domain.channels import Channel


class Tone(StrEnum):
    """How the author wants to sound on a channel; `AS_I_AM` asks for nothing but their habits."""

    AS_I_AM = "as_i_am"
    SOBER = "sober"
    WARM = "warm"
    PLAYFUL = "playful"
    DIRECT = "direct"


LOUD = ("emoji", "exclamation")
"""What a sober post does without, however much its author uses it elsewhere."""

MOST_WISHES = 50
LONGEST_WISH = 80
"""Code points of a word, a subject or a topic."""


@dataclass(frozen=True, slots=True)
class VoiceWishes:
    """What cannot be measured and was asked.

    `refusals` are subjects the author never speaks of in public and `avoided` the words and phrases
    they never write, both as typed. A channel that is not in `tones` is as they are.
    """

    refusals: tuple[str, ...] = ()
    avoided: tuple[str, ...] = ()
    tones: Mapping[Channel, Tone] = field(default_factory=lambda: MappingProxyType({}))

    def tone(self, channel: Channel) -> Tone:
        return self.tones.get(channel, Tone.AS_I_AM)


class Clash(StrEnum):
    """Two wishes that do not go together; both are kept, and each kind has its winner."""

    WORD_IN_TOPIC = "word_in_topic"
    """The word wins: drafts speak of the topic without it."""
    TOPIC_REFUSED = "topic_refused"
    """The refusal wins: a draft that comes to it is told."""
    LOUD_AND_SOBER = "loud_and_sober"
    """The tone wins on its channel."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`first` and `second` are the wishes as typed; of a tone, its channel and what is loud."""

    clash: Clash
    first: str
    second: str
