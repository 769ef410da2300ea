"""The jobs by name, and the worker that runs them in this process."""

from functools import partial

from app.services import Services
from app.workflows.compose_draft import COMPOSE, compose_draft, resume_composing


def start_worker(services: Services) -> None:
    """Register the jobs, start working, and take up what a restart interrupted."""
    services.jobs.register(COMPOSE, partial(compose_draft, services))
    services.jobs.start()
    resume_composing(services)
