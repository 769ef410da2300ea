"""How commands come to their services, and how they print data."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from app.config import read_settings
from app.errors import NotFound

if TYPE_CHECKING:
    from app.domain.people import Person
    from app.services import Services


@contextmanager
def services() -> Iterator["Services"]:
    """The services of this machine's settings; imported late, since they bring everything along."""
    from app.services import open_services

    with open_services(read_settings()) as opened:
        yield opened


def person_called(services: "Services", name: str) -> "Person":
    """By e-mail, full name or first name. Raises NotFound when that is nobody, or not one person."""
    from app.store import people

    with services.sessions() as session:
        person = people.find_person_by_name(session, name)
    if person is None:
        raise NotFound(
            "Nobody here is called %(name)s, or more than one person is: give their e-mail.", name=name
        )
    return person


def print_json(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))
