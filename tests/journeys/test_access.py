"""Every page, both languages, widths and themes: nothing serious for axe, nothing wider than the screen."""

from collections.abc import Callable

import pytest

from tests.journeys.access import check
from tests.journeys.conftest import Desk
from tests.journeys.first_draft import start_in_french

OpenDesk = Callable[..., Desk]

PAGES = (
    "/",
    "/drafts/new",
    "/drafts/new?q=four",
    "/sources",
    "/sources?q=four",
    "/sources/1",
    "/sources/add",
    "/feeds",
    "/glossary",
    "/lexicon",
    "/ingestions",
    "/voice",
    "/voice/bring",
    "/voice/wishes",
    "/voice/interview",
    "/voice/interview/fr/layout",
    "/voice/interview/en/wrong",
    "/voice/rules",
    "/reviews",
    "/policy",
    "/policy/edit",
    "/policy/try",
    "/policy/history",
    "/nowhere",
)
PAGES_OF_ADMINISTRATORS = ("/models", "/models/new")


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_pages_are_open_to_everybody(open_desk: OpenDesk, locale: str, theme: str, narrow: bool) -> None:
    desk = open_desk(locale, narrow=narrow)
    desk.page.emulate_media(color_scheme=theme)
    desk.go("/sign-in")
    check(desk, "/sign-in")
    desk.sign_in("Clémence" if locale == "fr-FR" else "Owen")
    for address in PAGES if locale == "fr-FR" else (*PAGES, *PAGES_OF_ADMINISTRATORS):
        desk.go(address)
        check(desk, address)


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_the_way_of_a_draft_is_open_to_everybody(open_desk: OpenDesk, narrow: bool) -> None:
    desk = open_desk(narrow=narrow)
    start_in_french(desk)
    check(desk, "choose")
    desk.press("Partir de celui-ci")
    desk.write("Le Levant de Galbrune est formidable. Écrivez à lea@ailleurs.example, 47 fois.")
    check(desk, "edit")
    desk.page.locator(".finding__answer > summary").first.click()
    check(desk, "answer a finding")
    desk.write("Une phrase toute simple, à moi.")
    desk.follow("Partager")
    check(desk, "share")


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_bench_is_open_to_everybody(open_desk: OpenDesk, theme: str, narrow: bool) -> None:
    desk = open_desk(narrow=narrow)
    desk.page.emulate_media(color_scheme=theme)
    desk.sign_in("Clémence")
    desk.go("/policy/try")
    desk.page.locator("textarea[name=text]").fill(
        "Écrivez à lea@ailleurs.example, FR1420041010050500013M02606."
    )
    desk.page.locator(".fold > summary").first.click()
    desk.page.locator("select[name='action:confidentiality.email']").select_option("advise")
    desk.press("Essayer", exact=True)
    desk.page.get_by_text("Ce qu’est devenue chaque vérification").click()
    check(desk, "bench")
