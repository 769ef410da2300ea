"""Leave an endpoint alone for a while after it failed several times in a row."""

import threading
import time
from collections.abc import Callable

from app.llm.errors import ModelError

FAILURES = 4
PAUSE_SECONDS = 30.0
LONGEST_PAUSE = 300.0


class Breaker:
    """A circuit breaker, safe between threads. After the pause one call is let through as a trial."""

    def __init__(
        self,
        *,
        failures: int = FAILURES,
        pause: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = failures
        self._pause = pause
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._open_until = 0.0
        self._trial = False
        self.last: ModelError | None = None
        """The failure that opened it, or the latest one."""

    @property
    def resting(self) -> bool:
        """Whether it is open, without asking to be let in."""
        with self._lock:
            return self._open

    def let_in(self) -> bool:
        """Whether to call now. Whoever is let in says afterwards how it went, in one of three words."""
        with self._lock:
            if self._open or self._trial:
                return False
            self._trial = self._open_until > 0
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failed, self._open_until, self._trial = 0, 0.0, False

    def failed(self, error: ModelError) -> None:
        """One more in a row. What the server asked to wait, if it did, counts at once."""
        with self._lock:
            self.last = error
            self._failed += 1
            wait = min(error.retry_after or 0.0, LONGEST_PAUSE)
            if self._trial or self._failed >= self._most:
                wait = max(wait, self._pause)
            if wait:
                self._open_until = self._clock() + wait
            self._trial = False

    def gave_up(self) -> None:
        """The caller left before anything could be said of the endpoint."""
        with self._lock:
            self._trial = False

    @property
    def _open(self) -> bool:
        return self._clock() < self._open_until
