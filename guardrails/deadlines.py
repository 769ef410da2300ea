"""Calling one thing after the other, each with a deadline: what hangs is left behind, and the next begins.

A thread cannot be stopped from outside, so a call that hangs keeps its thread until it comes back. Only
MOST_STUCK threads may wait like this for calls of one name; then such calls are not begun, and count as
late at once. A pattern that explodes inside `re` would hold the interpreter itself: no thread can guard
against that, and every pattern is proved linear by the tests instead.
"""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from time import monotonic, perf_counter
from typing import Generic, TypeVar

Result = TypeVar("Result")

MOST_STUCK = 2

_stuck: Counter[str] = Counter()
_stuck_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Call(Generic[Result]):
    """`limit` is in seconds."""

    name: str
    run: Callable[[], Result]
    limit: float


@dataclass(frozen=True, slots=True)
class Attempt(Generic[Result]):
    """What became of a call and how long it took: a result, an error, or neither when it was late."""

    result: Result | None = None
    error: BaseException | None = None
    seconds: float = 0.0

    @property
    def late(self) -> bool:
        return self.result is None and self.error is None


def attempt_all(calls: Sequence[Call[Result]]) -> list[Attempt[Result]]:
    """Make the calls in order; what came of each, in the same order. No call returns None."""
    attempts: list[Attempt[Result]] = []
    while len(attempts) < len(calls):
        ahead = calls[len(attempts) :]
        free = list(takewhile(lambda call: not _is_stuck(call.name), ahead))
        attempts += _Worker(free).attempts() if free else [Attempt()]
    return attempts


def count_stuck() -> int:
    """How many threads wait for calls that were given up."""
    with _stuck_lock:
        return sum(_stuck.values())


def _is_stuck(name: str) -> bool:
    with _stuck_lock:
        return _stuck[name] >= MOST_STUCK


class _Worker(Generic[Result]):
    """Makes calls in a thread of its own, until all are made or one of them is late."""

    def __init__(self, calls: Sequence[Call[Result]]) -> None:
        self._calls = calls
        self._made: list[Attempt[Result]] = []
        self._began = monotonic()
        self._given_up = False
        self._lock = threading.Lock()
        self._finished = threading.Event()

    def attempts(self) -> list[Attempt[Result]]:
        """The attempts up to the end or up to the first that was late, which is among them."""
        threading.Thread(target=self._run, name="checks", daemon=True).start()
        left = self._calls[0].limit
        while not self._finished.wait(left):
            with self._lock:
                if len(self._made) == len(self._calls):
                    break
                call = self._calls[len(self._made)]
                left = self._began + call.limit - monotonic()
                if left <= 0:
                    return self._give_up(call)
        return self._made

    def _give_up(self, call: Call[Result]) -> list[Attempt[Result]]:
        self._given_up = True
        with _stuck_lock:
            _stuck[call.name] += 1
        return [*self._made, Attempt(seconds=call.limit)]

    def _run(self) -> None:
        for call in self._calls:
            attempt = _attempt(call)
            with self._lock:
                if self._given_up:
                    break
                self._made.append(attempt)
                self._began = monotonic()
        else:
            self._finished.set()
            return
        with _stuck_lock:
            _stuck[call.name] -= 1


def _attempt(call: Call[Result]) -> Attempt[Result]:
    start = perf_counter()
    try:
        return Attempt(call.run(), None, perf_counter() - start)
    except BaseException as error:  # noqa: BLE001  (nobody else would hear of it in this thread)
        return Attempt(None, error, perf_counter() - start)
