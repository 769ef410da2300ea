"""What models were asked is counted for good; whom it was for is forgotten with them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import delete

from app.domain.model_calls import NO_TRACE, Account, Spent, Trace, TraceStep
from app.domain.people import PersonId
from app.store import drafts, model_calls
from app.store.session import Sessions
from app.store.tables import PersonRow
from tests.conftest import NOW
from tests.support.model_usage import CALL, add_author, add_draft

ALWAYS = (NOW - timedelta(days=40), NOW + timedelta(days=40))


def test_a_months_total_is_the_sum_of_its_calls_and_of_no_others(sessions: Sessions) -> None:
    with sessions.begin() as session:
        for days in (-1, 0, 1):
            model_calls.add_call(session, replace(CALL, at=NOW + timedelta(days=days)))

        spent = model_calls.spent_between(session, NOW, NOW + timedelta(days=1))

    assert spent == Spent(1, 1_000, 200, Decimal("0.000123"), 0)


def test_a_call_without_a_price_counts_as_unknown_and_not_as_free(sessions: Sessions) -> None:
    with sessions.begin() as session:
        model_calls.add_call(session, CALL)
        model_calls.add_call(session, replace(CALL, cost=None))

        spent = model_calls.spent_between(session, *ALWAYS)

    assert (spent.cost, spent.unpriced, spent.tokens) == (Decimal("0.000123"), 1, 2_400)


def test_nothing_at_all_adds_up_to_nothing(sessions: Sessions) -> None:
    with sessions() as session:
        assert model_calls.spent_between(session, *ALWAYS) == Spent()


def test_a_deleted_draft_is_no_longer_named_and_its_authors_use_stays(sessions: Sessions) -> None:
    with sessions.begin() as session:
        author = add_author(session)
        draft = add_draft(session, author)
        model_calls.add_call(session, replace(CALL, account=Account(author, draft)))
        model_calls.save_trace(session, draft, Trace((TraceStep("write"),)), now=NOW)

    with sessions.begin() as session:
        drafts.delete_draft(session, draft, author_id=author)

    with sessions() as session:
        assert model_calls.spent_on_draft(session, draft, author_id=author) == Spent()
        assert model_calls.get_trace(session, draft, author_id=author) == NO_TRACE
        assert model_calls.spent_by_author(session, *ALWAYS, author_id=author).calls == 1


def test_somebody_who_leaves_takes_their_name_along_and_the_months_total_stays(sessions: Sessions) -> None:
    with sessions.begin() as session:
        author = add_author(session)
        model_calls.add_call(session, replace(CALL, account=Account(author, add_draft(session, author))))

    with sessions.begin() as session:
        session.execute(delete(PersonRow).where(PersonRow.id == author))

    with sessions() as session:
        assert model_calls.spent_by_author(session, *ALWAYS, author_id=author) == Spent()
        assert model_calls.spent_between(session, *ALWAYS).calls == 1


def test_a_call_for_a_draft_that_was_deleted_meanwhile_still_counts(sessions: Sessions) -> None:
    with sessions.begin() as session:
        model_calls.add_call(session, replace(CALL, account=Account(PersonId(7), 7)))

        assert model_calls.spent_between(session, *ALWAYS).calls == 1


def test_a_trace_comes_back_as_it_was_kept_and_a_newer_one_takes_its_place(sessions: Sessions) -> None:
    step = TraceStep("write", 1.5, 1, "p@1", (3, 4), "house", "small", 10, 20, True, Decimal("0.10"), "ok")
    with sessions.begin() as session:
        author = add_author(session)
        draft = add_draft(session, author)
        model_calls.save_trace(session, draft, Trace((TraceStep("retrieve"),)), now=NOW)
        model_calls.save_trace(session, draft, Trace((step,)), now=NOW)

    with sessions() as session:
        assert model_calls.get_trace(session, draft, author_id=author) == Trace((step,))


def test_a_trace_is_its_authors_alone(sessions: Sessions) -> None:
    with sessions.begin() as session:
        author, other = add_author(session), add_author(session, "b")
        draft = add_draft(session, author)
        model_calls.save_trace(session, draft, Trace((TraceStep("write"),)), now=NOW)
        model_calls.add_call(session, replace(CALL, account=Account(author, draft)))

        assert model_calls.get_trace(session, draft, author_id=other) == NO_TRACE
        assert model_calls.spent_on_draft(session, draft, author_id=other) == Spent()
