"""What the store never says aloud."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError


def test_a_failing_query_keeps_what_was_written_out_of_its_error(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "pay is unfair here"})

    assert "unfair" not in str(caught.value)
