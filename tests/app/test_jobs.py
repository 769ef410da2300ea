"""The queue: jobs by name, and one that comes round each minute."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.jobs import JobQueue


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[JobQueue]:
    queue = JobQueue(tmp_path / "jobs.db")
    yield queue
    queue.stop()


def test_a_job_runs_with_what_it_was_given(jobs: JobQueue) -> None:
    done = threading.Event()
    given: list[int] = []

    def work(number: int) -> None:
        given.append(number)
        done.set()

    jobs.register("feed.refresh", work)
    jobs.enqueue("feed.refresh", number=7)
    jobs.start()

    assert done.wait(10)
    assert given == [7]


def test_a_recurring_job_first_runs_when_the_queue_starts(jobs: JobQueue) -> None:
    ran = threading.Event()
    jobs.register("feeds.refresh_due", ran.set)
    jobs.every_minute("feeds.refresh_due")

    assert not ran.is_set()
    jobs.start()
    assert ran.wait(10)


def test_a_recurring_job_that_fails_leaves_the_others_working(jobs: JobQueue) -> None:
    ran = threading.Event()

    def fail() -> None:
        raise RuntimeError

    jobs.register("feeds.refresh_due", fail)
    jobs.register("feed.refresh", ran.set)
    jobs.every_minute("feeds.refresh_due")
    jobs.start()
    jobs.enqueue("feed.refresh")

    assert ran.wait(10)
