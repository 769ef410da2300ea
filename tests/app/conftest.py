"""The demo company, loaded once and copied for each test that changes it."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from app.config import Settings
from app.services import Services, open_services
from app.workflows.load_demo import load_demo
from tests.conftest import NOW


def demo_settings(data_dir: Path, **changes: object) -> Settings:
    return Settings(data_dir=data_dir, demo=True, **{"_env_file": None} | changes)


def open_demo(data_dir: Path, **changes: object) -> AbstractContextManager[Services]:
    return open_services(demo_settings(data_dir, **changes), clock=lambda: NOW)


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    """A data directory with the demo company in it; copy it before writing to it."""
    data_dir = tmp_path_factory.mktemp("demo") / "data"
    data_dir.mkdir()
    (data_dir / "models").symlink_to(models)
    with open_demo(data_dir) as services:
        load_demo(services)
    return data_dir


@pytest.fixture
def data_dir(loaded_demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(loaded_demo, tmp_path / "data", symlinks=True))


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    with open_demo(data_dir) as opened:
        yield opened
