"""Clearing documents anew: what may be cited, watched and remembered follows at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from app.domain.documents import SourceChange, SourceNotice
from app.domain.drafts import Draft, Proposal
from app.errors import NotFound, NotReady, Unavailable
from app.store import clearances, documents, fingerprints
from app.store.citations import draft_source_notices
from app.store.session import Sessions
from app.workflows.clear_document import clear_document
from app.workflows.delete_document import delete_document
from app.workflows.ingest_loaded import ingest_loaded
from app.workflows.search_knowledge import search_knowledge
from knowledge_base.passages import Classification, Clearance, Origin
from tests.support.drafts import make_draft
from tests.support.library import NOW, PUBLIC, LibraryServices, make_loaded
from tests.support.statements import counted

DAY = timedelta(days=1)
TEXT = "The heron project cuts the price of every oven by forty percent in spring."
INTERNAL = replace(PUBLIC, classification=Classification.INTERNAL)
CONFIDENTIAL = replace(PUBLIC, classification=Classification.CONFIDENTIAL)
EMBARGOED = replace(PUBLIC, embargo_until=NOW + DAY)
EXPIRED = replace(PUBLIC, valid_until=NOW)


@pytest.fixture
def services(sessions: Sessions) -> Any:
    return LibraryServices(sessions)


def keep(services: Any, *texts: str, place: str = "a.md", clearance: Clearance = PUBLIC, **more: Any) -> int:
    loaded = make_loaded(*(texts or (TEXT,)), title=place)
    kept = ingest_loaded(services, loaded, place=place, clearance=clearance, cleared_by="Comms", **more)
    assert kept.document_id is not None
    return kept.document_id


def clear(services: Any, document_id: int, clearance: Clearance, note: str = "") -> None:
    clear_document(services, document_id, clearance, by="Ruth", note=note)


def state_of(services: Any, document_id: int) -> Mapping[str, Any]:
    with services.sessions() as session:
        kept = documents.list_passage_ids(session, document_id)
        watched = fingerprints.list_fingerprints(session, now=services.clock())
    return {
        "found": bool(search_knowledge(services, "heron oven price")),
        "text": bool(kept),
        "vectors": bool(services.vectors.ids()),
        "watched as": next((level for _, level, _ in watched), ""),
    }


STATES = {
    "public": (PUBLIC, (True, True, True, "")),
    "under embargo": (EMBARGOED, (False, True, True, "confidential")),
    "out of date": (EXPIRED, (False, True, True, "")),
    "internal": (INTERNAL, (False, True, False, "internal")),
    "confidential": (CONFIDENTIAL, (False, False, False, "confidential")),
}


@pytest.mark.parametrize("after", STATES)
@pytest.mark.parametrize("before", [name for name in STATES if name != "confidential"])
def test_a_clearance_decides_what_is_found_kept_and_watched(services: Any, before: str, after: str) -> None:
    document_id = keep(services, clearance=STATES[before][0])

    clear(services, document_id, STATES[after][0])

    assert tuple(state_of(services, document_id).values()) == STATES[after][1]
    assert not services.vectors.held or set(services.vectors.cleared.values()) == {
        (STATES[after][0], document_id)
    }


@pytest.mark.parametrize("after", [PUBLIC, INTERNAL], ids=["public", "internal"])
def test_what_was_confidential_needs_its_file_again(services: Any, after: Clearance) -> None:
    document_id = keep(services, clearance=CONFIDENTIAL)

    with pytest.raises(NotReady, match="Add the file again"):
        clear(services, document_id, after)

    assert state_of(services, document_id)["watched as"] == "confidential"
    assert keep(services, clearance=after) == document_id


def test_dates_and_notes_of_a_confidential_document_can_change(services: Any) -> None:
    document_id = keep(services, clearance=CONFIDENTIAL)

    clear(services, document_id, replace(CONFIDENTIAL, audience="The board."))

    with services.sessions() as session:
        assert documents.get_document(session, document_id).clearance.audience == "The board."
    assert state_of(services, document_id)["watched as"] == "confidential"


def test_every_decision_is_remembered_with_who_when_and_why(services: Any) -> None:
    document_id = keep(services)
    services.now = NOW + DAY
    clear(services, document_id, EXPIRED, note="The offer is over.")

    with services.sessions() as session:
        document = documents.get_document(session, document_id)
        changes = clearances.list_changes(session, document_id)
    assert (document.cleared_by, document.cleared_at) == ("Ruth", NOW + DAY)
    assert [(change.by, change.at, change.before, change.after, change.note) for change in changes] == [
        ("Ruth", NOW + DAY, PUBLIC, EXPIRED, "The offer is over."),
        ("Comms", NOW, None, PUBLIC, ""),
    ]


def test_a_new_version_keeps_the_document_and_its_history(services: Any) -> None:
    document_id = keep(services)
    copy = keep(services, "Boats sail on the wide sea.", place="b.md")

    assert keep(services, "Boats sail on the wide sea.", place="a.md") == document_id

    with services.sessions() as session:
        assert len(clearances.list_changes(session, document_id)) == 2
        assert documents.get_document(session, copy).path == "b.md"


def test_a_reading_nobody_asked_for_changes_no_clearance(services: Any) -> None:
    document_id = keep(services)
    clear(services, document_id, CONFIDENTIAL)

    assert keep(services, "The heron sails.", keeps_clearance=True) == document_id

    with services.sessions() as session:
        document = documents.get_document(session, document_id)
    assert (document.clearance, document.cleared_by) == (CONFIDENTIAL, "Ruth")
    assert state_of(services, document_id)["text"] is False


def test_taking_back_works_while_the_vector_index_is_away(services: Any) -> None:
    document_id = keep(services)
    services.vectors.broken = True

    clear(services, document_id, CONFIDENTIAL)

    assert search_knowledge(services, "heron") == []
    with services.sessions() as session:
        assert documents.list_passages(session, document_id) == []


@pytest.mark.parametrize("before", [INTERNAL, EMBARGOED], ids=["internal", "under embargo"])
def test_allowing_more_waits_for_the_vector_index(services: Any, before: Clearance) -> None:
    document_id = keep(services, clearance=before)
    services.vectors.broken = True

    with pytest.raises(Unavailable):
        clear(services, document_id, PUBLIC)

    with services.sessions() as session:
        assert documents.get_document(session, document_id).clearance == before


def test_vectors_are_never_cleared_for_less_than_rows(services: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a crash between the two would hide what may be found."""
    document_id = keep(services, clearance=replace(PUBLIC, embargo_until=NOW + DAY))
    stopped = RuntimeError("killed before the rows were written")

    def stop(*_: Any, **__: Any) -> None:
        raise stopped

    monkeypatch.setattr("app.store.clearances.set_clearance", stop)
    with pytest.raises(RuntimeError):
        clear(services, document_id, replace(PUBLIC, valid_until=NOW + 2 * DAY))

    assert set(services.vectors.cleared.values()) == {(PUBLIC, document_id)}


