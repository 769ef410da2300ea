"""A rule changes: comms decides it with a reason, and an author meets it and answers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Desk, Server
from tests.journeys.first_draft import TAKE, start_in_french

OpenDesk = Callable[..., Desk]

MAIL = "lea@ailleurs.example"


def change_rule(reviewer: Desk) -> None:
    """From the bench: try another decision, see the difference, keep it."""
    page = reviewer.page
    reviewer.go("/policy/try")
    page.get_by_role("textbox", name="Le texte").fill(f"{TAKE} Écrivez à {MAIL}.")
    page.locator("summary", has_text="Ce qui ne doit pas sortir").click()
    page.get_by_role("combobox", name="Une adresse e-mail").select_option("advise")
    reviewer.press("Essayer", exact=True)
    expect(page.locator("mark.paint--review")).to_have_text(MAIL)
    expect(page.locator("mark.paint--tip")).to_have_text(MAIL)

    page.get_by_label("Pourquoi ce changement ?").fill("Les commerciaux donnent leur adresse exprès.")
    reviewer.press("Enregistrer les règles")
    expect(page.locator("main")).to_contain_text("Les commerciaux donnent leur adresse exprès.")
    expect(page.locator("main ins").first).to_contain_text("Suggère")


def test_a_rule_is_changed_tried_met_and_answered(open_desk: OpenDesk, own_server: Server) -> None:
    reviewer = open_desk(server=own_server)
    reviewer.sign_in("Clémence Tardivel")
    change_rule(reviewer)

    author = open_desk(server=own_server)
    start_in_french(author)
    author.press("Partir de celui-ci")
    author.write(TAKE)
    with author.page.expect_response(lambda response: response.url.endswith("text.json")):
        author.editor().press("End")
        author.page.keyboard.press("Control+End")
        author.page.keyboard.insert_text(f" Écrivez à {MAIL}.")
    tip = author.page.locator(".finding--tip", has_text=MAIL)
    expect(tip).to_be_visible()
    tip.get_by_text("C’est bien ainsi").click()
    tip.get_by_label("J’ai demandé, et c’est d’accord").check()
    tip.get_by_role("button", name="Mettre de côté").click()

    expect(tip).to_have_count(0)
    expect(author.page.get_by_text("1 mis de côté")).to_be_visible()
    author.editor().focus()
    author.page.keyboard.press("Control+z")
    expect(author.editor()).to_have_value(TAKE)
    author.page.keyboard.press("Control+Shift+z")
    author.page.wait_for_load_state("networkidle")
    author.page.reload()
    author.page.get_by_text("1 mis de côté").click()
    author.page.get_by_role("button", name="Revenir là-dessus").click()
    expect(author.page.locator(".finding--tip", has_text=MAIL)).to_be_visible()


def test_what_an_author_answers_needs_no_javascript(open_desk: OpenDesk, own_server: Server) -> None:
    reviewer = open_desk(server=own_server)
    reviewer.sign_in("Clémence Tardivel")
    change_rule(reviewer)
    author = open_desk(server=own_server)
    start_in_french(author)
    author.press("Partir de celui-ci")
    author.write(f"{TAKE} Écrivez à {MAIL}.")
    address = author.page.url.removeprefix(own_server.address)

    plain = open_desk(server=own_server, javascript=False)
    plain.sign_in("Denis Gorvel")
    plain.go(address)
    tip = plain.page.locator(".finding--tip", has_text=MAIL)
    tip.locator("summary").click()
    tip.get_by_label("C’est déjà public").check()
    tip.get_by_role("button", name="Mettre de côté").click()

    expect(plain.page.locator(".finding--tip", has_text=MAIL)).to_have_count(0)
    expect(plain.page.get_by_text("1 mis de côté")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["while typing", "with the button"])
def test_a_reviewer_finds_one_rule_among_many(open_desk: OpenDesk, javascript: bool) -> None:
    desk = open_desk(javascript=javascript)
    desk.sign_in("Clémence")
    desk.go("/policy/edit")

    desk.page.get_by_label("Chercher une règle").press_sequentially("iban")
    if not javascript:
        desk.press("Chercher", exact=True)

    expect(desk.page.locator("main").get_by_text("Règles trouvées\u00a0: 1")).to_be_visible()
    expect(desk.page.locator(".ruling:visible")).to_have_count(1)
