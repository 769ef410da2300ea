"""`tandem model`, as an operator at a terminal sees it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import main
from tests.support.openai_server import OpenAiServer, fails, listening, says, scripted

KEY = "sk-terminal-secret"


@pytest.fixture
def server() -> Iterator[OpenAiServer]:
    with listening() as http, scripted(http) as running:
        yield running


@pytest.fixture
def configured(
    server: OpenAiServer, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> OpenAiServer:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANDEM_DATA_DIR", str(data_dir))
    monkeypatch.setenv("TANDEM_MODEL_URL", server.http.url_for("/v1"))
    monkeypatch.setenv("TANDEM_MODEL", "writer-1")
    monkeypatch.setenv("TANDEM_MODEL_KEY", KEY)
    return server


def tandem(*arguments: str) -> Any:
    return CliRunner().invoke(main.app, arguments)


def test_a_model_that_works_shows_what_it_can_do(configured: OpenAiServer) -> None:
    configured.will(says(json.dumps({"greeting": "Hello to you."})))

    result = tandem("model", "test")

    assert result.exit_code == 0
    for words in ("latency", "a JSON schema", "streaming", "max_tokens", "tool choice", "Hello to you."):
        assert words in result.stdout
    assert KEY not in result.stdout


def test_a_model_that_does_not_work_says_why_and_fails(configured: OpenAiServer) -> None:
    configured.will(fails(401))

    result = tandem("model", "test", "writer-1", "--json")

    assert result.exit_code == 1
    (seen,) = json.loads(result.stdout)
    assert seen["sentence"] == "The model's server did not accept the key."
    assert KEY not in result.stdout


def test_models_are_listed_without_their_keys(configured: OpenAiServer) -> None:
    result = tandem("model", "list", "--json")

    (listed,) = json.loads(result.stdout)
    assert (listed["name"], listed["has_key"], listed["from_settings"]) == ("writer-1", True, True)
    assert KEY not in result.stdout
    assert "writer-1" in tandem("model", "list").stdout


def test_a_name_that_nobody_has_is_told(configured: OpenAiServer) -> None:
    result = tandem("model", "test", "nobody")

    assert result.exit_code != 0
    assert "There is no model called “nobody” here." in str(result.exception)
