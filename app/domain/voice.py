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
