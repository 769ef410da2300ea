"""`tandem kb`, as somebody at a terminal sees it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli import kb
from app.domain.ingestion import FileState
from app.errors import NotFound, NotReady
from app.store import ingestions
from app.store.schema import migrate
from app.store.session import Sessions, open_engine
from tests.support.library import LibraryServices
from tests.support.pdf import make_pdf


@pytest.fixture(autouse=True)
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LibraryServices]:
    engine = open_engine(f"sqlite:///{tmp_path / 'tandem.db'}")
    migrate(engine)
    opened = LibraryServices(Sessions(engine))

    @contextmanager
    def fake_services() -> Iterator[LibraryServices]:
        yield opened

    monkeypatch.setattr(kb, "services", fake_services)
    yield opened
    engine.dispose()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "2026-11-02-ovens.md"
    path.write_text("---\npublisher: Hearthline\n---\n# Ovens\n\nWe repair bread ovens.", "utf-8")
    return path


def tandem(*arguments: object) -> Result:
    return CliRunner().invoke(kb.app, [str(argument) for argument in arguments])


def add(*paths: Path, options: tuple[str, ...] = ()) -> Result:
    return tandem("add", *paths, "--origin", "company", "--classification", "public", *options)


def as_data(result: Result) -> Any:
    return json.loads(result.stdout)


def test_each_file_gets_its_line(source: Path) -> None:
    result = add(source)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"added      {source}: Ovens (1 passages)", "1 added"]


def test_a_refused_file_is_named_and_the_exit_code_says_so(source: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"\0")

    result = add(bad, source)

    assert result.exit_code == 1
    assert f"refused    {bad}: This file holds binary data, not text." in result.stdout
    assert "1 refused, 1 added" in result.stdout


def test_adding_prints_data(source: Path) -> None:
    (row,) = as_data(add(source, options=("--json",)))

    assert row == {
        "path": str(source),
        "outcome": "added",
        "reason": "",
        "id": 1,
        "title": "Ovens",
        "passages": 1,
        "remarks": [],
    }


def test_what_was_left_out_of_a_file_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "ovens.pdf"
    path.write_bytes(make_pdf(["We repair bread ovens."], []))
    left_out = "Pages without text were left out: 2."

    assert left_out in add(path).stdout
    assert left_out in tandem("show", "1").stdout
    assert as_data(tandem("show", "1", "--json"))["remarks"] == [left_out]
    assert as_data(tandem("list", "--json"))[0]["remarks"] == [left_out]


def test_searching_names_the_source_of_each_passage(source: Path) -> None:
    add(source)

    assert (
        "Ovens, Ovens, Hearthline, 2026-11-02\nWe repair bread ovens."
        in tandem("search", "oven repair").stdout
    )
    (hit,) = as_data(tandem("search", "oven repair", "--json"))
    assert (hit["document"], hit["publisher"], hit["published_on"]) == (1, "Hearthline", "2026-11-02")
    assert tandem("search", "sailing").stdout == "Nothing found.\n"


def test_dates_keep_a_source_out_of_searches(source: Path) -> None:
    add(source, options=("--embargo-until", "2026-11-25"))
    assert as_data(tandem("search", "ovens", "--json")) == []

    add(source, options=("--valid-until", "2026-11-24"))
    assert as_data(tandem("search", "ovens", "--json")) == []

    add(source, options=("--embargo-until", "2026-11-24", "--valid-until", "2026-11-25"))
    assert len(as_data(tandem("search", "ovens", "--json"))) == 1


def test_sources_are_listed_with_their_clearance_and_removed(source: Path) -> None:
    assert tandem("list").stdout == "The library is empty.\n"
    add(source, options=("--valid-until", "2027-01-31"))

    assert tandem("list").stdout == "    1  en  company public until 2027-01-31  Ovens (1 passages)\n"
    (row,) = as_data(tandem("list", "--json"))
    assert (row["id"], row["classification"], row["passages"]) == (1, "public", 1)

    assert tandem("remove", "1").stdout == "removed 1\n"
    assert as_data(tandem("list", "--json")) == []


def test_removing_what_is_not_there_is_an_error() -> None:
    assert isinstance(tandem("remove", "7").exception, NotFound)


@pytest.mark.parametrize(
    "options",
    [("--origin", "nobody"), ("--classification", "secretish"), ("--embargo-until", "soon")],
)
def test_a_wrong_option_is_a_usage_error(source: Path, options: tuple[str, str]) -> None:
    assert add(source, options=options).exit_code == 2


def test_a_source_is_cleared_anew_and_tells_its_history(source: Path) -> None:
    add(source)

    cleared = tandem(
        "clear",
        1,
        "--embargo-until",
        "2027-01-15",
        "--audience",
        "Partners",
        "--note",
        "Not before the fair.",
    )

    assert cleared.stdout == "    1  en  company public from 2027-01-15  Ovens (1 passages)\n"
    assert tandem("search", "ovens").stdout == "Nothing found.\n"
    shown = tandem("show", 1).stdout
    assert ": company public → company public from 2027-01-15 (Not before the fair.)" in shown
    assert " audience  Partners" in shown
    assert "We repair bread ovens." in shown
    (newest, first) = as_data(tandem("show", 1, "--json"))["history"]
    assert (newest["note"], newest["after"]["audience"]) == ("Not before the fair.", "Partners")
    assert first["before"] is None


def test_clearing_changes_only_what_it_names(source: Path) -> None:
    add(source, options=("--valid-until", "2027-01-31", "--rights", "With credit."))

    changed = as_data(tandem("clear", 1, "--origin", "industry", "--json"))
    assert (changed["origin"], changed["valid_until"][:10], changed["rights"]) == (
        *("industry", "2027-01-31"),
        "With credit.",
    )

    assert as_data(tandem("clear", 1, "--no-end", "--json"))["valid_until"] is None


def test_a_confidential_source_needs_its_file_to_be_opened_again(source: Path) -> None:
    add(source)

    tandem("clear", 1, "--classification", "confidential")

    assert "No text of it is kept." in tandem("show", 1).stdout
    assert isinstance(tandem("clear", 1, "--classification", "public").exception, NotReady)


def test_agreement_is_proved_and_restored(source: Path, services: LibraryServices) -> None:
    add(source)
    assert tandem("verify").stdout == "ok    1 documents, 1 passages: indexes and database agree\n"

    services.vectors.delete([1])

    broken = tandem("verify")
    assert (broken.exit_code, broken.stdout) == (1, "FAIL  passages without a vector: 1\n")
    assert as_data(tandem("verify", "--json"))["troubles"] == {"vectors_missing": 1}
    assert tandem("verify", "--repair").exit_code == 0
    assert services.vectors.ids() == {1}


def test_indexing_anew_says_how_many_passages_there_are(source: Path) -> None:
    add(source)

    assert tandem("reindex").stdout == "1 passages were indexed anew\n"
    assert as_data(tandem("reindex", "--json")) == {"passages": 1}


def test_whoever_interrupts_leaves_nothing_to_go_on_by_itself(
    source: Path, services: LibraryServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.workflows.run_ingestion.run_ingestion", interrupt)

    add(source)

    with services.sessions() as session:
        (ingestion,) = ingestions.list_ingestions(session)
    assert ingestion.finished
    assert ingestion.count(FileState.CANCELLED) == 1


def test_a_routine_does_not_undo_what_somebody_decided(source: Path) -> None:
    add(source)
    tandem("clear", 1, "--classification", "internal")
    source.write_text("# Ovens\n\nWe repair boats as well.", "utf-8")

    add(source, options=("--keep-clearance",))

    (row,) = as_data(tandem("list", "--json"))
    assert (row["id"], row["classification"]) == (1, "internal")
    assert "boats" in tandem("show", 1).stdout
