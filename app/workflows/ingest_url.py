"""A web page by its address, and the pages that a sitemap lists."""

import time
from collections.abc import Callable
from dataclasses import replace

from app.domain.feeds import explain
from app.errors import BadInput
from app.services import Services
from app.workflows.ingest_loaded import FileOutcome, Outcome, ingest_loaded
from knowledge_base.fetching import SITEMAP, FetchFailed, Trouble, fetch
from knowledge_base.loaders import LARGEST_FILE, UnreadableFile
from knowledge_base.passages import Clearance, LoadedDocument
from knowledge_base.robots import KINDS, allowed_pages
from knowledge_base.sitemaps import LARGEST, MOST_PAGES, list_pages
from knowledge_base.stories import canonical_url
from knowledge_base.web_documents import READABLE, load_page

PAUSE = 0.5
"""Seconds between two pages of one site: a guest does not run."""


def ingest_url(
    services: Services,
    url: str,
    *,
    clearance: Clearance,
    cleared_by: str,
    publisher: str = "",
    licence: str = "",
    keeps_clearance: bool = False,
) -> FileOutcome:
    """Read the article at `url`, or the PDF or text there, and keep it; read again, it replaces itself.

    `publisher` and `licence` go before what the page says; `keeps_clearance` is as for
    `ingest_loaded`. Raises BadInput with a sentence when
    there is nothing to be had there, Unavailable when nothing can be kept now.
    """
    try:
        policy = replace(services.fetch_policy, largest=LARGEST_FILE)
        loaded = load_page(fetch(url, policy=policy, accept=READABLE), now=services.clock())
    except FetchFailed as error:
        raise explain(error.trouble, error.params) from error
    except UnreadableFile as error:
        raise BadInput(error.message, **error.params) from error
    loaded = _credited(loaded, publisher, licence)
    place = canonical_url(loaded.url)
    return ingest_loaded(
        services,
        loaded,
        place=place,
        clearance=clearance,
        cleared_by=cleared_by,
        keeps_clearance=keeps_clearance,
    )


def ingest_sitemap(
    services: Services,
    url: str,
    *,
    clearance: Clearance,
    cleared_by: str,
    publisher: str = "",
    licence: str = "",
    most: int = MOST_PAGES,
    on_start: Callable[[int], None] = lambda _count: None,
    on_page: Callable[[FileOutcome], None] = lambda _outcome: None,
    pause: Callable[[float], None] = time.sleep,
) -> list[FileOutcome]:
    """Read the pages that a sitemap lists on its own host, at most `most`, slowly.

    `on_start` hears how many there are, `on_page` of each. A page that cannot be read is refused
    with a sentence, and the others go on. Raises BadInput when there is no sitemap to be had.
    """
    pages = find_pages(services, url, most=most)
    on_start(len(pages))
    outcomes = []
    for number, page in enumerate(pages):
        if number:
            pause(PAUSE)
        try:
            outcome = ingest_url(
                services,
                page,
                clearance=clearance,
                cleared_by=cleared_by,
                publisher=publisher,
                licence=licence,
            )
        except BadInput as error:
            outcome = FileOutcome(page, Outcome.REFUSED, error.message, params=error.params)
        outcomes.append(outcome)
        on_page(outcome)
    return outcomes


def find_pages(services: Services, url: str, *, most: int = MOST_PAGES) -> list[str]:
    """The addresses a sitemap lists and robots may read, the most recently changed first. Raises BadInput."""
    policy = replace(services.fetch_policy, largest=LARGEST)
    try:
        listed = list_pages(url, lambda address: fetch(address, policy=policy, accept=SITEMAP), most=most)
        pages = allowed_pages(listed, lambda address: fetch(address, policy=policy, accept=KINDS))
    except FetchFailed as error:
        raise explain(error.trouble, error.params) from error
    if not pages:
        raise explain(Trouble.REFUSED, {})
    return pages


def _credited(loaded: LoadedDocument, publisher: str, licence: str) -> LoadedDocument:
    return replace(
        loaded,
        publisher=publisher.strip() or loaded.publisher,
        licence=licence.strip() or loaded.licence,
    )
