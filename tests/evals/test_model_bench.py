"""The bench around a model: what its two tables say of what was measured."""

import pytest

from evals.bench.model_load import Waits, load_table
from evals.bench.model_overhead import Spent, overhead_table


def test_pages_are_compared_with_the_same_pages_at_rest() -> None:
    rest = Waits("nothing under way", (10.0, 10.0, 10.0), (20.0, 20.0), 0.0, 1)
    busy = Waits("50 drafts asked for", (12.0, 15.0, 40.0), (50.0, 60.0), 48.0, 16)

    table = load_table((rest, busy))

    first, second = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    assert first["p50 to rest"] == 1
    assert second["p50 to rest"] == pytest.approx(55 / 20)  # of the two pages, the one that suffered more
    assert second["calls at once"] == "16"


def test_a_draft_costs_its_share_of_its_brief() -> None:
    thrifty, dear = Spent(3, 200.0, 100.0, 4, 9_000), Spent(1, 300.0, 100.0, 2, 3_000)

    table = overhead_table({"model": [thrifty, dear]})

    row = dict(zip(table.columns, table.rows[0], strict=True))
    assert row["per draft, p50"] == 100  # three drafts at 100, one at 400
    assert row["drafts"] == 2
    assert row["composing"] == 250
