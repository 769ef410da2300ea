"""People of the store, for tests of what belongs to one of them."""

from app.domain.people import Language, Person, PersonId, Role
from app.store import people
from app.store.session import Sessions
from tests.conftest import NOW


def add_person(sessions: Sessions, name: str) -> PersonId:
    """Add an author who writes French."""
    with sessions.begin() as session:
        person = Person(PersonId(0), name, f"{name}@example.com", Role.AUTHOR, Language.FRENCH)
        return people.add_person(session, person, password_hash="", now=NOW).id
