"""Bringing the database's schema up to date, from empty or from any earlier version."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine


def migrate(engine: Engine) -> None:
    """Run all migrations that the database lacks, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(files("app.store") / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
