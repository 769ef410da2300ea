"""The reviewer's whole way: from the queue to an answer the author can use."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Desk
from tests.journeys.first_draft import TAKE, start_in_french

OpenDesk = Callable[..., Desk]

NUMBER = "06 12 34 56 78"


def submitted(open_desk: OpenDesk) -> Desk:
    """An author's desk with a text that waits for comms."""
    author = open_desk()
    start_in_french(author)
    author.press("Partir de celui-ci")
    author.write(f"{TAKE} Appelez-moi au {NUMBER}.")
    author.press("Envoyer à la communication")
    expect(author.page.get_by_text("attend", exact=False).first).to_be_visible()
    return author


def open_first(open_desk: OpenDesk) -> Desk:
    reviewer = open_desk()
    reviewer.sign_in("Clémence Tardivel")
    reviewer.go("/reviews")
    reviewer.page.locator("main a[href^='/reviews/']").first.click()
    return reviewer


def test_a_reviewer_sees_why_and_approves(open_desk: OpenDesk) -> None:
    author = submitted(open_desk)
    reviewer = open_first(open_desk)
    expect(reviewer.page.locator(".finding--review").first).to_contain_text(NUMBER)
    expect(reviewer.page.locator(".diff ins").first).to_be_visible()

    reviewer.press("Approuver")

    author.page.reload()
    author.follow("Partager")
    expect(author.page.locator("#final")).to_have_value(f"{TAKE} Appelez-moi au {NUMBER}.")


def test_an_author_accepts_a_suggestion_word_for_word(open_desk: OpenDesk) -> None:
    author = submitted(open_desk)
    reviewer = open_first(open_desk)
    reviewer.page.get_by_text("Suggérer un changement").click()
    reviewer.page.locator("textarea[name=text]").fill(f"{TAKE} Écrivez-moi ici.")
    reviewer.press("Envoyer la suggestion")

    author.page.reload()
    expect(author.page.locator("main del").first).to_contain_text("Appelez")
    author.press("Accepter")
    author.follow("Partager")
    expect(author.page.locator("#final")).to_have_value(f"{TAKE} Écrivez-moi ici.")


def test_a_text_sent_back_keeps_its_reason_in_sight(open_desk: OpenDesk) -> None:
    author = submitted(open_desk)
    reviewer = open_first(open_desk)
    reviewer.page.locator("summary", has_text="Renvoyer").click()
    reviewer.page.locator("textarea[name=reason]").fill("Sans ton numéro, et c'est parfait.")
    reviewer.page.get_by_role("button", name="Renvoyer").last.click()

    author.page.reload()
    expect(author.page.locator("main")).to_contain_text("Sans ton numéro, et c'est parfait.")
    author.write(TAKE)
    expect(author.page.get_by_role("link", name="Partager")).to_be_visible()
