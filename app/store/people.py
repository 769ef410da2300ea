"""People and their sign-ins."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain.people import Language, Person, PersonId, Role
from app.errors import NotFound
from app.store.tables import PersonRow, SignInRow

NOT_CHOSEN = ""
"""The language of somebody who has not chosen one."""


def add_person(
    session: Session, person: Person, *, password_hash: str, now: datetime, demo: bool = False
) -> Person:
    """Insert; the id of the value given is ignored and the stored one returned."""
    row = PersonRow(
        name=person.name,
        email=person.email.casefold(),
        role=person.role,
        language=person.language if person.language_chosen else NOT_CHOSEN,
        headline=person.headline,
        mastodon_instance=person.mastodon_instance,
        topics=list(person.topics),
        password_hash=password_hash,
        demo=demo,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return _person(row)


def get_person(session: Session, person_id: PersonId) -> Person:
    row = session.get(PersonRow, person_id)
    if row is None:
        raise NotFound("This person is not here.")
    return _person(row)


def get_people(session: Session, ids: Collection[PersonId]) -> dict[PersonId, Person]:
    """Those of `ids` that are here, by id."""
    rows = session.scalars(select(PersonRow).where(PersonRow.id.in_(ids)))
    return {PersonId(row.id): _person(row) for row in rows}


def find_person_by_email(session: Session, email: str) -> tuple[Person, str] | None:
    """The person and their password hash."""
    row = session.scalar(select(PersonRow).where(PersonRow.email == email.strip().casefold()))
    return (_person(row), row.password_hash) if row else None


def find_person_by_name(session: Session, name: str) -> Person | None:
    """By e-mail, full name or first name, ignoring case; None when nobody or more than one fits."""
    wanted = name.strip().casefold()
    people = [_person(row) for row in session.scalars(select(PersonRow).order_by(PersonRow.id))]
    by_how_exact: tuple[Callable[[Person], str], ...] = (
        lambda person: person.email,
        lambda person: person.name.casefold(),
        lambda person: person.name.casefold().split()[0],
    )
    for called in by_how_exact:
        found = [person for person in people if called(person) == wanted]
        if len(found) == 1:
            return found[0]
    return None


def list_people(session: Session, *, limit: int = 200) -> list[Person]:
    return [_person(row) for row in session.scalars(select(PersonRow).order_by(PersonRow.id).limit(limit))]


def list_demo_people(session: Session) -> list[Person]:
    rows = session.scalars(select(PersonRow).where(PersonRow.demo).order_by(PersonRow.id))
    return [_person(row) for row in rows]


def count_people(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(PersonRow)) or 0


def set_language(session: Session, person_id: PersonId, language: Language) -> None:
    row = session.get(PersonRow, person_id)
    if row is not None:
        row.language = language


def set_topics(session: Session, topics: Sequence[str], *, author_id: PersonId) -> None:
    """What the author likes to talk about, in their order."""
    row = session.get(PersonRow, author_id)
    if row is not None:
        row.topics = list(topics)


def set_password_hash(session: Session, person_id: PersonId, password_hash: str) -> None:
    row = session.get(PersonRow, person_id)
    if row is not None:
        row.password_hash = password_hash


def add_sign_in(
    session: Session, person_id: PersonId, *, token_hash: str, now: datetime, expires_at: datetime
) -> None:
    session.execute(delete(SignInRow).where(SignInRow.expires_at <= now))
    session.add(SignInRow(token_hash=token_hash, person_id=person_id, created_at=now, expires_at=expires_at))


def find_signed_in(session: Session, token_hash: str, *, now: datetime) -> Person | None:
    row = session.scalar(
        select(PersonRow)
        .join(SignInRow, SignInRow.person_id == PersonRow.id)
        .where(SignInRow.token_hash == token_hash, SignInRow.expires_at > now)
    )
    return _person(row) if row else None


def delete_sign_in(session: Session, token_hash: str) -> None:
    session.execute(delete(SignInRow).where(SignInRow.token_hash == token_hash))


def _person(row: PersonRow) -> Person:
    return Person(
        id=PersonId(row.id),
        name=row.name,
        email=row.email,
        role=Role(row.role),
        language=Language(row.language or Language.ENGLISH),
        headline=row.headline,
        mastodon_instance=row.mastodon_instance,
        topics=tuple(row.topics),
        language_chosen=row.language != NOT_CHOSEN,
    )
