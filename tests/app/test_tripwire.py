"""The library of what must not leave: never behind a secret, and quick to be ready again."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from app import tripwire
from app.other_names import general_dictionary
from app.store import glossary, public_readings
from app.store.session import Session, Sessions
from app.tripwire import Tripwire
from app.workflows.clear_document import clear_document
from app.workflows.delete_document import delete_document
from app.workflows.ingest_loaded import ingest_loaded
from guardrails.confidentiality.leaks.near_copy import NearCopyCheck
from guardrails.confidentiality.leaks.public_texts import is_sound, read_public
from guardrails.confidentiality.leaks.reworded import RewordedCheck
from knowledge_base.passages import Classification, Clearance
from tests.support.library import NOW, PUBLIC, LibraryServices, make_loaded
from tests.support.posts import seen_by
from tests.support.statements import counted

DAY = timedelta(days=1)
CONFIDENTIAL = replace(PUBLIC, classification=Classification.CONFIDENTIAL)
INTERNAL = replace(PUBLIC, classification=Classification.INTERNAL)
EMBARGOED = replace(PUBLIC, embargo_until=NOW + DAY)
HERON = "The heron project cuts the price of every oven by forty percent in spring."
OTHER = "The osprey plant closes in autumn and its forty bakers move to the coast."


@pytest.fixture
def services(sessions: Sessions) -> Any:
    return LibraryServices(sessions)


@pytest.fixture
def watch(services: Any) -> Iterator[Tripwire]:
    opened = open_tripwire(services)
    yield opened
    opened.close()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that a tripwire had to read."""
    texts: list[str] = []

    def note(passage: str, key: bytes) -> Any:
        texts.append(passage)
        return read_public(passage, key)

    monkeypatch.setattr(tripwire, "read_public", note)
    return texts


def open_tripwire(services: Any, key: bytes | None = None) -> Tripwire:
    return Tripwire(services.sessions, key=key or services.fingerprint_key, clock=services.clock)


def keep(services: Any, *texts: str, place: str, clearance: Clearance = PUBLIC) -> int:
    loaded = make_loaded(*texts, title=place)
    kept = ingest_loaded(services, loaded, place=place, clearance=clearance, cleared_by="Comms")
    assert kept.document_id is not None
    return kept.document_id


def rings(watch: Tripwire, post: str = HERON) -> bool:
    return bool(seen_by(NearCopyCheck(watch.current().library), post))


def rings_reworded(watch: Tripwire, post: str) -> bool:
    return bool(seen_by(RewordedCheck(watch.current().library), post))


def kept_readings(services: Any) -> dict[int, bytes]:
    with services.sessions() as session:
        return dict(session.execute(text("SELECT passage_id, data FROM public_readings")).all())


def test_public_passages_are_read_when_they_come_in_and_not_again(services: Any, read: list[str]) -> None:
    keep(services, HERON, place="secret", clearance=CONFIDENTIAL)
    keep(services, OTHER, "We bake.", place="public")
    document = keep(services, "We repair ovens.", place="internal", clearance=INTERNAL)
    clear_document(services, document, PUBLIC, by="Comms")

    assert rings(open_tripwire(services))
    assert len(kept_readings(services)) == 3
    assert read == []


def test_a_reading_goes_with_its_passage(services: Any) -> None:
    keep(services, HERON, place="stays")
    gone = keep(services, OTHER, place="goes")
    taken_back = keep(services, OTHER, place="is taken back")
    keep(services, "We bake.", place="stays")

    delete_document(services, gone)
    clear_document(services, taken_back, CONFIDENTIAL, by="Comms")

    with services.sessions() as session:
        passages = set(session.execute(text("SELECT id FROM passages")).scalars())
    assert set(kept_readings(services)) == passages
    assert len(passages) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: None,
        lambda _: b"",
        lambda blob: blob[:-1],
        lambda blob: b"\xff" + blob[1:],
        lambda _: read_public(OTHER, b"another key").packed(b"another key"),
    ],
    ids=["missing", "empty", "cut", "other version", "other key"],
)
def test_a_reading_that_is_of_no_use_is_made_again_and_kept(
    services: Any, read: list[str], spoil: Any
) -> None:
    keep(services, HERON, place="secret", clearance=CONFIDENTIAL)
    keep(services, HERON, place="announced")
    ((passage, blob),) = kept_readings(services).items()
    with services.sessions.begin() as session:
        session.execute(text("DELETE FROM public_readings"))
        if (spoiled := spoil(blob)) is not None:
            insert = text("INSERT INTO public_readings(passage_id, data) VALUES (:passage, :data)")
            session.execute(insert, {"passage": passage, "data": spoiled})

    assert not rings(open_tripwire(services))
    assert read == [HERON]
    assert kept_readings(services) == {passage: blob}
    assert not rings(open_tripwire(services))
    assert read == [HERON]


