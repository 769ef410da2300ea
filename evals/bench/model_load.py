"""Whether pages stay quick while many drafts wait for a slow model, all in one process as people start it."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep

import httpx2

from evals.bench.record import Cell, Table
from evals.metrics import percentile
from evals.scripted.server import MODEL, server_apart

SLOW = "2-5"
"""Seconds before each answer of the model, from and to."""
_EVERY = 0.1  # seconds between two requests of the one who measures
_LOOK = 0.7  # and between two looks of a page at how far its drafts have come
_PATIENCE = 240
_SERVE = (sys.executable, "-m", "app", "serve", "--demo")
_HEADERS = {"sec-fetch-site": "same-origin"}
_TAKES = (
    "Le client m'a montré le délai sur son téléphone avant que je parle.",
    "Ma voisine de palier a goûté la première fournée et elle est revenue le lendemain.",
)


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds that each request took, by page, and what was under way meanwhile."""

    name: str
    today: tuple[float, ...]
    check: tuple[float, ...]
    in_flight: float
    calls_at_once: int


def measure_load(
    *, drafts: int, seconds: float, models: Path, heard: Callable[[str], None]
) -> tuple[Waits, ...]:
    """At rest, with `drafts` under way, and with a page of each open that looks every 0.7 s."""
    with server_apart("--seconds", SLOW) as model, _product(model.url, models) as address:
        desk = _Desk(address)
        draft = desk.start_editing()
        heard("at rest")
        rest = desk.measure("nothing under way", draft, (), seconds, model.url)
        ids = [desk.ask(number) for number in range(drafts)]
        heard(f"{drafts} drafts under way")
        loaded = desk.measure(f"{drafts} drafts asked for", draft, ids, seconds, model.url)
        with desk.watching(ids):
            watched = desk.measure("the same, their pages open", draft, ids, seconds, model.url)
    return rest, loaded, watched


def load_table(waits: tuple[Waits, ...]) -> Table:
    columns = (
        "meanwhile",
        "being written",
        "calls at once",
        "today p50",
        "today p95",
        "check p50",
        "check p95",
        "p50 to rest",
    )
    return Table(
        f"Pages while a model thinks {SLOW.replace('-', ' to ')} seconds before each answer, milliseconds",
        columns,
        tuple(_row(one, waits[0]) for one in waits),
        "Over HTTP, the page of today and a check while typing by turns, a tenth of a second between. Being"
        " written: drafts still unfinished, on average. Calls at once: the most the model saw together so"
        " far. The last column is the slower page's median over its median at rest: it tells more than"
        " milliseconds where a machine is shared.",
    )


def _row(one: Waits, rest: Waits) -> tuple[Cell, ...]:
    ratio = max(median(one.today) / median(rest.today), median(one.check) / median(rest.check))
    pages = (percentile(times, share) for times in (one.today, one.check) for share in (50, 95))
    return (one.name, one.in_flight, str(one.calls_at_once), *pages, ratio)


@contextmanager
def _product(model_url: str, models: Path) -> Iterator[str]:
    """`tandem serve --demo` with the model, in a folder that disappears; yields its address."""
    with TemporaryDirectory(prefix="tandem-load-") as folder:
        (Path(folder) / "models").symlink_to(models, target_is_directory=True)
        ours = {
            "TANDEM_DATA_DIR": folder,
            "TANDEM_PORT": "0",
            "TANDEM_MODEL_URL": model_url,
            "TANDEM_MODEL": MODEL,
            "TANDEM_MODEL_AT_ONCE": "64",
        }
        with subprocess.Popen(_SERVE, env=os.environ | ours, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
            try:
                yield next(
                    found[0]
                    for line in process.stdout or ()
                    if (found := re.search(r"http://127\.0\.0\.1:\d+", line))
                )
            finally:
                process.terminate()


class _Desk:
    """A demo author at the pages."""

    def __init__(self, address: str) -> None:
        self._client = httpx2.Client(base_url=address, headers=_HEADERS, follow_redirects=True, timeout=60)
        page = self._client.get("/sign-in").text
        person = re.search(r'name="person_id" value="(\d+)"', page)
        self._client.post("/sign-in/demo", data={"person_id": person[1] if person else "1"})

    def ask(self, number: int) -> int:
        """Start a draft and answer its questions; returns its number while it is being written."""
        wish = {"about": f"prix des pièces détachées {number}", "language": "fr", "channel": "linkedin"}
        asked = self._client.post("/drafts", data=wish)
        draft_id = int(asked.url.path.rpartition("/")[2])
        names = re.findall(r'name="(q-[^"]+)"', asked.text)
        self._client.post(f"/drafts/{draft_id}/answers", data=dict(zip(names, _TAKES, strict=False)))
        return draft_id

    def start_editing(self) -> int:
        draft_id = self.ask(0)
        until = monotonic() + _PATIENCE
        while not self._done(draft_id) and monotonic() < until:
            sleep(_LOOK)
        self._client.post(f"/drafts/{draft_id}/choice", data={"position": 0})
        return draft_id

    def measure(
        self, name: str, draft_id: int, ids: "list[int] | tuple[()]", seconds: float, model: str
    ) -> Waits:
        today: list[float] = []
        check: list[float] = []
        under_way = [sum(not self._done(one) for one in ids)]
        until = monotonic() + seconds
        while monotonic() < until:
            started = perf_counter()
            self._client.get("/").raise_for_status()
            today.append(1000 * (perf_counter() - started))
            sleep(_EVERY)
            check.append(self._type(draft_id, len(check)))
            sleep(_EVERY)
        under_way.append(sum(not self._done(one) for one in ids))
        seen = httpx2.get(f"{model}/seen").json()
        return Waits(
            name,
            tuple(today),
            tuple(check),
            sum(under_way) / len(under_way),
            seen["most_at_once"],
        )

    def _type(self, draft_id: int, turn: int) -> float:
        """Milliseconds of a save with its check, after one word more."""
        page = self._client.get(f"/drafts/{draft_id}").text
        revision = re.search(r'name="revision"[^>]*?value="(\d+)"', page)
        text = " ".join([*_TAKES, *(f"Mot {n}." for n in range(turn % 50)), "Nous avons tout noté. " * 20])
        started = perf_counter()
        self._client.post(
            f"/drafts/{draft_id}/text.json",
            json={"text": text, "revision": int(revision[1]) if revision else 0},
        ).raise_for_status()
        return 1000 * (perf_counter() - started)

    @contextmanager
    def watching(self, ids: list[int]) -> Iterator[None]:
        """Look at the progress of every draft as its page does, from five threads."""
        stop = threading.Event()

        def look(mine: list[int]) -> None:
            with httpx2.Client(
                base_url=self._client.base_url, cookies=self._client.cookies, timeout=60
            ) as client:
                while not stop.is_set():
                    started = monotonic()
                    for one in mine:
                        with suppress(httpx2.HTTPError):
                            client.get(f"/drafts/{one}/progress")
                    stop.wait(max(0.0, _LOOK - (monotonic() - started)))

        threads = [threading.Thread(target=look, args=(ids[n::5],), daemon=True) for n in range(5)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join(60)

    def _done(self, draft_id: int) -> bool:
        return "HX-Redirect" in self._client.get(f"/drafts/{draft_id}/progress").headers
