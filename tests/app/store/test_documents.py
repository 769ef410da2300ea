"""Documents in rows, and who may find them, on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.errors import NotFound
from app.store import documents, fingerprints
from app.store.session import Sessions
from app.store.word_index import SqlWordIndex
from knowledge_base.passages import Classification, Clearance, LoadedDocument, Origin, Scope
from knowledge_base.queries import understand
from tests.support.library import NOW, PUBLIC, make_loaded

SCOPE = Scope(NOW)
HOUR = timedelta(hours=1)


def keep(sessions: Sessions, loaded: LoadedDocument, *, path: str = "", clearance: Clearance = PUBLIC) -> int:
    with sessions.begin() as session:
        document_id = documents.add_document(
            session, loaded, path=path or loaded.title, clearance=clearance, cleared_by="Comms", now=NOW
        )
        documents.add_passages(session, document_id, loaded)
    return document_id


def found(sessions: Sessions, query: str, scope: Scope = SCOPE, *, limit: int = 10) -> list[str]:
    """The texts found, best first."""
    index = SqlWordIndex(sessions)
    asked = understand(query)
    counts = index.count_stems([stem for language in asked.languages for stem in asked.stems(language)])
    scores = index.search_words(counts.passages, scope, limit=limit)
    passages = {passage.id: passage.text for passage in index.load_passages(list(scores), scope)}
    return [passages[identifier] for identifier, _ in sorted(scores.items(), key=lambda pair: -pair[1])]


def test_a_document_comes_back_as_it_was_added(sessions: Sessions) -> None:
    clearance = Clearance(Origin.INDUSTRY, Classification.PUBLIC, NOW - HOUR, NOW + HOUR)
    loaded = make_loaded(
        "Un.", "Deux.", language="fr", author="Inès", published_on=date(2026, 1, 2), licence="CC0"
    )

    document_id = keep(sessions, loaded, path="a.md", clearance=clearance)

    with sessions() as session:
        document = documents.get_document(session, document_id)
        passages = documents.list_passages(session, document_id)
    assert (document.title, document.author, document.published_on) == ("A title", "Inès", date(2026, 1, 2))
    assert (document.clearance, document.cleared_by, document.cleared_at) == (clearance, "Comms", NOW)
    assert [passage.text for passage in passages] == ["Un.", "Deux."]
    assert document.passages == 2
    assert (passages[0].title, passages[0].licence, passages[0].origin) == ("A title", "CC0", Origin.INDUSTRY)


def test_words_are_found_in_any_of_their_forms(sessions: Sessions) -> None:
    keep(sessions, make_loaded("Les fours réparés chauffent mieux.", title="Un", language="fr"))
    keep(sessions, make_loaded("Repaired machines are lighter.", title="Two"))

    assert found(sessions, "réparation de four") == ["Les fours réparés chauffent mieux."]
    assert found(sessions, "how do you repair a machine") == ["Repaired machines are lighter."]
    assert found(sessions, "sailing") == []


def test_rare_words_weigh_more_than_common_ones(sessions: Sessions) -> None:
    common = [
        make_loaded(f"The oven number {number} is hot, an oven as ovens are.", title=f"{number}")
        for number in range(8)
    ]
    for loaded in [*common, make_loaded("A thermostat holds the heat of one oven steady.", title="rare")]:
        keep(sessions, loaded)

    assert found(sessions, "oven thermostat", limit=3)[0].startswith("A thermostat")


@pytest.mark.parametrize(
    ("clearance", "scope", "is_found"),
    [
        (PUBLIC, SCOPE, True),
        (replace(PUBLIC, classification=Classification.INTERNAL), SCOPE, False),
        (replace(PUBLIC, classification=Classification.CONFIDENTIAL), SCOPE, False),
        (replace(PUBLIC, embargo_until=NOW + HOUR), SCOPE, False),
        (replace(PUBLIC, embargo_until=NOW), SCOPE, True),
        (replace(PUBLIC, valid_until=NOW), SCOPE, False),
        (replace(PUBLIC, valid_until=NOW + HOUR), SCOPE, True),
        (PUBLIC, Scope(NOW, origins=frozenset({Origin.COMPANY})), True),
        (PUBLIC, Scope(NOW, origins=frozenset({Origin.INDUSTRY})), False),
        (PUBLIC, Scope(NOW, origins=frozenset()), False),
        (PUBLIC, Scope(NOW, document_id=999), False),
    ],
    ids=[
        *(
            "public",
            "internal",
            "confidential",
            "embargo ahead",
            "embargo over",
            "no longer valid",
            "still valid",
        ),
        *("own origin", "other origin", "no origin", "other document"),
    ],
)
def test_only_what_is_in_scope_is_found_or_loaded(
    sessions: Sessions, clearance: Clearance, scope: Scope, is_found: bool
) -> None:
    document_id = keep(sessions, make_loaded("Ovens."), clearance=clearance)

    with sessions() as session:
        ids = [passage.id for passage in documents.list_passages(session, document_id)]
    assert bool(found(sessions, "ovens", scope)) is is_found
    assert bool(SqlWordIndex(sessions).load_passages(ids, scope)) is is_found


@pytest.mark.parametrize(
    "stems", [[], ["' OR 1=1 --"], ['"'], ["NEAR", "AND"], ["a" * 300], ["é"], ["x"] * 500, ["*", ":", "("]]
)
def test_no_query_breaks_the_search(sessions: Sessions, stems: Sequence[str]) -> None:
    keep(sessions, make_loaded("Ovens."))

    index = SqlWordIndex(sessions)

    assert index.count_stems(stems).passages == {}
    assert index.search_words(dict.fromkeys(stems, 1), SCOPE, limit=5) == {}


def test_deleting_takes_words_and_fingerprints_along(sessions: Sessions) -> None:
    document_id = keep(sessions, make_loaded("Ovens.", "More ovens."))
    other_id = keep(sessions, make_loaded("Other ovens.", title="other"))
    with sessions.begin() as session:
        fingerprints.add_fingerprints(session, document_id, [b"one", b"two"])

    with sessions.begin() as session:
        passages = documents.delete_document(session, document_id, now=NOW)

    with sessions() as session:
        assert fingerprints.list_fingerprints(session, now=NOW) == []
        assert documents.list_public_passage_ids(session).isdisjoint(passages)
        assert [document.id for document in documents.list_documents(session)] == [other_id]
    assert len(passages) == 2
    assert found(sessions, "ovens") == ["Other ovens."]


def test_a_deleted_passage_never_lends_its_id(sessions: Sessions) -> None:
    first = keep(sessions, make_loaded("Ovens."))
    with sessions.begin() as session:
        gone = documents.delete_document(session, first, now=NOW)

    second = keep(sessions, make_loaded("Ovens."))

    with sessions() as session:
        assert {passage.id for passage in documents.list_passages(session, second)}.isdisjoint(gone)
    assert second != first


def test_a_missing_document_is_not_found(sessions: Sessions) -> None:
    with sessions() as session, pytest.raises(NotFound):
        documents.get_document(session, 1)


def test_newest_documents_come_first(sessions: Sessions) -> None:
    for title, day in (("old", date(2025, 1, 1)), ("undated", None), ("new", date(2026, 11, 1))):
        keep(sessions, make_loaded(title=title, published_on=day))

    with sessions() as session:
        titles = [document.title for document in documents.list_documents(session)]
    assert titles == ["undated", "new", "old"]


def test_secrets_and_public_texts_are_told_apart(sessions: Sessions) -> None:
    keep(sessions, make_loaded("Public.", title="a"))
    keep(sessions, make_loaded("Industry.", title="b"), clearance=replace(PUBLIC, origin=Origin.INDUSTRY))
    keep(sessions, make_loaded("Later.", title="c"), clearance=replace(PUBLIC, embargo_until=NOW + HOUR))
    secret = replace(PUBLIC, classification=Classification.INTERNAL)
    internal = keep(sessions, make_loaded("Internal.", title="d"), clearance=secret)
    with sessions.begin() as session:
        fingerprints.add_fingerprints(session, internal, [b"print"])

    with sessions() as session:
        assert fingerprints.list_fingerprints(session, now=NOW) == [(internal, "internal", b"print")]
        assert sorted(fingerprints.list_public_texts(session, now=NOW)) == ["Industry.", "Public."]
        assert sorted(fingerprints.list_public_texts(session, now=NOW + HOUR)) == [
            "Industry.",
            "Later.",
            "Public.",
        ]
        assert "Industry." not in fingerprints.list_company_texts(session, now=NOW)


def test_versions_change_with_what_they_stand_for(sessions: Sessions) -> None:
    def versions() -> tuple[object, object]:
        with sessions() as session:
            return documents.document_version(session), fingerprints.fingerprint_version(session, now=NOW)

    empty = versions()
    first = keep(sessions, make_loaded("One."))
    with_one = versions()
    with sessions.begin() as session:
        documents.delete_document(session, first, now=NOW)
    keep(sessions, make_loaded("Two."))

    assert empty[0] != with_one[0] != versions()[0]
    assert empty[1] != with_one[1] != versions()[1]
