"""The library of what must not leave, kept up with the database."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock, Thread

from app.other_names import GlossaryTerms, general_dictionary
from app.store import fingerprints, public_readings
from app.store.session import Sessions
from guardrails.confidentiality.leaks.dictionary import NO_DICTIONARY
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary
from guardrails.confidentiality.leaks.public_texts import is_sound, read_public, unpack_public

logger = logging.getLogger(__name__)

_MANY = 1_000
"""Public passages; a library with fewer is built again while a check waits, in a tenth of a second."""

_READ_AT_ONCE = 200
_LONGEST_GOODBYE = 5.0

Version = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A library, the version of the rows it was built from, and the public passages it knows."""

    version: Version
    secret_version: Version
    passages: frozenset[int]
    library: FingerprintLibrary


class Tripwire:
    """Builds the library again when the rows behind it change.

    It is never older than the newest secret. Public texts only quiet alarms, so where there are many
    of them, those that came in a moment ago may be missing while the next library is built beside it.
    """

    def __init__(self, sessions: Sessions, *, key: bytes, clock: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._key = key
        self._clock = clock
        self._terms = GlossaryTerms(sessions)
        self._lock = Lock()
        self._kept: Kept | None = None
        self._good_for: Version = ()
        self._beside: Thread | None = None

    def current(self) -> Kept:
        """The library to check with now, and the names that the glossary has now. Raises FingerprintError."""
        kept, terms = self._current(), self._terms.current()
        return replace(kept, library=replace(kept.library, terms=terms))

    def _current(self) -> Kept:
        now = self._clock()
        with self._sessions() as session:
            version = fingerprints.fingerprint_version(session, now=now)
        with self._lock:
            kept = self._kept
            if kept is None or not self._will_do(kept, version, now):
                kept = self._kept = self._build(version, now)
            elif kept.version != version:
                self._build_beside(kept, version, now)
        return kept

    def close(self) -> None:
        """Wait for what is being built."""
        if self._beside is not None:
            self._beside.join(_LONGEST_GOODBYE)

    def _will_do(self, kept: Kept, version: Version, now: datetime) -> bool:
        """Whether it lacks no secret, and calls nothing public that is not."""
        if version in (kept.version, self._good_for):
            return True
        if len(kept.passages) < _MANY:
            return False
        with self._sessions() as session:
            has_all = fingerprints.secret_version(session, now=now) == kept.secret_version
            is_good = has_all and kept.passages <= public_readings.list_public_ids(session, now=now)
        if is_good:
            self._good_for = version
        return is_good

    def _build_beside(self, kept: Kept, version: Version, now: datetime) -> None:
        if self._beside is None or not self._beside.is_alive():
            self._beside = Thread(
                target=self._replace, args=(kept, version, now), name="tripwire", daemon=True
            )
            self._beside.start()

    def _replace(self, kept: Kept, version: Version, now: datetime) -> None:
        try:
            built = self._build(version, now)
        except Exception:  # in a thread of its own; the next check tries again
            logger.exception("the tripwire was not built again")
            return
        with self._lock:
            if self._kept is kept:
                self._kept = built

    def _build(self, version: Version, now: datetime) -> Kept:
        with self._sessions() as session:
            secret = fingerprints.secret_version(session, now=now)
            entries = fingerprints.list_fingerprints(session, now=now)
            readings = public_readings.list_public_readings(session, now=now) if entries else []
        public = unpack_public(self._sound(readings))
        library = FingerprintLibrary.load(entries, key=self._key, public=[public])
        dictionary = general_dictionary() if len(library.meanings) else NO_DICTIONARY
        library = replace(library, dictionary=dictionary)
        return Kept(version, secret, frozenset(passage for passage, _ in readings), library)

    def _sound(self, readings: Iterable[tuple[int, bytes]]) -> list[bytes]:
        """The readings; those that are missing, damaged or another version's are made again and kept."""
        missing: list[int] = []
        sound: list[bytes] = []
        for passage, blob in readings:
            if is_sound(blob, self._key):
                sound.append(blob)
            else:
                missing.append(passage)
        for start in range(0, len(missing), _READ_AT_ONCE):
            with self._sessions() as session:
                texts = public_readings.list_texts(session, missing[start : start + _READ_AT_ONCE])
            fresh = {
                passage: read_public(text, self._key).packed(self._key) for passage, text in texts.items()
            }
            public_readings.try_to_add(self._sessions, fresh)
            sound += fresh.values()
        return sound
