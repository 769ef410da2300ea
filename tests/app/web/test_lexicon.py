"""The lexicon: comms keeps it, checks follow at once, and authors never see it."""

import re
from datetime import datetime, timedelta

import pytest

from app.store import lexicon
from tests.app.web.conftest import Site, Visitor

TEXT = "Notre équipe prépare le Zorglub depuis un an, et le chiffre d’affaires suit."
CODE_NAME, EMBARGO = "Un nom de code interne", "Ce sujet est sous embargo"
QUIET = {"kind": "quiet_period", "topics": ["financial"]}


def entries(site: Site):
    with site.services.sessions() as session:
        return lexicon.list_entries(session)


def changes(site: Site):
    with site.services.sessions() as session:
        return [(change.action, change.by) for change in lexicon.list_changes(session)]


def local(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def findings_in(visitor: Visitor, draft_id: int, text: str) -> str:
    visitor.write(draft_id, text)
    return visitor.get(f"/drafts/{draft_id}").text


def now_at(site: Site) -> datetime:
    return site.services.clock().astimezone(site.services.settings.zone)


def test_an_entry_is_added_changed_and_removed_and_all_of_it_is_remembered(
    site: Site, reviewer: Visitor
) -> None:
    page = reviewer.post("/lexicon", kind="code_name", words="Zorglub, Zorg", note="Salon").text
    assert "Zorglub</strong>, Zorg" in page
    (entry,) = entries(site)
    assert entry.wish.words == ("Zorglub", "Zorg")

    reviewer.post(f"/lexicon/{entry.id}", kind="client", words="Zorglub")
    assert entries(site)[0].wish.kind == "client"

    page = reviewer.post(f"/lexicon/{entry.id}/remove").text
    assert entries(site) == []
    assert changes(site) == [(action, "Clémence Tardivel") for action in ("removed", "changed", "added")]
    assert "Zorglub" in page


def test_a_check_follows_the_lexicon_at_once(author: Visitor, reviewer: Visitor) -> None:
    draft_id = author.start_editing("Je prépare le four depuis un an.")
    assert CODE_NAME not in findings_in(author, draft_id, TEXT)

    reviewer.post("/lexicon", kind="code_name", words="Zorglub")

    assert CODE_NAME in findings_in(author, draft_id, f"{TEXT} Bien.")


def test_an_embargo_holds_between_its_moments_where_the_company_is(
    site: Site, author: Visitor, reviewer: Visitor
) -> None:
    now = now_at(site)
    draft_id = author.start_editing("Je prépare le four depuis un an.")
    reviewer.post("/lexicon", kind="embargo", words="Zorglub", ends=local(now + timedelta(minutes=5)))
    (entry,) = entries(site)
    assert EMBARGO in findings_in(author, draft_id, TEXT)

    reviewer.post(
        f"/lexicon/{entry.id}", kind="embargo", words="Zorglub", ends=local(now - timedelta(minutes=5))
    )

    assert EMBARGO not in findings_in(author, draft_id, f"{TEXT} Bien.")


def test_lifting_an_embargo_says_who_did(site: Site, author: Visitor, reviewer: Visitor) -> None:
    reviewer.post("/lexicon", kind="embargo", words="Zorglub")
    (entry,) = entries(site)
    draft_id = author.start_editing("Je prépare le four depuis un an.")

    page = reviewer.post(f"/lexicon/{entry.id}/lift").text

    assert "Levé par Clémence Tardivel" in page.replace("\u00a0", " ")
    assert EMBARGO not in findings_in(author, draft_id, TEXT)
    assert changes(site)[0] == ("lifted", "Clémence Tardivel")


def test_a_mere_name_cannot_be_lifted(site: Site, reviewer: Visitor) -> None:
    reviewer.post("/lexicon", kind="client", words="Zorglub")

    assert reviewer.post(f"/lexicon/{entries(site)[0].id}/lift").status_code == 422


def test_a_quiet_period_asks_for_a_look_and_tells_no_date(
    site: Site, author: Visitor, reviewer: Visitor
) -> None:
    now = now_at(site)
    reviewer.post(
        "/lexicon", **QUIET, starts=local(now - timedelta(days=1)), ends=local(now + timedelta(days=9))
    )
    draft_id = author.start_editing("Je prépare le four depuis un an.")

    author.write(draft_id, TEXT)
    page = author.get(f"/drafts/{draft_id}").text

    assert "Un sujet que l’on laisse à d’autres" in page
    assert f"{now + timedelta(days=9):%d/%m}" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "code_name", "words": ""},
        {"kind": "wish", "words": "Zorglub"},
        {"kind": "code_name", "words": "…, -"},
        {"kind": "code_name", "words": "a" * 130},
        {"kind": "client", "words": ", ".join(f"nom {n}" for n in range(30))},
        {"kind": "quiet_period", "topics": "financial"},
        {"kind": "quiet_period", "starts": "2031-01-01T00:00", "ends": "2031-02-01T00:00"},
        {"kind": "embargo", "words": "Zorglub", "starts": "2031-02-01T00:00", "ends": "2031-01-01T00:00"},
        {"kind": "embargo", "words": "Zorglub", "ends": "demain"},
        {"kind": "person", "words": "Zoé Lub", "note": "x" * 501},
    ],
    ids=["no-words", "no-kind", "no-letters", "long", "many", "no-end", "no-subject",
    "backwards", "no-date", "note"],
)  # fmt: skip
def test_what_could_not_be_watched_is_asked_again(
    site: Site, reviewer: Visitor, fields: dict[str, str]
) -> None:
    answer = reviewer.post("/lexicon", **fields)

    assert answer.status_code == 422
    assert 'id="error"' in answer.text
    assert entries(site) == []


def test_a_change_that_cannot_be_taken_stays_where_it_was_typed(site: Site, reviewer: Visitor) -> None:
    reviewer.post("/lexicon", kind="code_name", words="Zorglub")
    (entry,) = entries(site)

    answer = reviewer.post(f"/lexicon/{entry.id}", kind="code_name", words="")

    assert answer.status_code == 422
    assert re.search(r'<details class="more" open>', answer.text)
    assert entries(site) == [entry]


@pytest.mark.parametrize("action", ["", "/1", "/1/lift", "/1/remove"])
def test_authors_never_see_nor_change_the_lexicon(author: Visitor, action: str) -> None:
    assert author.post(f"/lexicon{action}", kind="code_name", words="a, b").status_code == 403
    assert author.get("/lexicon").status_code == 403
    assert 'href="/lexicon"' not in author.get("/policy").text


@pytest.mark.parametrize("action", ["/99", "/99/lift", "/99/remove"])
def test_an_entry_that_is_gone_is_missing(reviewer: Visitor, action: str) -> None:
    assert reviewer.post(f"/lexicon{action}", kind="code_name", words="Zorglub").status_code == 404
