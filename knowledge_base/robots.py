"""What a site lets robots read: its robots.txt, as RFC 9309 says."""

from collections.abc import Callable, Sequence
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from knowledge_base.fetching import Fetched, FetchFailed
from knowledge_base.fetching.charset import decode

NAME = "Tandem"
"""What a site calls us in its rules."""
KINDS = frozenset({"text/plain", ""})
_LONGEST = 500_000  # characters; the rest is not read, as the standard says


def allowed_pages(pages: Sequence[str], fetch: Callable[[str], Fetched]) -> list[str]:
    """Return those of one site's pages that it lets us read; all when it has no rules."""
    if not pages:
        return []
    try:
        fetched = fetch(urljoin(pages[0], "/robots.txt"))
    except FetchFailed:
        return list(pages)
    rules = RobotFileParser()
    rules.parse(decode(fetched.body, declared=fetched.encoding)[:_LONGEST].splitlines())
    return [page for page in pages if rules.can_fetch(NAME, page)]
