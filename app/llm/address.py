"""Where an endpoint's requests go, and how its key travels: the one place that knows Azure's ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit, urlunsplit

_AZURE_HOSTS = (".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com")
_WHOLE_ADDRESSES = ("/chat/completions", "/responses", "/embeddings", "/completions", "/models")


@dataclass(frozen=True, slots=True)
class Address:
    """`query` goes with every request, as Azure's `api-version` must.

    With `key_in_header`, the key travels as `api-key` and not as a bearer token: Azure takes a bearer
    for a token of its directory.
    """

    base_url: str
    query: Mapping[str, str]
    key_in_header: bool


def address_of(url: str) -> Address:
    """From what people paste: the base, or the whole address of a request with its query."""
    parts = urlsplit(url.strip())
    path = parts.path.rstrip("/")
    for whole in _WHOLE_ADDRESSES:
        path = path.removesuffix(whole)
    query = dict(parse_qsl(parts.query))
    azure = (parts.hostname or "").endswith(_AZURE_HOSTS) or "api-version" in query
    if azure and not path:  # the resource's own address, as the portal shows it
        path = "/openai/v1"
    return Address(urlunsplit((parts.scheme, parts.netloc, path, "", "")), query, azure)
