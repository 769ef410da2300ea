"""Between a writer at work and the page that waits: what it tells is kept, and what its author stops ends."""

import time
from threading import Lock

from app.domain.drafts import Draft, Stage
from app.domain.writing_progress import WritingProgress
from app.errors import NotFound
from app.services import Services
from app.store import drafts
from app.store.session import Session

LOOKED_AGAIN = 0.4
"""Seconds between two looks at whether the drafts are still wanted: a model is stopped within half of one."""


class WatchedWriting:
    """The writing that an author asked for, and its `progress` so far. Safe to share between threads."""

    def __init__(self, services: Services, asked: Draft) -> None:
        self._services, self._asked = services, asked
        self._progress = WritingProgress()
        self._gone, self._looked = False, time.monotonic()
        self._lock = Lock()

    def tell(self, step: str, detail: str) -> None:
        """A `Progress`: what nobody waits for any more is not kept."""
        with self._lock:
            self._progress = self._progress.then(step, detail)
            with self._services.sessions.begin() as session:
                if still_wanted(session, self._asked):
                    drafts.set_progress(session, self._asked.id, self._progress)
                else:
                    self._gone = True

    def cancelled(self) -> bool:
        """Whether its author stopped it, asked anew or deleted it; looked up a few times a second at most."""
        with self._lock:
            if not self._gone and time.monotonic() - self._looked >= LOOKED_AGAIN:
                self._looked = time.monotonic()
                with self._services.sessions() as session:
                    self._gone = still_wanted(session, self._asked, lock=False) is None
            return self._gone


def still_wanted(session: Session, asked: Draft, *, lock: bool = True) -> Draft | None:
    """The draft as it is now, if its author still waits for what was asked: not cancelled, not asked anew."""
    try:
        current = drafts.get_draft_for_job(session, asked.id, lock=lock)
    except NotFound:
        return None
    return current if current.stage is Stage.COMPOSING and current.brief == asked.brief else None