def test_a_missing_document_cannot_be_cleared(services: Any) -> None:
    with pytest.raises(NotFound):
        clear(services, 1, PUBLIC)


def draft_on(services: Any, document_id: int, **changes: Any) -> Draft:
    with services.sessions() as session:
        return make_draft(passage_ids=tuple(documents.list_passage_ids(session, document_id)), **changes)


def notices(services: Any, draft: Draft) -> list[SourceNotice]:
    with services.sessions() as session:
        return draft_source_notices(session, draft, now=services.clock())


WITHDRAWN = SourceNotice(SourceChange.WITHDRAWN)


def test_an_author_hears_when_a_source_says_something_else(services: Any) -> None:
    document_id = keep(services)
    draft = draft_on(services, document_id)
    assert notices(services, draft) == []

    keep(services, "Boats sail on the wide sea.")

    assert notices(services, draft) == [SourceNotice(SourceChange.REPLACED, document_id, "a.md")]


def test_an_author_is_referred_to_the_document_that_took_over(services: Any) -> None:
    draft = draft_on(services, keep(services, place="old.md"))
    successor = keep(services, "Boats.", place="new.md")
    loaded = make_loaded(TEXT, title="old.md")

    ingest_loaded(services, loaded, place="new.md", clearance=PUBLIC, cleared_by="Comms")

    assert notices(services, draft) == [SourceNotice(SourceChange.REPLACED, successor, "old.md")]


