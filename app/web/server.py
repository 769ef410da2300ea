"""Starting the server: open the port, tell people where to go, serve."""

import logging
import socket

import uvicorn

from app.config import Settings, read_settings
from app.errors import Misconfigured
from app.services import Services, open_services
from app.store import people
from app.web.app import create_app
from app.web.logs import JsonLines
from app.workflows.load_demo import load_demo
from app.workflows.sign_in import add_first_admin


def serve_pages() -> None:
    """Serve until stopped, on the address that the settings name."""
    settings = read_settings()
    _log(settings)
    listening = _listen(settings)
    address = f"http://{settings.host}:{listening.getsockname()[1]}"

    with open_services(settings) as services:
        greet(services, address)
        config = uvicorn.Config(
            create_app(services),
            log_config=None,
            proxy_headers=bool(settings.public_url),
            server_header=False,
        )
        uvicorn.Server(config).run(sockets=[listening])


def greet(services: Services, address: str) -> None:
    """Prepare an empty database, then print where Tandem is and who can sign in."""
    if services.settings.demo:
        load_demo(services)
        with services.sessions() as session:
            names = [f"  {person.name} ({person.role})" for person in people.list_demo_people(session)]
        lines = [f"Tandem is at {address}", "Sign in with one click as:", *names]
    else:
        lines = [f"Tandem is at {address}"]
        if made := add_first_admin(services):
            email, password = made
            lines += ["A first account was made; this password is shown once:", f"  {email}  {password}"]
    print("\n".join(lines), flush=True)


def _log(settings: Settings) -> None:
    """Our own packages speak at the level asked for; the vendors' only when something is wrong."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for package in ("app", "guardrails", "knowledge_base", "prompts"):
        logging.getLogger(package).setLevel(settings.log_level)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen()  # who comes before the server is up waits, instead of being turned away
    except OSError as error:
        listening.close()
        raise Misconfigured(
            "Port %(port)s on %(host)s is taken or not ours to use: set TANDEM_PORT to another.",
            port=settings.port,
            host=settings.host,
        ) from error
    return listening
