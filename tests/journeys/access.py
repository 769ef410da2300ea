"""What axe finds serious on a page, and whether the page is wider than its screen."""

import json

from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import Desk

SERIOUS = {"serious", "critical"}


def faults(desk: Desk) -> list[str]:
    response = Axe().run(desk.page).response
    return [
        f"{violation['id']}: {json.dumps([node['target'] for node in violation['nodes']][:3])}"
        for violation in response["violations"]
        if violation["impact"] in SERIOUS
    ]


def check(desk: Desk, where: str) -> None:
    found = faults(desk)
    assert not found, f"{where}: {found}"
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        f"{where} scrolls sideways"
    )
