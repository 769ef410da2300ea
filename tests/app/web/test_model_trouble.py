"""A model that is configured and does not do its part: the author gets drafts all the same, and is told."""

from pathlib import Path

import pytest

from tests.app.web.conftest import Site
from tests.support.openai_server import Reply, drips, fails, listening, says, scripted, stops_after, waits

TAKE = "Mon voisin de palier a goûté la première fournée du four réparé, et il est revenu le lendemain."

TROUBLES = {
    "refuses the key": (fails(401), "n’a pas répondu"),
    "is broken": (fails(500), "n’a pas répondu"),
    "says nothing": (waits(30), "a trop tardé"),
    "takes for ever": (drips("{" + " " * 400, every=0.1), "a trop tardé"),
    "talks nonsense": (says("Bien sûr ! Voici vos posts."), "inutilisable"),
    "stops in mid-stream": (stops_after('{"variants": [{"angle": "own_take", "sent'), "n’a pas répondu"),
}


@pytest.mark.parametrize(("reply", "told"), TROUBLES.values(), ids=TROUBLES.keys())
def test_the_built_in_writer_stands_in_and_the_page_says_so(data_dir: Path, reply: Reply, told: str) -> None:
    with listening() as http, scripted(http) as server:
        server.will(reply)
        model = {"model_url": server.endpoint().url, "model": "peer", "model_timeout": 2.0}
        with Site.open(data_dir, **model) as site:
            author = site.signed_in("Denis")
            draft_id = author.start_draft(TAKE)

            page = author.get(f"/drafts/{draft_id}").text

    assert "palier a goûté" in page
    assert told in page


def test_a_model_that_is_down_is_told(data_dir: Path) -> None:
    with Site.open(data_dir, model_url="http://127.0.0.1:9/v1", model="peer", model_timeout=2.0) as site:
        author = site.signed_in("Denis")
        draft_id = author.start_draft(TAKE)

        page = author.get(f"/drafts/{draft_id}").text

    assert "palier a goûté" in page
    assert "n’a pas répondu" in page
