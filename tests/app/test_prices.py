"""What models cost: dated, and unknown where nobody said."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.model_calls import Price
from app.domain.model_endpoints import ModelEndpoint
from app.errors import Misconfigured
from app.prices import read_prices

VENDOR = ModelEndpoint("https://api.openai.com/v1", "gpt-4o-mini")
LISTED = Price(Decimal("0.15"), Decimal("0.6"))


@pytest.mark.parametrize("model", ["gpt-4o-mini", "GPT-4o-mini", "gpt-4o-mini-2024-07-18"])
def test_a_well_known_model_has_a_price_in_every_version(model: str) -> None:
    assert read_prices().of(replace(VENDOR, model=model)) == LISTED


def test_a_price_of_ones_own_counts_before_the_list() -> None:
    mine = replace(VENDOR, price_in=Decimal("0.10"), price_out=Decimal("0.30"))

    assert read_prices().of(mine) == Price(Decimal("0.10"), Decimal("0.30"))


@pytest.mark.parametrize(
    "endpoint",
    [replace(VENDOR, model="gpt-99"), replace(VENDOR, url="http://127.0.0.1:11434/v1")],
    ids=["unknown model", "the same name on a server of one's own"],
)
def test_what_nobody_priced_is_unknown_and_not_free(endpoint: ModelEndpoint) -> None:
    assert read_prices().of(endpoint) is None


def test_the_list_says_when_it_was_read_and_in_which_currency() -> None:
    prices = read_prices()

    assert prices.currency == "USD"
    assert prices.read_on.year >= 2026


def test_a_company_brings_its_own_list(tmp_path: Path) -> None:
    file = tmp_path / "prices.toml"
    file.write_text(
        'currency = "EUR"\nread_on = 2026-01-01\n[[vendor]]\nname = "Ours"\nhosts = ["llm.example.com"]\n'
        '[vendor.models]\n"big" = { in = 0.1, out = 0.2 }\n'
    )

    prices = read_prices(file)

    assert prices.currency == "EUR"
    assert prices.of(ModelEndpoint("https://llm.example.com/v1", "big")) == Price(
        Decimal("0.1"), Decimal("0.2")
    )
    assert prices.of(VENDOR) is None


HEAD = 'currency = "EUR"\nread_on = 2026-01-01\n[[vendor]]\nname = "x"\nhosts = []\n'


@pytest.mark.parametrize(
    "text",
    [
        None,
        "currency = ",
        'currency = "EUR"',
        HEAD + "models = { a = { in = -1 } }",
        HEAD + "models = { a = { inn = 1 } }",
    ],
    ids=["no file", "not TOML", "no date", "a price below nothing", "a slip of the pen"],
)
def test_a_list_that_cannot_be_used_stops_the_start_and_names_the_setting(
    tmp_path: Path, text: str | None
) -> None:
    file = tmp_path / "prices.toml"
    if text is not None:
        file.write_text(text)

    with pytest.raises(Misconfigured, match="TANDEM_PRICES_FILE"):
        read_prices(file)
