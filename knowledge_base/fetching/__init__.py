"""Fetching from the web without ever reaching what is not the public web."""

from knowledge_base.fetching.fetch import FEED, PAGE, SITEMAP, Conditional, Fetched, fetch
from knowledge_base.fetching.policy import FetchPolicy
from knowledge_base.fetching.target import check_address
from knowledge_base.fetching.trouble import FetchFailed, Trouble

__all__ = [
    "FEED",
    "PAGE",
    "SITEMAP",
    "Conditional",
    "FetchFailed",
    "FetchPolicy",
    "Fetched",
    "Trouble",
    "check_address",
    "fetch",
]