@pytest.mark.parametrize("after", [INTERNAL, CONFIDENTIAL, EMBARGOED, EXPIRED])
def test_an_author_hears_that_a_source_was_withdrawn_but_not_what_it_is(
    services: Any, after: Clearance
) -> None:
    document_id = keep(services)
    draft = draft_on(services, document_id)

    clear(services, document_id, after)

    assert notices(services, draft) == [WITHDRAWN]


def test_an_author_hears_that_a_source_was_deleted_or_ran_out(services: Any) -> None:
    gone = keep(services, "Boats sail.", place="b.md")
    ended = keep(services, clearance=replace(PUBLIC, valid_until=NOW + DAY))
    drafts = [draft_on(services, gone), draft_on(services, ended)]

    delete_document(services, gone)
    services.now = NOW + DAY

    assert [notices(services, draft) for draft in drafts] == [[WITHDRAWN], [WITHDRAWN]]


def test_a_new_version_that_may_not_be_cited_is_not_named(services: Any) -> None:
    document_id = keep(services)
    draft = draft_on(services, document_id)
    keep(services, "Boats sail on the wide sea.")

    clear(services, document_id, EMBARGOED)

    assert notices(services, draft) == [WITHDRAWN]


def test_more_sources_do_not_make_looking_after_them_dearer(services: Any, engine: Engine) -> None:
    kept = [
        keep(services, f"Boats sail on sea number {number}.", place=f"{number}.md") for number in range(9)
    ]
    with services.sessions() as session:
        passages = [one for document in kept for one in documents.list_passage_ids(session, document)]
    drafts = [make_draft(passage_ids=tuple(passages[:count])) for count in (1, 9)]
    for document in kept:
        delete_document(services, document)

    counts = []
    for draft in drafts:
        with counted(engine) as sent:
            assert notices(services, draft) == [WITHDRAWN]
        counts.append(len(sent))

    assert counts[0] == counts[1] <= 4


def test_only_what_the_text_rests_on_counts(services: Any) -> None:
    cited, offered = keep(services), keep(services, "Boats sail.", place="b.md")
    with services.sessions() as session:
        passages = documents.list_passage_ids(session, cited)
    proposal = Proposal("own_take", "Une phrase.", tuple(passages))
    draft = draft_on(services, offered, proposals=(proposal,))
    nothing_yet = draft_on(services, cited, text="", first_text="")

    delete_document(services, offered)
    assert notices(services, draft) == []

    delete_document(services, cited)
    assert notices(services, draft) == [WITHDRAWN]
    assert notices(services, nothing_yet) == []


def test_clearing_for_another_origin_changes_where_it_is_found(services: Any) -> None:
    document_id = keep(services)

    clear(services, document_id, replace(PUBLIC, origin=Origin.INDUSTRY))

    assert search_knowledge(services, "heron", origins=[Origin.COMPANY]) == []
    assert len(search_knowledge(services, "heron", origins=[Origin.INDUSTRY])) == 1


def test_guards_hear_of_each_clearance(services: Any) -> None:
    document_id = keep(services, clearance=EMBARGOED)

    def version() -> object:
        with services.sessions() as session:
            return fingerprints.fingerprint_version(session, now=services.clock())

    before = version()
    clear(services, document_id, INTERNAL)

    assert version() != before
