"""The company's own words, kept in rows and heeded by the next search, on both databases."""

import pytest

from app.domain.glossary import checked_words
from app.errors import BadInput, NotFound
from app.store import glossary
from app.store.session import Sessions
from app.store.word_index import SqlWordIndex
from app.workflows.search_knowledge import explain_hit, search_knowledge
from tests.app.store.test_documents import keep
from tests.support.library import NOW, LibraryServices, make_loaded


def add(sessions: Sessions, french: tuple[str, ...], english: tuple[str, ...]) -> int:
    with sessions.begin() as session:
        return glossary.add_entry(session, french, english, by="Comms", now=NOW).id


def test_an_entry_counts_from_the_next_search_on(sessions: Sessions) -> None:
    keep(sessions, make_loaded("Le petit feu chauffe les écoles.", language="fr"))
    services = LibraryServices(sessions)
    before = search_knowledge(services, "the hearthling for our schools")

    entry = add(sessions, ("petit feu",), ("hearthling",))
    after = search_knowledge(services, "the hearthling for our schools")
    with sessions.begin() as session:
        glossary.change_entry(session, entry, ("grand feu",), ("hearthling",), by="Comms", now=NOW)
    changed = search_knowledge(services, "the hearthling for our schools")
    with sessions.begin() as session:
        glossary.delete_entry(session, entry)
    removed = search_knowledge(services, "the hearthling for our schools")

    assert after[0].words_score > before[0].words_score == changed[0].words_score == removed[0].words_score


def test_a_search_is_explained_with_the_company_s_words(sessions: Sessions) -> None:
    keep(sessions, make_loaded("Le petit feu chauffe les écoles.", language="fr"))
    add(sessions, ("petit feu",), ("hearthling",))
    services = LibraryServices(sessions)
    (hit,) = search_knowledge(services, "the hearthling for our schools")

    explanation = explain_hit(services, "the hearthling for our schools", hit.passage.id)

    assert {one.word: one.through for one in explanation.words} == {
        "hearthling": ("pet", "feu"),
        "schools": ("ecol",),
    }


def test_what_is_not_there_is_not_explained(sessions: Sessions) -> None:
    with pytest.raises(NotFound):
        explain_hit(LibraryServices(sessions), "ovens", 1)


def test_a_compiled_glossary_is_kept_until_it_changes(sessions: Sessions) -> None:
    index = SqlWordIndex(sessions)
    add(sessions, ("four",), ("oven", "range"))

    first = index.glossary()

    assert index.glossary() is first
    add(sessions, ("pain",), ("bread", "loaf"))
    assert index.glossary() is not first


def test_a_missing_entry_is_not_found(sessions: Sessions) -> None:
    with sessions.begin() as session, pytest.raises(NotFound):
        glossary.delete_entry(session, 9)
    with sessions() as session, pytest.raises(NotFound):
        glossary.get_entry(session, 9)


def test_words_are_read_as_people_type_them() -> None:
    assert checked_words(" four à soles,\n  FAS ,, four à soles", "fr") == ("four à soles", "FAS")
    assert checked_words("", "fr") == ()


@pytest.mark.parametrize("typed", ["the", "?!", "x" * 81, ",".join(f"w{number}" for number in range(13))])
def test_words_that_nothing_could_find_are_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        checked_words(typed, "en")
