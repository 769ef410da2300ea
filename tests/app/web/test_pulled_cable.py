"""A model whose connection breaks in the middle of a sentence, seen from the pages: nothing typed is lost."""

import json
from html import unescape
from pathlib import Path

import pytest

from evals.scripted.asked import Asked, Task
from evals.scripted.bad import Badness, Delivery, good
from evals.scripted.server import MODEL, scripted_server
from tests.app.web.conftest import Site

TAKES = (
    "Mon voisin de palier a goûté la première fournée du four réparé, et il est revenu le lendemain.",
    "Ce qui m'a surpris, c'est que personne n'avait compté les appels du dimanche.",
)


def breaks_at(number: int) -> Badness:
    """A good model that writes whole drafts until the one of this number, and half of that."""
    written: list[Asked] = []

    def answer(asked: Asked) -> Delivery:
        written.extend([asked] if asked.task is Task.WRITE else [])
        cut = asked.task is Task.WRITE and len(written) >= number
        return Delivery(good(asked).text, cut=cut)

    return answer


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "n’a pas répondu"), (2, "s’est arrêté")],
    ids=["in the first draft", "in the second draft"],
)
def test_drafts_come_all_the_same_and_every_answer_is_still_there(
    data_dir: Path, number: int, told: str
) -> None:
    with scripted_server(breaks_at(number)) as server:
        settings = {"model_url": server.url, "model": MODEL, "model_timeout": 5.0}
        with Site.open(data_dir, **settings) as site:
            author = site.signed_in("Denis")
            draft_id = author.start_draft(*TAKES)
            page = author.get(f"/drafts/{draft_id}").text
            questions = unescape(author.get(f"/drafts/{draft_id}/questions").text)

    assert "palier a goûté" in page
    assert told in page
    assert all(take in questions for take in TAKES)


def test_what_is_confidential_or_personal_is_in_no_byte_that_leaves(data_dir: Path) -> None:
    """Every request of a composition, from planning to mending, as it came over the wire."""
    with scripted_server() as server:
        with Site.open(data_dir, model_url=server.url, model=MODEL) as site:
            author = site.signed_in("Denis")
            author.start_draft(
                f"{TAKES[0]} Appelez-moi au 06 39 98 01 02 ou à denis@ailleurs.example.", TAKES[1]
            )
            secrets = confidential_runs()
        bodies = [json.loads(body) for body in server.bodies]

    assert len(bodies) >= 3
    assert len(secrets) > 100
    said = " ".join(
        " ".join(message["content"].split()) for body in bodies for message in body["messages"]
    ).casefold()
    assert "06 39 98" not in said
    assert "ailleurs.example" not in said
    assert "gorvel" not in said
    assert "[phone_1]" in said
    assert not [run for run in secrets if run in said]


def confidential_runs() -> set[str]:
    """Every eight words in a row of the demo company's confidential documents."""
    folder = Path(__file__).parents[3] / "app" / "demo" / "documents" / "confidential"
    texts = [
        path.read_text("utf-8").rpartition("---\n")[2].casefold().split() for path in folder.glob("*.md")
    ]
    return {" ".join(words[at : at + 8]) for words in texts for at in range(len(words) - 7)}
