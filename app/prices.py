"""What models cost: the endpoint's own price, else a dated list of well-known ones, else unknown."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.domain.model_calls import Price
from app.domain.model_endpoints import ModelEndpoint
from app.errors import Misconfigured

_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")
"""Vendors name a version of a model by its day; it costs what the model costs."""


@dataclass(frozen=True, slots=True)
class Prices:
    """`listed` holds prices by host and model; `read_on` is when somebody last looked."""

    currency: str
    read_on: date
    listed: Mapping[tuple[str, str], Price] = field(default_factory=dict)

    def of(self, endpoint: ModelEndpoint) -> Price | None:
        """None where nobody said what it costs: unknown is not nothing."""
        if endpoint.price_in is not None or endpoint.price_out is not None:
            return Price(endpoint.price_in or Decimal(0), endpoint.price_out or Decimal(0))
        host = (urlsplit(endpoint.url).hostname or "").lower()
        model = endpoint.model.lower()
        return self.listed.get((host, model)) or self.listed.get((host, _DATED.sub("", model)))


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    tokens_in: Decimal = Field(alias="in", ge=0, lt=1_000_000)
    tokens_out: Decimal = Field(Decimal(0), alias="out", ge=0, lt=1_000_000)


class _Vendor(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    hosts: list[str]
    models: dict[str, _Entry]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    currency: str = Field(min_length=1, max_length=8)
    read_on: date
    vendor: list[_Vendor] = []


def read_prices(path: Path | None = None) -> Prices:
    """The list that comes along, or the company's own. Raises Misconfigured for one that cannot be read."""
    if path is None:
        return _delivered()
    try:
        return _prices(path.read_text("utf-8"))
    except (OSError, ValueError) as error:  # ValidationError and TOMLDecodeError are ValueErrors
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error
        raise Misconfigured("TANDEM_PRICES_FILE cannot be used: %(reason)s", reason=reason) from error


@lru_cache(maxsize=1)
def _delivered() -> Prices:
    return _prices((files("app") / "model_prices.toml").read_text("utf-8"))


def _prices(text: str) -> Prices:
    # Decimal from the digits as written: no price passes through binary fractions.
    read = _File.model_validate(tomllib.loads(text, parse_float=Decimal))
    listed = {
        (host.lower(), model.lower()): Price(entry.tokens_in, entry.tokens_out)
        for vendor in read.vendor
        for host in vendor.hosts
        for model, entry in vendor.models.items()
    }
    return Prices(read.currency, read.read_on, listed)
