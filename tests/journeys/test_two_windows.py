"""Words typed in one window outlive whatever happens in another, and in the one they were typed in."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk
from tests.journeys.first_draft import TAKE, start_in_french

OpenDesk = Callable[..., Desk]
SAVING = re.compile(r"text\.json$")
COPIES = "Object.keys(localStorage).filter((key) => key.startsWith('tandem-copy-')).length"


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    """An author with a draft in the editor."""
    desk = open_desk()
    start_in_french(desk)
    desk.press("Partir de celui-ci")
    expect(desk.editor()).to_be_visible()
    return desk


def write_in(page: Page, text: str) -> None:
    with page.expect_response(SAVING):
        page.locator("#text").fill(text)


def second_window(desk: Desk) -> Page:
    page = desk.context.new_page()
    page.goto(desk.page.url)
    return page


def conflicting_window(desk: Desk) -> Page:
    """A second window whose text was refused, because the first one saved meanwhile."""
    second = second_window(desk)
    desk.write("Première fenêtre.")
    write_in(second, "Seconde fenêtre.")
    expect(second.locator("#trouble")).to_contain_text("dans une autre fenêtre")
    return second


def test_words_typed_after_a_conflict_are_offered_on_the_next_load(desk: Desk) -> None:
    second = conflicting_window(desk)
    second.locator("#text").fill("Seconde fenêtre, et des mots de plus.")
    desk.write("Première fenêtre, encore.")

    second.reload()
    expect(second.locator("#text")).to_have_value("Première fenêtre, encore.")
    with second.expect_response(SAVING):
        second.get_by_role("button", name="Les remettre").click()

    expect(second.locator("#text")).to_have_value("Seconde fenêtre, et des mots de plus.")
    expect(second.locator("#state")).to_have_text("Enregistré")
    expect(second.locator("#rescue")).to_contain_text("Première fenêtre, encore.")


def test_words_that_are_left_are_not_offered_again(desk: Desk) -> None:
    second = conflicting_window(desk)
    second.reload()

    second.get_by_role("button", name="Les laisser").click()
    second.reload()

    expect(second.locator("#text")).to_be_visible()
    expect(second.locator("#rescue")).to_be_hidden()


def test_a_reload_right_after_a_keystroke_loses_nothing_and_asks_nothing(desk: Desk) -> None:
    desk.write("Le début.")

    desk.editor().press_sequentially(" Et la")
    desk.page.reload()
    expect(desk.editor()).to_have_value("Le début. Et la")
    expect(desk.page.locator("#rescue")).to_be_hidden()
    with desk.page.expect_response(SAVING) as saved:
        desk.editor().press("End")
        desk.editor().press_sequentially(" suite.")
    assert saved.value.status == 200

    expect(desk.page.locator("#state")).to_have_text("Enregistré")
    expect(desk.page.locator("#trouble")).to_be_hidden()
    desk.page.reload()
    expect(desk.editor()).to_have_value("Le début. Et la suite.")


def test_words_that_never_left_go_home_by_themselves_after_a_reload(desk: Desk) -> None:
    desk.write("Le début.")
    desk.context.route(SAVING, lambda route: route.abort())
    desk.editor().fill("Le début, et la fin.")
    desk.page.reload()
    desk.context.unroute(SAVING)

    expect(desk.editor()).to_have_value("Le début, et la fin.")
    expect(desk.page.locator("#state")).to_have_text("Enregistré")
    expect(desk.page.locator("#rescue")).to_be_hidden()


def test_a_refused_text_can_be_neither_shared_nor_copied_and_says_so(desk: Desk) -> None:
    desk.write(TAKE)
    expect(desk.page.get_by_role("link", name="Partager")).to_be_visible()

    desk.write("é" * 20_001)

    expect(desk.page.locator("#trouble")).to_contain_text("Raccourcissez-le pour continuer.")
    expect(desk.page.locator("#state")).to_have_text(
        "Pas enregistré. Votre texte est gardé dans ce navigateur."
    )
    expect(desk.page.locator("#count")).to_have_text(re.compile(r"20\s001 caractères"))
    expect(desk.page.get_by_role("link", name="Partager")).to_be_hidden()
    expect(desk.page.get_by_role("button", name="Copier")).to_be_hidden()
    expect(desk.page.locator("#actions")).to_contain_text("ne peut donc être ni partagé ni envoyé")

    desk.write(TAKE)
    expect(desk.page.get_by_role("link", name="Partager")).to_be_visible()
    expect(desk.page.locator("#trouble")).to_be_hidden()


def test_a_copy_taken_in_haste_is_of_a_text_that_was_checked(desk: Desk) -> None:
    desk.write(TAKE)
    expect(desk.page.get_by_role("button", name="Copier")).to_be_visible()
    desk.page.evaluate("navigator.clipboard.writeText('avant')")

    desk.editor().fill("x" * 3500)
    desk.press("Copier")

    expect(desk.page.locator("#actions")).to_contain_text("Il reste quelque chose à changer")
    assert desk.page.evaluate("navigator.clipboard.readText()") == "avant"


def test_signing_out_leaves_no_words_in_the_browser(desk: Desk) -> None:
    second = conflicting_window(desk)
    second.close()
    assert desk.page.evaluate(COPIES) == 1

    desk.press("Se déconnecter")
    desk.page.wait_for_url(re.compile("/sign-in"))

    assert desk.page.evaluate(COPIES) == 0


def test_a_channel_with_more_room_is_one_choice_away(desk: Desk) -> None:
    desk.write(TAKE)

    desk.page.get_by_label("Où sera-t-il publié").select_option("x")
    desk.press("Changer")

    expect(desk.page.get_by_label("Où sera-t-il publié")).to_have_value("x")
    expect(desk.page.locator("#count")).to_contain_text("280")
