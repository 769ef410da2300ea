"""How a draft was made is its author's to see; what models take is told in sums to those who run Tandem."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest

from app.domain.people import PersonId
from app.store import model_calls
from tests.app.web.conftest import Site, Visitor
from tests.support.model_drafts import answers, draft, plan
from tests.support.model_usage import keep_calls
from tests.support.openai_server import OpenAiServer, listening, scripted

TAKE = "Mon voisin de palier a goûté la première fournée du four réparé, et il est revenu le lendemain."
SECRET = "palier"
GOOD = answers(plan(("own_take", ())), draft(TAKE))


def words(page: str) -> str:
    return " ".join(
        unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ").replace("\u202f", " ").split()
    )


@contextmanager
def written(data_dir: Path, **settings: object) -> Iterator[tuple[Site, OpenAiServer]]:
    """A site whose model writes well."""
    with listening() as http, scripted(http) as server:
        server.will(GOOD)
        model = {"model_url": server.endpoint().url, "model": "peer", "model_timeout": 5.0}
        with Site.open(data_dir, **{**model, **settings}) as site:
            yield site, server


def test_an_author_sees_how_a_draft_was_made(data_dir: Path) -> None:
    with written(data_dir, model_price_in=1, model_price_out=2) as (site, _):
        author = site.signed_in("Denis")
        draft_id = author.start_editing(TAKE)

        editor, trace = author.get(f"/drafts/{draft_id}").text, author.get(f"/drafts/{draft_id}/trace")

    assert f'href="/drafts/{draft_id}/trace"' in editor
    told = words(trace.text)
    assert "Recherche dans les sources" in told
    assert "Rédaction peer" in told
    assert "jetons envoyés" in told
    assert re.search(r"0,0\d+ \$US", told)
    assert re.search(r"write_variant\.fr@\w+", trace.text)
    assert SECRET not in told
    assert TAKE not in trace.text


def test_a_draft_without_a_model_says_so(author: Visitor) -> None:
    draft_id = author.start_editing(TAKE)

    told = words(author.get(f"/drafts/{draft_id}/trace").text)

    assert "Rédaction le rédacteur intégré" in told
    assert "Demandé à un modèle jamais" in told


def test_the_passages_that_were_at_hand_are_links(author: Visitor) -> None:
    draft_id = author.start_editing(TAKE)

    page = author.get(f"/drafts/{draft_id}/trace").text

    address = re.search(r'href="(/sources/\d+)#passage-\d+"', page)
    assert address
    assert author.get(address[1]).status_code == 200


@pytest.mark.parametrize("name", ["Ruth", "Clémence"])
def test_nobody_else_sees_how_a_draft_was_made(site: Site, name: str) -> None:
    draft_id = site.signed_in("Denis").start_editing(TAKE)

    assert site.signed_in(name).get(f"/drafts/{draft_id}/trace").status_code == 404
    assert site.visitor().get(f"/drafts/{draft_id}/trace").url.path == "/sign-in"


def test_at_the_end_of_the_budget_the_built_in_writer_writes_and_says_so(data_dir: Path) -> None:
    with written(data_dir, model_budget_tokens=1) as (site, server):
        author = site.signed_in("Denis")
        draft_id = author.start_draft(TAKE)

        choices = words(author.get(f"/drafts/{draft_id}").text)
        trace = words(author.get(f"/drafts/{draft_id}/trace").text)

    assert "Le budget du mois pour les modèles de langage est épuisé" in choices
    assert "palier a goûté" in choices
    assert server.bodies == []
    assert "budget du mois épuisé" in trace
    assert "Rédaction à la place du modèle" in trace


def test_every_call_of_a_draft_is_counted_for_its_author(data_dir: Path) -> None:
    with written(data_dir) as (site, server):
        draft_id = site.signed_in("Denis").start_draft(TAKE)

        with site.services.sessions() as session:
            state = site.services.budgets.state(site.services.clock())
            row = session.connection().exec_driver_sql(
                "SELECT author_id FROM drafts WHERE id = ?", (draft_id,)
            )
            spent = model_calls.spent_on_draft(session, draft_id, author_id=PersonId(row.scalar()))

    assert len(server.bodies) == spent.calls == state.spent.calls > 1
    assert spent.unpriced == spent.calls


def test_what_the_models_take_is_told_in_sums(data_dir: Path) -> None:
    with written(data_dir, model_price_in=1, model_price_out=2, model_budget=1) as (site, _):
        site.signed_in("Denis").start_draft(TAKE)

        told = words(site.signed_in("Clémence").get("/usage").text)

    assert "Novembre 2026" in told
    assert "peer" in told
    assert "Moins de cinq personnes" in told
    assert re.search(r"0,0\d+ \$US sur 1,00 \$US", told)
    assert SECRET not in told
    assert "Denis" not in told


@pytest.mark.parametrize(("people", "told"), [(4, False), (5, True)])
def test_of_people_the_page_speaks_from_five_on(
    site: Site, reviewer: Visitor, people: int, told: bool
) -> None:
    keep_calls(site.services, people=people)

    assert ("Auteurs aidés par un modèle 5" in words(reviewer.get("/usage").text)) is told


@pytest.mark.parametrize(("people", "told"), [(1, False), (5, True)])
def test_what_models_declined_is_told_of_nobody_below_five(
    site: Site, reviewer: Visitor, people: int, told: bool
) -> None:
    keep_calls(site.services, people=people, outcome="model_refused")

    page = words(reviewer.get("/usage").text)

    assert ("Ce qui n’a pas abouti" in page) is told
    assert "La facture, elle, s’affiche quel que soit leur nombre" in page


@pytest.mark.parametrize(
    ("limit", "said"),
    [(6000, None), (1500, "80 % du budget du mois sont dépensés"), (1200, "Le budget du mois est épuisé.")],
)
def test_the_page_warns_from_eighty_percent_on(data_dir: Path, limit: int, said: str | None) -> None:
    with Site.open(data_dir, model_budget_tokens=limit) as site:
        keep_calls(site.services, people=1)
        told = words(site.signed_in("Clémence").get("/usage").text)

    assert ("du budget du mois sont dépensés" in told or "est épuisé" in told) is (said is not None)
    assert said is None or said in told


def test_a_month_of_before_can_be_opened_and_nonsense_is_said_to_be_none(
    site: Site, reviewer: Visitor
) -> None:
    assert "Aucun modèle n’a été sollicité" in words(reviewer.get("/usage?month=2026-02").text)
    assert reviewer.get("/usage").status_code == 200
    for month in ("2026-13", "x", "0001-01", "9999-12", "2026-11-01", "%00"):
        assert reviewer.get(f"/usage?month={month}").status_code == 422


def test_an_author_does_not_see_the_sums(author: Visitor) -> None:
    assert author.get("/usage").status_code == 403