def test_a_database_that_takes_no_readings_stops_no_check(
    services: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(services, HERON, place="secret", clearance=CONFIDENTIAL)
    keep(services, HERON, place="announced")
    with services.sessions.begin() as session:
        session.execute(text("DELETE FROM public_readings"))

    def refuse(*_: object) -> None:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("attempt to write a readonly database"))

    monkeypatch.setattr(public_readings, "add_readings", refuse)

    assert not rings(open_tripwire(services))


def test_readings_of_passages_that_went_meanwhile_are_left_out(sessions: Sessions) -> None:
    with sessions.begin() as session:
        public_readings.add_readings(session, {7: b"nobody's"})

        assert session.execute(text("SELECT count(*) FROM public_readings")).scalar() == 0


@pytest.mark.parametrize("many", [1_000, 0], ids=["few public passages", "many public passages"])
def test_the_next_check_knows_each_new_secret_and_what_is_public_no_more(
    services: Any, watch: Tripwire, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(tripwire, "_MANY", many)
    keep(services, "We bake.", place="public")
    assert not rings(watch)

    secret = keep(services, HERON, place="secret", clearance=INTERNAL)
    assert rings(watch)
    announced = keep(services, HERON, place="announced")
    watch.current()
    watch.close()
    assert not rings(watch)
    delete_document(services, announced)
    assert rings(watch)
    embargoed = keep(services, OTHER, place="tomorrow", clearance=EMBARGOED)
    assert rings(watch, OTHER)
    clear_document(services, embargoed, PUBLIC, by="Comms")
    assert not rings(watch, OTHER)
    clear_document(services, secret, CONFIDENTIAL, by="Comms")
    assert [rule for rule, _ in seen_by(NearCopyCheck(watch.current().library), HERON)] == ["near_copy"]
    keep(services, OTHER, place="tomorrow", clearance=EMBARGOED)
    services.now += 2 * DAY
    assert not rings(watch, OTHER)


def test_no_check_waits_for_new_public_passages_where_there_are_many(
    services: Any, watch: Tripwire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tripwire, "_MANY", 0)
    keep(services, HERON, place="secret", clearance=CONFIDENTIAL)
    before = watch.current()
    may_read, list_readings = Event(), public_readings.list_public_readings

    def wait(session: Session, **about: Any) -> Any:
        assert may_read.wait(10)
        return list_readings(session, **about)

    monkeypatch.setattr(public_readings, "list_public_readings", wait)
    keep(services, HERON, place="announced")

    assert [watch.current() for _ in range(3)] == [before] * 3
    may_read.set()
    watch.close()
    assert not rings(watch)
    assert watch.current().version != before.version


def test_a_check_asks_little_while_nothing_changes(services: Any, watch: Tripwire, engine: Engine) -> None:
    keep(services, HERON, place="secret", clearance=CONFIDENTIAL)
    keep(services, OTHER, place="public")
    watch.current()

    with counted(engine) as sent:
        watch.current()

    assert len([one for one in sent if one.startswith("SELECT")]) <= 3


def test_a_glossary_counts_from_the_moment_it_is_changed(services: Any, watch: Tripwire) -> None:
    secret = "Trois couronnes d’orientation livrées à Valbrune ont cassé sous charge et seront rappelées."
    keep(services, secret, place="secret", clearance=CONFIDENTIAL)
    leak = "The turntable bearings of Valbrune cracked: three recalled."
    post = "Three turntable bearings cracked and will be recalled."
    before = watch.current()
    assert not rings_reworded(watch, post)

    with services.sessions.begin() as session:
        added = glossary.add_entry(
            session, ("couronne d’orientation",), ("turntable bearing",), by="Comms", now=NOW
        )
    assert rings_reworded(watch, post)
    assert rings_reworded(watch, leak)
    assert watch.current().version == before.version, "nothing had to be built again"

    with services.sessions.begin() as session:
        glossary.change_entry(session, added.id, ("roulement",), ("slew ring",), by="Comms", now=NOW)
    assert not rings_reworded(watch, post)

    with services.sessions.begin() as session:
        glossary.delete_entry(session, added.id)
    assert not len(watch.current().library.terms)


def test_a_general_dictionary_stands_beside_the_glossary(services: Any, watch: Tripwire) -> None:
    keep(services, HERON, place="secret", clearance=CONFIDENTIAL)

    assert watch.current().library.dictionary is general_dictionary()


def test_a_sound_reading_is_known_by_the_key_of_the_house(services: Any) -> None:
    keep(services, OTHER, place="public")

    assert all(is_sound(blob, services.fingerprint_key) for blob in kept_readings(services).values())
