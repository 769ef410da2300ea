"""Endpoints of models: where each is, what it is for, and how far it may go."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from urllib.parse import urlsplit

from app.errors import Misconfigured

LONGEST_TIMEOUT = 600
MOST_AT_ONCE = 64
RETRIES = 2
"""Of one call on one endpoint, for what may pass."""


class BadEndpoint(Misconfigured):
    """Told at the start for the model of the settings, and at its field for one of the pages."""


class Purpose(StrEnum):
    """What a model is asked for."""

    DRAFT = "draft"
    JUDGE = "judge"
    EMBEDDINGS = "embeddings"


class Api(StrEnum):
    """How an endpoint is spoken to; AUTO tries chat completions first and remembers what it found."""

    AUTO = "auto"
    CHAT = "chat"
    RESPONSES = "responses"


FOR_CHAT = frozenset({Purpose.DRAFT, Purpose.JUDGE})


@dataclass(frozen=True, slots=True)
class ModelEndpoint:
    """Any OpenAI-compatible server. `url` ends before `/chat/completions`, as in `http://host/v1`.

    `timeout_seconds` bounds a whole call: waiting for one of the `at_once` places, streaming and
    retries together. An empty `key` suits servers that need none; it never appears in a repr.
    `answer_tokens` is the largest answer to ask for, None for as the server likes. Prices are per
    million tokens, in whatever currency the company pays. `id` is None for what the settings name.

    Raises BadEndpoint for what could not work: an empty address would make the vendor's client
    choose one of its own.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_seconds: float = 60.0
    max_retries: int = 1
    name: str = ""
    purposes: frozenset[Purpose] = FOR_CHAT
    at_once: int = 8
    api: Api = Api.AUTO
    answer_tokens: int | None = None
    price_in: Decimal | None = None
    price_out: Decimal | None = None
    active: bool = True
    id: int | None = None

    def __post_init__(self) -> None:
        _check_address(self.url)
        if not self.key.isascii() or not (self.key or "-").isprintable():
            raise BadEndpoint("The model's key holds a character that cannot be part of a key.")
        if not 0 < self.timeout_seconds <= LONGEST_TIMEOUT:
            raise BadEndpoint("A call may take between 1 and %(longest)s seconds.", longest=LONGEST_TIMEOUT)
        if not 1 <= self.at_once <= MOST_AT_ONCE:
            raise BadEndpoint("Between 1 and %(most)s calls can run at once.", most=MOST_AT_ONCE)
        if self.answer_tokens is not None and self.answer_tokens < 1:
            raise BadEndpoint("The largest answer is at least one token; leave it empty for no bound.")
        if any(price is not None and not 0 <= price < 1_000_000 for price in (self.price_in, self.price_out)):
            raise BadEndpoint("A price is an amount per million tokens, such as 0.40.")

    @property
    def called(self) -> str:
        """What people call it: its name, or else the model's."""
        return self.name or self.model

    @property
    def from_settings(self) -> bool:
        return self.id is None

    def serves(self, purpose: Purpose) -> bool:
        return self.active and purpose in self.purposes


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, or a bracket that is not closed
        usable = False
    if not usable:
        raise BadEndpoint("The model's address must start with http:// or https://, as in http://host/v1.")
    if parts.username or parts.password:
        raise BadEndpoint("The model's address must not hold a password: the key has a field of its own.")
