"""What can go wrong between an address and its text, by code; whoever shows it puts it into words."""

from enum import StrEnum


class Trouble(StrEnum):
    """Why nothing was read. The parameters that come with a code are named beside it."""

    ADDRESS = "address"  # no http or https address, or one with odd characters
    CREDENTIALS = "credentials"  # a name or a password stands in the address
    PORT = "port"  # port
    PRIVATE = "private"  # host
    UNKNOWN_HOST = "unknown_host"  # host
    UNREACHABLE = "unreachable"  # host
    CERTIFICATE = "certificate"  # host
    TIMEOUT = "timeout"  # host, seconds
    REDIRECTS = "redirects"  # limit
    NOT_THERE = "not_there"
    GONE = "gone"
    REFUSED = "refused"
    BUSY = "busy"
    STATUS = "status"  # status
    TOO_LARGE = "too_large"  # limit, in MB
    CONTENT_TYPE = "content_type"  # kind
    BROKEN = "broken"
    NO_FEED = "no_feed"
    NO_SITEMAP = "no_sitemap"
    UNSAFE_XML = "unsafe_xml"
    NO_TEXT = "no_text"


class FetchFailed(Exception):
    """`retry_after` is what the server asked for, in seconds; None when it did not."""

    def __init__(self, trouble: Trouble, *, retry_after: int | None = None, **params: str | int) -> None:
        super().__init__(f"{trouble} {params}" if params else trouble)
        self.trouble = trouble
        self.retry_after = retry_after
        self.params = params
