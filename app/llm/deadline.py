"""Consume a slow stream under a deadline that holds whatever the other side does."""

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import TypeVar

from app.llm.errors import ModelCancelled, ModelTimedOut

Item = TypeVar("Item")
_END = object()

LOOK_EVERY = 0.1
"""Seconds between two looks at whether the answer is still wanted."""


class Deadline:
    """A moment on the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def remaining(self) -> float:
        """Seconds left; never negative."""
        return max(0.0, self._end - time.monotonic())

    def acquire(self, places: threading.Semaphore, cancelled: Callable[[], bool]) -> bool:
        """Take one of the places, False if none is free in time; raises ModelCancelled."""
        while not places.acquire(timeout=min(self.remaining, LOOK_EVERY)):
            if cancelled():
                raise ModelCancelled
            if not self.remaining:
                return False
        return True

    def sleep(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        """Not beyond the deadline; raises ModelCancelled."""
        end = Deadline(min(seconds, self.remaining))
        while end.remaining:
            if cancelled():
                raise ModelCancelled
            time.sleep(min(end.remaining, LOOK_EVERY))


def stream_within(
    deadline: Deadline,
    produce: Callable[[threading.Event], Iterator[Item]],
    cancelled: Callable[[], bool] = lambda: False,
) -> Generator[Item]:
    """Yield what `produce` yields; raises ModelTimedOut at the deadline, even in the middle of a read.

    Raises ModelCancelled within LOOK_EVERY of `cancelled` saying yes.

    Socket time-outs restart with every byte and do not cover name resolution, so the reading is
    done by another thread that can be left behind. It is told to stop by the event.
    """
    items: queue.SimpleQueue[object] = queue.SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=_pump, args=(produce, stop, items), daemon=True, name="model-stream").start()
    try:
        while (item := _next(items, deadline, cancelled)) is not _END:
            if isinstance(item, Exception):
                raise item
            yield item  # type: ignore[misc]
    finally:
        stop.set()


def _next(items: queue.SimpleQueue[object], deadline: Deadline, cancelled: Callable[[], bool]) -> object:
    while True:
        if cancelled():
            raise ModelCancelled
        try:
            # Zero would block for ever in get(); a deadline that has passed still takes what is there.
            return items.get(timeout=min(max(deadline.remaining, 0.001), LOOK_EVERY))
        except queue.Empty:
            if not deadline.remaining:
                raise ModelTimedOut("The model did not finish in time.") from None


def _pump(
    produce: Callable[[threading.Event], Iterator[object]],
    stop: threading.Event,
    items: queue.SimpleQueue[object],
) -> None:
    try:
        for item in produce(stop):
            items.put(item)
            if stop.is_set():
                return
        items.put(_END)
    except Exception as error:  # noqa: BLE001 - a thread has no caller: the error travels in the queue
        items.put(error)
