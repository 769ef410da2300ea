"""Signing in and out: passwords for local accounts, one click for the demo people."""

from datetime import timedelta

from app.domain.people import Language, Person, PersonId, Role
from app.errors import BadInput, NotAllowed, NotFound
from app.passwords import hash_password, hash_token, new_token, password_matches
from app.services import Services
from app.store import people

WRONG = "This e-mail and password do not go together. Try again, or ask your administrator."


def sign_in(services: Services, email: str, password: str) -> str:
    """Return a new session's token. Raises NotAllowed, the same for a wrong e-mail and a wrong password."""
    with services.sessions() as session:
        found = people.find_person_by_email(session, email)
    person, password_hash = found or (None, "")
    if not password_matches(password, password_hash) or person is None:
        raise NotAllowed(WRONG)
    return _open_session(services, person.id)


def sign_in_as_demo(services: Services, person_id: PersonId) -> str:
    """Return a new session's token for a demo person; only in demo mode."""
    with services.sessions() as session:
        known = any(person.id == person_id for person in people.list_demo_people(session))
    if not services.settings.demo or not known:
        raise NotFound("There is no demo account here.")
    return _open_session(services, person_id)


def find_signed_in(services: Services, token: str) -> Person | None:
    with services.sessions() as session:
        return people.find_signed_in(session, hash_token(token), now=services.clock())


def sign_out(services: Services, token: str) -> None:
    with services.sessions.begin() as session:
        people.delete_sign_in(session, hash_token(token))


def add_person(
    services: Services, *, name: str, email: str, role: Role, password: str, language: Language | None = None
) -> Person:
    """Add a local account; without a `language`, pages follow the person's browser until they choose.

    Raises BadInput for a taken e-mail or a short password.
    """
    if "@" not in email or not name.strip():
        raise BadInput("An account needs a name and an e-mail address.")
    person = Person(
        PersonId(0),
        name.strip(),
        email.strip(),
        role,
        language or Language.ENGLISH,
        language_chosen=language is not None,
    )
    password_hash = hash_password(password)
    with services.sessions.begin() as session:
        if people.find_person_by_email(session, email):
            raise BadInput("There is already an account for %(email)s.", email=email)
        return people.add_person(session, person, password_hash=password_hash, now=services.clock())


def add_first_admin(services: Services) -> tuple[str, str] | None:
    """On an empty database, make an administrator and return (e-mail, password) to print once."""
    with services.sessions() as session:
        if people.count_people(session):
            return None
    email, password = "admin@localhost", new_token()[:16]
    add_person(services, name="Admin", email=email, role=Role.ADMIN, password=password)
    return email, password


def _open_session(services: Services, person_id: PersonId) -> str:
    token = new_token()
    now = services.clock()
    with services.sessions.begin() as session:
        people.add_sign_in(
            session,
            person_id,
            token_hash=hash_token(token),
            now=now,
            expires_at=now + timedelta(hours=services.settings.session_hours),
        )
    return token
