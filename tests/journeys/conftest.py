"""A real Chromium in front of a real server: `tandem serve --demo`, started as people start it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass
class Server:
    """The demo on a port of its own; can be killed and started again on the same data."""

    data_dir: Path
    port: int = 0
    address: str = ""
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def start(self) -> None:
        environment = os.environ | {"TANDEM_DATA_DIR": str(self.data_dir), "TANDEM_PORT": str(self.port)}
        command = [sys.executable, "-m", "app", "serve", "--demo"]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if match := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                self.address, self.port = match[0], int(match[1])
                return
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """As a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            if self.process.stdout is not None:
                self.process.stdout.close()
            self.process = None


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Server]:
    data_dir = tmp_path_factory.mktemp("journeys")
    (data_dir / "models").symlink_to(models)
    running = Server(data_dir)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def own_server(tmp_path: Path, models: Path) -> Iterator[Server]:
    """A server that only this test uses, so that it may be killed."""
    (tmp_path / "models").symlink_to(models)
    running = Server(tmp_path)
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing")
        pytest.skip("no Chromium on this machine: install Debian's package chromium to run the journeys")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        yield chromium
        chromium.close()


@dataclass
class Desk:
    """One person's browser."""

    context: BrowserContext
    page: Page
    server: Server

    def go(self, address: str) -> None:
        self.page.goto(self.server.address + address)

    def sign_in(self, name: str) -> None:
        self.go("/sign-in")
        self.page.get_by_role("button", name=re.compile(name)).click()
        self.page.wait_for_url(self.server.address + "/")

    def press(self, name: str, *, exact: bool = False) -> None:
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def editor(self):
        return self.page.locator("#text")

    def write(self, text: str) -> None:
        """Replace the text as a person would, and wait until it is saved and judged."""
        with self.page.expect_response(lambda response: response.url.endswith("text.json")):
            self.editor().fill(text)


@pytest.fixture
def open_desk(browser: Browser, server: Server) -> Iterator[Callable[..., Desk]]:
    opened: list[BrowserContext] = []

    def open_desk(
        locale: str = "fr-FR", *, narrow: bool = False, javascript: bool = True, server: Server = server
    ) -> Desk:
        context = browser.new_context(
            locale=locale, viewport=NARROW if narrow else WIDE, java_script_enabled=javascript
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.address)
        context.set_default_timeout(20_000)
        # Nothing outside this machine: a channel that is opened gets an empty page.
        context.route(
            lambda url: not url.startswith(server.address), lambda route: route.fulfill(body="elsewhere")
        )
        opened.append(context)
        return Desk(context, context.new_page(), server)

    yield open_desk
    for context in opened:
        context.close()
