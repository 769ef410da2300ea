"""A browser without a screen: the application, its services and its worker, in this process."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.services import Services
from app.store import people
from app.web.app import create_app
from tests.app.conftest import open_demo

SAME_ORIGIN = {"sec-fetch-site": "same-origin"}


@dataclass
class Visitor:
    """Somebody at the pages: gets and posts as a browser on our own pages would."""

    client: TestClient

    def get(self, address: str, **headers: str):
        return self.client.get(address, headers=headers)

    def post(self, address: str, **fields: object):
        return self.client.post(address, data=fields, headers=SAME_ORIGIN)

    def post_json(self, address: str, **body: object):
        return self.client.post(address, json=body, headers=SAME_ORIGIN | {"accept": "application/json"})

    def start_draft(self, *takes: str, about: str = "prix des pièces détachées", language: str = "fr") -> int:
        """From a topic to the drafts on offer; returns the draft's number."""
        asked = self.post("/drafts", about=about, language=language, channel="linkedin")
        draft_id = int(asked.url.path.rpartition("/")[2])
        names = re.findall(r'name="(q-[^"]+)"', asked.text)
        self.post(f"/drafts/{draft_id}/answers", **dict(zip(names, takes, strict=False)))
        self.wait_for_drafts(draft_id)
        return draft_id

    def wait_for_drafts(self, draft_id: int) -> None:
        for _ in range(400):
            if "HX-Redirect" in self.get(f"/drafts/{draft_id}/progress").headers:
                return
            time.sleep(0.05)
        raise AssertionError("the drafts never came")

    def start_editing(self, *takes: str, **wish: str) -> int:
        draft_id = self.start_draft(*takes, **wish)
        self.post(f"/drafts/{draft_id}/choice", position=0)
        return draft_id

    def write(self, draft_id: int, text: str) -> dict[str, object]:
        """Replace the text in the editor and return what the editor is told."""
        revision = int(field_value(self.get(f"/drafts/{draft_id}").text, "revision"))
        return self.post_json(f"/drafts/{draft_id}/text.json", text=text, revision=revision).json()


def field_value(page: str, name: str) -> str:
    match = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page)
    assert match, f"no field {name} on the page"
    return unescape(match[1])


@pytest.fixture
def site(data_dir: Path) -> Iterator["Site"]:
    with Site.open(data_dir) as opened:
        yield opened


@dataclass
class Site:
    app_client: TestClient
    services: Services

    @classmethod
    @contextmanager
    def open(cls, data_dir: Path, **changes: object) -> Iterator["Site"]:
        with open_demo(data_dir, **changes) as services:
            app = create_app(services)
            with TestClient(app, base_url="http://127.0.0.1:8000") as client:
                yield cls(client, services)

    def visitor(self) -> Visitor:
        """Somebody who is not signed in."""
        return Visitor(TestClient(self.app_client.app, base_url="http://127.0.0.1:8000"))

    def signed_in(self, first_name: str) -> Visitor:
        with self.services.sessions() as session:
            person = people.find_person_by_name(session, first_name)
        assert person is not None
        visitor = self.visitor()
        visitor.post("/sign-in/demo", person_id=person.id)
        return visitor


@pytest.fixture
def author(site: Site) -> Visitor:
    return site.signed_in("Denis")


@pytest.fixture
def colleague(site: Site) -> Visitor:
    return site.signed_in("Ruth")


@pytest.fixture
def reviewer(site: Site) -> Visitor:
    return site.signed_in("Clémence")
