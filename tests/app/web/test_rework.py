"""Reworking a stretch of a text with a model, over HTTP: looked at, kept, taken back."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from app.domain.drafts import hash_text
from tests.app.web.conftest import Site, Visitor, field_value
from tests.support.openai_server import OpenAiServer, fails, listening, says, scripted

TAKE = "J'ai mesuré la chaleur perdue par la porte du grand four : 12 % de la consommation, chaque nuit."
SHORT = "La porte du grand four perd 12 % de la consommation, chaque nuit."
JSON = {"accept": "application/json", "sec-fetch-site": "same-origin"}


@pytest.fixture
def server() -> Iterator[OpenAiServer]:
    with listening() as http, scripted(http) as running:
        yield running.will(fails(500))


@pytest.fixture
def author(data_dir: Path, server: OpenAiServer) -> Iterator[Visitor]:
    model = {"model_url": server.endpoint().url, "model": "peer", "model_timeout": 2.0}
    with Site.open(data_dir, **model) as site:
        yield site.signed_in("Denis")


@pytest.fixture
def draft_id(author: Visitor) -> int:
    number = author.start_editing(TAKE)
    author.write(number, f"Première ligne.\n\n{TAKE}")
    return number


def will_say(server: OpenAiServer, words: str) -> None:
    server.will(says(json.dumps({"text": words}, ensure_ascii=False)))


def text_of(author: Visitor, draft_id: int) -> str:
    page = author.get(f"/drafts/{draft_id}").text
    found = re.search(r"<textarea[^>]* id=\"text\"[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return found[1].replace("&#39;", "'")


def hidden_of(shown: str, *names: str) -> dict[str, str]:
    """The fields that keep what is shown, with line ends as browsers send them."""
    fields = {name: unescape(field_value(shown, name)) for name in ("seen", "base", "text", *names)}
    return {name: value.replace("\n", "\r\n") for name, value in fields.items()}


def test_each_sentence_can_be_chosen_without_a_script(author: Visitor, draft_id: int) -> None:
    page = author.get(f"/drafts/{draft_id}").text

    options = dict(re.findall(r'<option value="(\d+:\d+)">(.*?)</option>', page))
    assert options["0:15"] == "Première ligne."
    assert len(options) == 2


def test_a_stretch_is_shown_then_kept_then_taken_back(
    author: Visitor, server: OpenAiServer, draft_id: int
) -> None:
    before = text_of(author, draft_id)
    will_say(server, SHORT)

    shown = author.post(f"/drafts/{draft_id}/act", what="condense", part=f"17:{len(before)}").text
    assert text_of(author, draft_id) == before
    author.post(f"/drafts/{draft_id}/act/keep", what="condense", **hidden_of(shown, "part"))

    kept = text_of(author, draft_id)
    author.post(f"/drafts/{draft_id}/act/undo")
    assert kept.replace("\u00a0", " ") == f"Première ligne.\n\n{SHORT}"
    assert text_of(author, draft_id) == before


def test_a_change_that_was_not_seen_is_not_kept(author: Visitor, draft_id: int) -> None:
    before = text_of(author, draft_id)

    answer = author.post(
        f"/drafts/{draft_id}/act/keep",
        what="condense",
        part="0:15",
        seen="0" * 64,
        base=hash_text(before),
        text="Autre chose.",
    )

    assert "entre-temps" in answer.text
    assert text_of(author, draft_id) == before


def test_a_model_that_loses_a_figure_offers_nothing(
    author: Visitor, server: OpenAiServer, draft_id: int
) -> None:
    will_say(server, "La porte du grand four perd beaucoup.")

    page = author.post(f"/drafts/{draft_id}/act", what="condense", part="17:113").text

    assert "un chiffre, un nom ou une citation" in page
    assert 'name="seen"' not in page


def test_a_whole_text_is_translated_beside_the_first(
    author: Visitor, server: OpenAiServer, draft_id: int
) -> None:
    english = "A first line.\n\nThe door of the big oven loses 12 % of what we burn, every night."
    will_say(server, english)

    answer = author.client.post(f"/drafts/{draft_id}/act", data={"what": "translate"}, headers=JSON).json()
    kept = author.client.post(
        f"/drafts/{draft_id}/act/keep",
        data={"what": "translate", **hidden_of(answer["html"])},
        headers=JSON,
    ).json()

    other = int(kept["go"].rpartition("/")[2])
    assert other != draft_id
    assert text_of(author, other) == english
    assert "Première ligne." in text_of(author, draft_id)


def test_a_model_that_is_down_leaves_the_text(author: Visitor, server: OpenAiServer, draft_id: int) -> None:
    server.will(fails(500))

    page = author.post(f"/drafts/{draft_id}/act", what="rephrase").text

    assert "n’a pas répondu" in page


@pytest.mark.parametrize("part", ["5:5", "9:2", "0:999999", "a:b", "-1:4"])
def test_a_stretch_that_is_not_there_is_a_sentence_and_no_crash(
    author: Visitor, server: OpenAiServer, draft_id: int, part: str
) -> None:
    will_say(server, SHORT)

    answer = author.client.post(
        f"/drafts/{draft_id}/act", data={"what": "rephrase", "part": part}, headers=JSON
    )

    assert answer.status_code in {200, 422}


def test_without_a_model_nothing_of_the_kind_is_offered(data_dir: Path) -> None:
    with Site.open(data_dir) as site:
        author = site.signed_in("Denis")
        draft_id = author.start_editing(TAKE)

        page = author.get(f"/drafts/{draft_id}").text
        answer = author.post(f"/drafts/{draft_id}/act", what="rephrase").text

    assert "act-part" not in page
    assert "Aucun modèle de langage" in answer


def test_a_translation_longer_than_a_draft_may_be_begins_none(author: Visitor, draft_id: int) -> None:
    text = "x" * 20_001

    answer = author.post(
        f"/drafts/{draft_id}/act/keep",
        what="translate",
        seen=hash_text(text),
        base=hash_text(text_of(author, draft_id)),
        text=text,
    )

    assert answer.status_code == 422
    assert "20" in answer.text
    assert author.get(f"/drafts/{draft_id + 1}").status_code == 404


def test_all_of_the_text_selected_and_translated_is_a_second_draft(
    author: Visitor, server: OpenAiServer, draft_id: int
) -> None:
    before = text_of(author, draft_id)
    will_say(server, "A first line.\n\nThe door of the big oven loses 12 % of what we burn, every night.")

    shown = author.post(f"/drafts/{draft_id}/act", what="translate", part=f"0:{len(before)}").text
    begun = author.post(f"/drafts/{draft_id}/act/keep", what="translate", **hidden_of(shown, "part"))

    assert begun.url.path != f"/drafts/{draft_id}"
    assert text_of(author, draft_id) == before


@pytest.mark.parametrize("part", ["", "17:113"], ids=["whole", "stretch"])
def test_a_text_changed_meanwhile_is_not_written_over(
    author: Visitor, server: OpenAiServer, draft_id: int, part: str
) -> None:
    will_say(server, SHORT)
    shown = author.post(f"/drafts/{draft_id}/act", what="condense", part=part).text
    changed = f"Première ligne.\n\n{TAKE.replace('chaque nuit', 'chaque jour')}"
    author.write(draft_id, changed)

    late = author.post(f"/drafts/{draft_id}/act/keep", what="condense", part=part, **hidden_of(shown))

    assert late.status_code == 409
    assert text_of(author, draft_id) == changed


def test_a_sentence_that_the_model_left_stays_the_authors_own(
    author: Visitor, server: OpenAiServer, draft_id: int
) -> None:
    typed = "On en rit encore entre voisins, le dimanche matin."
    author.write(draft_id, f"{TAKE} {typed}")
    will_say(server, f"{SHORT} {typed}")

    shown = author.post(f"/drafts/{draft_id}/act", what="condense").text
    author.post(f"/drafts/{draft_id}/act/keep", what="condense", **hidden_of(shown))

    text = text_of(author, draft_id)
    labels = {
        text[span["start"] : span["end"]]: span["label"]
        for span in author.write(draft_id, text)["spans"]  # type: ignore[attr-defined]
        if span["kind"] == "label"
    }
    assert labels[typed] == "own"
