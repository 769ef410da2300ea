"""`tandem draft`, `check`, `doctor` and `user`, as somebody at a terminal sees them, on the demo company."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import main
from app.demo.company import HERE

TAKE = "Hier à Bourges, le boulanger m'a tendu la pièce avant que j'ouvre le capot."


@pytest.fixture(autouse=True)
def _demo(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANDEM_DATA_DIR", str(data_dir))
    monkeypatch.setenv("TANDEM_DEMO", "1")


def tandem(*arguments: str, given: str = "") -> Any:
    return CliRunner().invoke(main.app, arguments, input=given)


@pytest.mark.parametrize(
    ("lang", "who", "about", "take"),
    [
        ("fr", "Denis", "le prix des pièces", TAKE),
        (
            "en",
            "ruth.ackerley@galbrune.example",
            "cracked hearth stones",
            "I tapped every stone on that pallet myself: two had cracked, both near a door left open.",
        ),
    ],
    ids=["fr", "en"],
)
def test_drafts_come_with_every_sourced_sentence_traceable(
    lang: str, who: str, about: str, take: str
) -> None:
    result = tandem("draft", "--as", who, "--about", about, "--take", take, "--lang", lang, "--json")

    made = json.loads(result.stdout)
    passages = {passage["id"]: passage for passage in made["passages"]}
    sourced = [s for draft in made["drafts"] for s in draft["sentences"] if s["label"] == "sourced"]
    assert sourced
    assert all(Path(passage["path"]).is_file() for passage in passages.values())
    assert all(sentence["sources"] and set(sentence["sources"]) <= passages.keys() for sentence in sourced)
    assert not [s for draft in made["drafts"] for s in draft["sentences"] if s["label"] == "unsupported"]


def test_drafts_read_well_on_a_terminal() -> None:
    result = tandem("draft", "--as", "Denis", "--about", "le prix des pièces", "--take", TAKE)

    assert result.exit_code == 0
    assert "Hier à Bourges" in result.stdout
    assert "own " in result.stdout
    assert "verdict:" in result.stdout


def test_a_name_nobody_has_is_told(data_dir: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "draft", "--as", "Zoé", "--about", "x"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )

    assert done.returncode == 2
    assert done.stderr.strip().endswith("give their e-mail.")
    assert "Traceback" not in done.stderr


def confidential_line() -> str:
    body = (HERE / "documents/confidential/projet-cormoran-note-de-cadrage.md").read_text("utf-8")
    return max(body.split("---", 2)[2].splitlines(), key=len)


def test_check_stops_a_confidential_sentence() -> None:
    result = tandem("check", "-", given=confidential_line())

    assert result.exit_code == 1
    assert "[block]" in result.stdout
    assert "verdict: blocked" in result.stdout


def test_check_lets_an_ordinary_post_pass(tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text(
        "J'ai passé la matinée au fournil de mon cousin. Ça sentait bon.", "utf-8"
    )

    result = tandem("check", "post.txt", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["blocked"] is False


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00\xd8"], ids=["not there", "not text"])
def test_check_says_what_is_wrong_with_a_file(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "post.txt").write_bytes(content)

    result = tandem("check", "post.txt")

    assert "post.txt" in str(result.exception)


def test_doctor_finds_everything_well() -> None:
    result = tandem("doctor", "--json")

    parts = {part["part"]: part for part in json.loads(result.stdout)}
    assert result.exit_code == 0
    assert all(part["ok"] for part in parts.values()), parts
    assert parts["model"]["sentence"] == "none configured; the built-in writer writes"


def test_doctor_says_when_the_model_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_MODEL_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("TANDEM_MODEL", "nobody")

    result = tandem("doctor")

    assert result.exit_code == 1
    assert "FAIL  model" in result.stdout


def test_an_account_is_added_and_listed() -> None:
    password = "a long enough one"

    added = tandem("user", "add", "zoe@ailleurs.example", "--name", "Zoé", given=f"{password}\n{password}\n")

    assert added.exit_code == 0
    assert "zoe@ailleurs.example" in tandem("user", "list").stdout


def test_an_account_is_not_added_twice() -> None:
    result = tandem(
        "user", "add", "denis.gorvel@galbrune.example", "--name", "D", "--password", "a long enough one"
    )

    assert "already an account" in str(result.exception)


def test_a_short_password_is_refused() -> None:
    result = tandem("user", "add", "z@ailleurs.example", "--name", "Z", "--password", "short")

    assert "10 characters" in str(result.exception)


def test_the_policy_is_written_as_a_file_that_reads_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = tmp_path / "policy.toml"
    start.write_text('[actions]\n"authenticity.emoji" = "block"\n')
    monkeypatch.setenv("TANDEM_POLICY_FILE", str(start))

    printed = tandem("policy", "export").output
    written = tandem("policy", "export", "out.toml")
    nowhere = tandem("policy", "export", "no/such/folder/out.toml")

    assert '"authenticity.emoji" = "block"' in printed
    assert written.exit_code == 0
    assert (tmp_path / "out.toml").read_text() == printed
    assert "cannot be written" in str(nowhere.exception)
