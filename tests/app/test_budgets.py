"""A month's budget: counted as it is spent, told of at 80 %, passed by no more than a guess was off."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from app.budgets import ANSWER_TOKENS, Budgets
from app.domain.budgets import Budget, BudgetState, Level, month_after, month_before, month_of
from app.domain.model_calls import Account, Price, Spent, Trace, TraceStep
from app.domain.model_endpoints import ModelEndpoint, Purpose
from app.domain.people import PersonId
from app.llm.call import Call, ModelCall
from app.llm.chat_model import Message, Role
from app.llm.errors import BudgetUsedUp, ModelDown, ModelError, ModelTimedOut
from app.llm.scripted_model import ScriptedModel
from app.prices import Prices
from app.store import model_calls
from app.store.session import Sessions
from tests.conftest import NOW

PARIS = ZoneInfo("Europe/Paris")
HOUSE = ModelEndpoint(
    "http://127.0.0.1:1/v1", "scripted", price_in=Decimal("1.00"), price_out=Decimal("2.00")
)
UNPRICED = replace(HOUSE, price_in=None, price_out=None)
NO_LIMIT = Budget()
QUESTION = (Message(Role.USER, "Say something."),)


class Word(BaseModel):
    word: str


@dataclass
class Endless:
    """Takes `tokens` each time, and waits for `gate` before it answers."""

    tokens: int
    gate: Callable[[], object] = lambda: None
    name: str = "scripted"
    asked: list[int] = field(default_factory=list)

    def complete(self, messages, schema, *, temperature=None, on_text=None, call):
        self.asked.append(1)
        self.gate()
        call.record(
            ModelCall(
                "scripted", "scripted", call.purpose, call.prompt_ref, self.tokens, 0, False, 1.0, None, "ok"
            )
        )
        return schema(word="yes")


@pytest.fixture
def keep(sessions: Sessions) -> Callable[..., Budgets]:
    def build(budget: Budget = NO_LIMIT, endpoint: ModelEndpoint = HOUSE) -> Budgets:
        prices = Prices("USD", date(2026, 11, 24))
        return Budgets(sessions, budget, prices, endpoints=lambda: [endpoint], clock=lambda: NOW, zone=PARIS)

    return build


def ask(budgets: Budgets, model, **call: object) -> None:
    budgets.watched(model, Purpose.DRAFT).complete(QUESTION, Word, call=Call(**call))


@pytest.mark.parametrize(
    ("share", "level"),
    [(0, Level.OK), (79, Level.OK), (80, Level.WARNING), (99, Level.WARNING), (100, Level.USED_UP)],
)
@pytest.mark.parametrize("kind", ["amount", "tokens"])
def test_the_budget_warns_at_eighty_percent_and_is_used_up_at_a_hundred(share, level, kind):
    budget = Budget(amount=Decimal(100)) if kind == "amount" else Budget(tokens=100)
    spent = Spent(cost=Decimal(share)) if kind == "amount" else Spent(tokens_in=share)

    assert BudgetState(budget, spent).level == level


def test_the_nearer_of_two_limits_counts():
    state = BudgetState(Budget(Decimal(100), 1_000), Spent(cost=Decimal(10), tokens_in=900))

    assert (state.share, state.level) == (0.9, Level.WARNING)


def test_a_month_is_the_calendars_where_the_company_is():
    first, after = month_of(datetime(2026, 10, 31, 23, 30, tzinfo=UTC), PARIS)

    assert (first, after) == (datetime(2026, 11, 1, tzinfo=PARIS), datetime(2026, 12, 1, tzinfo=PARIS))
    assert month_after(after) == datetime(2027, 1, 1, tzinfo=PARIS)
    assert month_before(datetime(2027, 1, 1, tzinfo=PARIS)) == after


def test_every_attempt_is_kept_also_one_that_failed(keep, sessions):
    model = ScriptedModel([ModelTimedOut("too slow"), '{"word": "yes"}'])
    heard: list[ModelCall] = []

    with pytest.raises(ModelTimedOut):
        ask(keep(), model, record=heard.append)
    ask(keep(), model, record=heard.append)

    assert [call.outcome for call in heard] == ["model_timed_out", "ok"]
    assert keep().state(NOW).spent.calls == 2


def test_who_was_turned_away_at_the_door_pays_nothing(keep):
    with pytest.raises(ModelDown):
        ask(keep(), ScriptedModel([ModelDown("nobody there")]))

    spent = keep().state(NOW).spent
    assert (spent.calls, spent.tokens, spent.cost) == (1, 0, 0)


def test_the_cost_is_what_the_endpoints_own_price_makes_of_the_tokens(keep):
    ask(keep(), Endless(tokens=1_500_000))

    assert keep().state(NOW).spent.cost == Decimal("1.5")


def test_what_a_call_is_for_is_kept_with_it(keep, sessions):
    budgets = keep()

    budgets.watched(Endless(10), Purpose.JUDGE).complete(
        QUESTION, Word, call=Call(account=Account(PersonId(9)))
    )

    with sessions() as session:
        assert session.connection().exec_driver_sql("SELECT purpose FROM model_calls").scalar() == "judge"


def test_reading_the_library_in_costs_money_and_no_tokens_of_the_writers(keep):
    budgets = keep(Budget(amount=Decimal(10), tokens=100))

    call = ModelCall("scripted", "scripted", Purpose.EMBEDDINGS, "", 1_000_000, 0, False, 1.0, None, "ok")
    budgets.keep(call, Account())

    state = budgets.state(NOW)
    assert (state.spent.cost, state.spent.tokens, state.level) == (Decimal(1), 0, Level.OK)


def test_nothing_is_asked_once_the_budget_is_used_up(keep):
    budgets, model = keep(Budget(tokens=10_000)), Endless(tokens=10_000)

    ask(budgets, model)
    with pytest.raises(ModelError) as refused:
        ask(budgets, model)

    assert refused.value.code == "budget_used_up"
    assert len(model.asked) == 1


def test_a_call_that_no_longer_fits_is_not_begun(keep):
    budgets, model = keep(Budget(tokens=ANSWER_TOKENS)), Endless(tokens=1)

    with pytest.raises(BudgetUsedUp):
        ask(budgets, model)

    assert model.asked == []


def test_without_a_price_an_amount_cannot_be_passed_and_the_unknown_is_counted(keep):
    budgets, model = keep(Budget(amount=Decimal("0.01")), UNPRICED), Endless(tokens=10_000_000)

    ask(budgets, model)
    ask(budgets, model)

    spent = budgets.state(NOW).spent
    assert (spent.cost, spent.unpriced) == (0, 2)


def test_many_drafts_at_once_do_not_pass_the_budget_together(keep):
    """Twenty at once, room for three: what is under way counts before it is paid for."""
    expected = ANSWER_TOKENS + 50
    budgets = keep(Budget(tokens=3 * expected + 10))
    full = threading.Event()
    model = Endless(tokens=expected, gate=lambda: full.wait(5))

    def try_once(_: int) -> bool:
        try:
            ask(budgets, model)
        except BudgetUsedUp:
            full.set()
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        went = list(pool.map(try_once, range(20)))

    assert went.count(True) == 3
    assert budgets.state(NOW).spent.tokens <= budgets.budget.tokens


def test_a_place_that_was_held_is_free_again_after_a_failure(keep):
    budgets = keep(Budget(tokens=ANSWER_TOKENS + 100))

    for _ in range(3):
        with pytest.raises(ModelDown):
            ask(budgets, ScriptedModel([ModelDown("nobody there")]))


def test_the_log_says_it_once_at_eighty_percent_and_once_at_a_hundred(keep, caplog):
    budgets = keep(Budget(amount=Decimal(1)))
    budgets_of_month = [410_000, 400_000, 20_000, 180_000]

    with caplog.at_level(logging.WARNING, "app.budgets"):
        for tokens in budgets_of_month:
            budgets.keep(
                ModelCall("scripted", "scripted", Purpose.DRAFT, "", tokens, 0, False, 1.0, None, "ok"),
                Account(),
            )

    assert [record.getMessage() for record in caplog.records] == [
        "the model budget: warning",
        "the model budget: used_up",
    ]


def test_a_count_that_cannot_be_kept_costs_nobody_their_draft(keep, sessions, caplog):
    sessions.engine.dispose()
    with sessions.begin() as session:
        session.connection().exec_driver_sql("DROP TABLE model_calls")

    ask(keep(), Endless(10))

    assert "not counted" in caplog.text


def test_a_trace_is_told_with_what_each_call_cost(keep):
    steps = (
        TraceStep("retrieve"),
        TraceStep("write", endpoint="scripted", model="scripted", tokens_in=1_000_000),
        TraceStep("write", endpoint="other", model="other", tokens_in=5),
    )

    priced = keep().priced(Trace(steps))

    assert [step.cost for step in priced.steps] == [None, Decimal(1), None]
    assert priced.cost is None


def test_a_price_is_per_million_tokens():
    assert Price(Decimal("0.15"), Decimal("0.60")).of(2_000, 500) == Decimal("0.0006")


def test_the_month_is_counted_from_the_calls_of_any_process(keep, sessions):
    ask(keep(), Endless(7))

    with sessions() as session:
        assert model_calls.spent_between(session, *month_of(NOW, PARIS)).tokens == 7


def test_a_count_that_cannot_even_be_priced_costs_nobody_their_answer(sessions: Sessions):
    def locked() -> list[ModelEndpoint]:
        raise OSError("the database is locked")

    budgets = Budgets(
        sessions, NO_LIMIT, Prices("USD", date(2026, 11, 24)), endpoints=locked, clock=lambda: NOW, zone=PARIS
    )

    answer = budgets.watched(Endless(10), Purpose.DRAFT).complete(QUESTION, Word, call=Call())

    assert answer.word == "yes"
