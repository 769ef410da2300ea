"""The jobs by name, and the worker that runs them in this process."""

from functools import partial

from app.services import Services
from app.workflows.add_feed import REFRESH
from app.workflows.compose_draft import COMPOSE, compose_draft, resume_composing
from app.workflows.refresh_feeds import REFRESH_DUE, refresh_due_feeds, refresh_feed_job
from app.workflows.reindex import MOVE, move_index
from app.workflows.run_ingestion import run_ingestions
from app.workflows.start_ingestion import INGEST, resume_ingestions
from app.workflows.verify_index import COMPLETE, VERIFY, complete_index, repair_index, verify_after_crash


def start_worker(services: Services) -> None:
    """Register the jobs, start working, and take up what a restart interrupted."""
    services.jobs.register(COMPOSE, partial(compose_draft, services))
    services.jobs.register(REFRESH, partial(refresh_feed_job, services))
    services.jobs.register(REFRESH_DUE, partial(refresh_due_feeds, services))
    services.jobs.every_minute(REFRESH_DUE)
    services.jobs.register(INGEST, partial(run_ingestions, services))
    services.jobs.every_minute(INGEST)  # what another process had to leave is taken up as well
    services.jobs.register(VERIFY, partial(repair_index, services))
    services.jobs.register(COMPLETE, partial(complete_index, services))
    services.jobs.every_minute(COMPLETE)
    services.jobs.register(MOVE, partial(move_index, services))
    services.jobs.every_minute(MOVE)
    services.jobs.start()
    resume_composing(services)
    verify_after_crash(services)
    services.jobs.enqueue(MOVE)
    resume_ingestions(services)
