"""The queue of background jobs: Huey on SQLite, with a consumer in this very process."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import SqliteHuey
from huey.consumer import Consumer

logger = logging.getLogger(__name__)

Job = Callable[..., object]

WORKERS = 16
"""Most jobs are drafts, and a draft with a model behind it does little but wait for it."""
LONGEST_NAP = 0.8
"""Seconds between two looks of an idle worker: so many of them look twenty times a second together."""
LONGEST_GOODBYE = 3
"""Seconds a stop waits for running jobs; what is cut off is taken up again at the next start."""


class JobQueue:
    """Jobs are called by name (`noun.verb`), so that whoever enqueues needs not import the work."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._jobs: dict[str, Job] = {}
        self._huey = SqliteHuey("tandem", filename=str(path), results=False)
        self._task = self._huey.task(name="run")(self._run)
        self._consumer: Consumer | None = None

    def register(self, name: str, job: Job) -> None:
        self._jobs[name] = job

    def enqueue(self, name: str, **arguments: Any) -> None:
        self._task(name, arguments)

    def every_minute(self, name: str) -> None:
        """Enqueue a job each minute from the start on. It must ask the database what is due, if anything."""

        def tick() -> None:
            self._run(name, {})

        # Ticks that nobody took within a minute are stale: the next one asks the same question.
        self._huey.periodic_task(lambda _now: True, name=f"tick_{name}", expires=60)(tick)

    def start(self, *, workers: int = WORKERS) -> None:
        """Work on the queue in threads of this process until `stop`.

        Ingestion and feeds take one worker each at most, so that authors never wait for them.
        """
        self._consumer = _EmbeddedConsumer(
            self._huey,
            workers=workers,
            max_delay=LONGEST_NAP,
            periodic=True,
            shutdown_timeout=LONGEST_GOODBYE,
        )
        self._consumer.start()

    def stop(self) -> None:
        if self._consumer is not None:
            self._consumer.stop(graceful=True)
            self._consumer = None

    def _run(self, name: str, arguments: dict[str, Any]) -> None:
        try:
            self._jobs[name](**arguments)
        except Exception:  # one failed job must not end the worker; the job has told its owner already
            logger.exception("job failed", extra={"job": name})


class _EmbeddedConsumer(Consumer):  # type: ignore[misc]  # huey carries no types
    def _set_signal_handlers(self) -> None:
        """Signals belong to the server this consumer lives in."""
