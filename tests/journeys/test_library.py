"""A reviewer's way through the library: from two files to a search that follows the company's own words."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.access import check
from tests.journeys.conftest import Desk
from tests.support.office import make_docx

OpenDesk = Callable[..., Desk]

NOTE = """# Le pétrin silencieux

Le pétrin silencieux tourne à 54 décibels, mesurés à un mètre, pétrin plein.
Il a été essayé six mois à Vierzon.
"""


def fill(document: Any) -> None:
    document.add_heading("La clayette pliante", 1)
    document.add_paragraph(
        "La clayette pliante porte vingt kilos et se range derrière la porte. Elle sera vendue au printemps."
    )


FILES = [
    {"name": f"petrin{'_silencieux' * 15}.md", "mimeType": "text/markdown", "buffer": NOTE.encode()},
    {
        "name": "clayette.docx",
        "mimeType": "application/octet-stream",
        "buffer": make_docx(fill, title="La clayette pliante"),
    },
    {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 cut off"},
]


def bring_in(desk: Desk) -> None:
    desk.go("/sources")
    desk.follow("Ajouter des sources")
    check(desk, "add")
    desk.page.locator("input[name=files]").set_input_files(FILES)
    desk.page.get_by_label("Public", exact=True).check(force=True)
    desk.press("Faire entrer")
    expect(desk.page.get_by_role("heading", name="Tout est lu")).to_be_visible()


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_a_reviewer_brings_files_in_and_decides_on_them(
    open_desk: OpenDesk, own_server, narrow: bool
) -> None:
    desk = open_desk(narrow=narrow, server=own_server)
    desk.sign_in("Clémence")
    bring_in(desk)
    main = desk.page.locator("main")
    expect(main).to_contain_text("Le pétrin silencieux")
    expect(main).to_contain_text("Une source n’est pas entrée")
    expect(main).to_contain_text("plan.pdf")
    check(desk, "ingestion")
    desk.go("/ingestions")
    check(desk, "ingestions")

    desk.go("/sources?q=pétrin silencieux")
    expect(main).to_contain_text("54 décibels")
    desk.page.locator("summary", has_text="Pourquoi ce passage").first.click()
    expect(desk.page.get_by_text("Mots en commun").first).to_be_visible()
    check(desk, "found")

    desk.go("/sources?title=clayette")
    check(desk, "library")
    desk.follow("La clayette pliante")
    check(desk, "document")
    desk.page.locator("summary", has_text="Changer d’avis").click()
    check(desk, "clearance")
    desk.page.get_by_label("Confidentiel", exact=True).check(force=True)
    desk.press("Décider")
    check(desk, "confirm")
    desk.press("Effacer le texte")
    expect(main).to_contain_text("empreintes")
    expect(main).not_to_contain_text("vingt kilos")
    desk.go("/sources?q=clayette pliante vingt kilos")
    expect(main).not_to_contain_text("vingt kilos et se range")

    desk.go("/glossary")
    desk.page.get_by_label("En français").last.fill("brasseur, pétrin silencieux")
    desk.press("L’ajouter")
    expect(main).to_contain_text("brasseur")
    check(desk, "glossary")
    desk.go("/sources?q=brasseur")
    expect(main).to_contain_text("54 décibels")
    desk.go("/feeds")
    check(desk, "feeds")


def test_files_come_in_without_javascript(open_desk: OpenDesk, own_server) -> None:
    desk = open_desk(javascript=False, server=own_server)
    desk.sign_in("Clémence")
    desk.go("/sources/add")
    desk.page.locator("input[name=files]").set_input_files(FILES)
    desk.press("Faire entrer")

    expect(desk.page.get_by_role("heading", name="Tout est lu")).to_be_visible(timeout=30_000)
    expect(desk.page.locator("main")).to_contain_text("Le pétrin silencieux")
