"""Settings: a wrong one stops the start with a sentence that names it."""

import hashlib
import stat
from pathlib import Path

import pytest

from app.config import read_settings, secret_of
from app.errors import Misconfigured
from app.services import open_services

LONG = "a secret from the vault, and long enough"


@pytest.fixture(autouse=True)
def _no_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TANDEM_PORT", "eighty"),
        ("TANDEM_MODEL_TIMEOUT", "-1"),
        ("TANDEM_LOG_LEVEL", "chatty"),
        ("TANDEM_TIME_ZONE", "Europe/Vierzon"),
        ("TANDEM_TIME_ZONE", "Europe"),
        ("TANDEM_TIME_ZONE", "../../etc/passwd"),
        ("TANDEM_TIME_ZONE", ""),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Misconfigured, match=name):
        read_settings()


def test_demo_mode_is_refused_where_others_could_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_DEMO", "1")
    monkeypatch.setenv("TANDEM_HOST", "0.0.0.0")

    with pytest.raises(Misconfigured, match="loopback"):
        read_settings()


def test_half_a_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_MODEL_URL", "http://localhost:11434/v1")

    with pytest.raises(Misconfigured, match="TANDEM_MODEL"):
        read_settings()


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    settings = read_settings(data_dir=tmp_path / "data")

    first, second = secret_of(settings), secret_of(settings)

    assert first == second
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600


def test_a_configured_secret_gives_the_key() -> None:
    assert secret_of(read_settings(secret_key=LONG)) == hashlib.sha256(LONG.encode()).digest()


@pytest.mark.parametrize("kept", [b"", b"short"], ids=["empty", "short"])
def test_a_secret_that_is_none_stops_the_start(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "secret.key").write_bytes(kept)

    with pytest.raises(Misconfigured, match=r"secret\.key"):
        secret_of(read_settings(data_dir=tmp_path))


def test_a_short_configured_secret_stops_the_start() -> None:
    with pytest.raises(Misconfigured, match="TANDEM_SECRET_KEY"):
        secret_of(read_settings(secret_key="hunter2"))


def test_another_key_than_the_databases_stops_the_start(tmp_path: Path) -> None:
    with open_services(read_settings(data_dir=tmp_path)):
        pass

    with (
        pytest.raises(Misconfigured, match="secret key"),
        open_services(read_settings(data_dir=tmp_path, secret_key=LONG)),
    ):
        pass


def test_demo_mode_is_refused_behind_a_proxy() -> None:
    with pytest.raises(Misconfigured, match="loopback"):
        read_settings(demo=True, public_url="https://tandem.brindille.example")
