"""References kept ready between two scores, as many as memory allows."""

from collections.abc import MutableMapping
from threading import Lock
from weakref import WeakKeyDictionary

from guardrails.authenticity.voice.background import Background
from guardrails.authenticity.voice.likeness import Reference
from guardrails.authenticity.voice.profile import VoiceProfile

_OfAVoice = dict[frozenset[str], tuple[Background, Reference]]


class PreparedReferences:
    """At most `most` references, of the voices asked for last; one holds about 3 MB of counts.

    They live as long as the profile they belong to: a deleted voice leaves nothing behind.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: MutableMapping[VoiceProfile, _OfAVoice] = WeakKeyDictionary()
        self._lock = Lock()

    def __len__(self) -> int:
        with self._lock:
            return self._count()

    def reference(
        self, profile: VoiceProfile, background: Background, *, switched_off: frozenset[str]
    ) -> Reference:
        """The one kept for this very profile, background and these habits left out; else a new one."""
        with self._lock:
            of_voice = self._kept.pop(profile, {})
            self._kept[profile] = of_voice
            kept = of_voice.get(switched_off)
        if kept is not None and kept[0] is background:
            return kept[1]
        # Outside the lock: others need not wait for a preparation that is not theirs.
        reference = Reference(profile.readings, background, switched_off=switched_off)
        with self._lock:
            self._kept.setdefault(profile, of_voice)[switched_off] = (background, reference)
            self._drop_oldest(but=profile)
        return reference

    def _drop_oldest(self, *, but: VoiceProfile) -> None:
        while self._count() > self._most:
            oldest = next((one for one in self._kept if one is not but), None)
            if oldest is None:
                return
            del self._kept[oldest]

    def _count(self) -> int:
        return sum(len(of_voice) for of_voice in self._kept.values())
