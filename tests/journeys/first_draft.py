"""The way from the first page to the drafts, as most journeys begin."""

from playwright.sync_api import expect

from tests.journeys.conftest import Desk

TAKE = (
    "Hier à Bourges, le boulanger m'a tendu la pièce avant que j'ouvre le capot : il l'avait commandée seul."
)
SECOND = "Ce que j'aime, c'est qu'il n'a pas eu besoin de moi pour le prix."


def start_in_french(desk: Desk, topic: str = "le prix des pièces détachées", *, script: bool = True) -> None:
    """From the first page to the drafts; with a script, questions come one at a time."""
    desk.sign_in("Denis Gorvel")
    desk.page.get_by_label("Un sujet, une question, quelque chose qui vous est arrivé").fill(topic)
    desk.press("Commencer")
    desk.press("Continuer")
    answers = desk.page.locator("textarea[name^=q-]")
    answers.nth(0).fill(TAKE)
    if answers.count() > 1:
        if script:
            desk.press("Question suivante")
        answers.nth(1).fill(SECOND)
    desk.press("Écrire mes brouillons")
    expect(desk.page.get_by_role("button", name="Partir de celui-ci").first).to_be_visible()
