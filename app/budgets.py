"""Keeping count of what models are asked, and stopping before the month's budget is passed."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from decimal import Decimal
from threading import Lock

from app.domain.budgets import Budget, BudgetState, Level, month_of
from app.domain.model_calls import Account, Price, Spent, Trace, UsedCall
from app.domain.model_endpoints import ModelEndpoint, Purpose
from app.llm.call import NO_CALL, Call, ModelCall
from app.llm.chat_model import Answer, ChatModel, Message, OnText
from app.llm.errors import BudgetUsedUp, ModelDown
from app.llm.tokens import estimate_prompt_tokens
from app.prices import Prices
from app.store.model_calls import add_call
from app.store.model_usage import spent_by_purpose
from app.store.session import Sessions
from app.telemetry import ToldCall, tell_call

logger = logging.getLogger(__name__)

ANSWER_TOKENS = 2_000
"""What an answer is taken to be before it is there: a long draft with its JSON, rather more than less."""


@dataclass(slots=True)
class _Reserved:
    """What calls under way in this process are expected to take."""

    calls: int = 0
    cost: Decimal = Decimal(0)
    tokens: int = 0


class Budgets:
    """See `watched`. `endpoints` names those in use, so that their own prices count."""

    def __init__(
        self,
        sessions: Sessions,
        budget: Budget,
        prices: Prices,
        *,
        endpoints: Callable[[], Sequence[ModelEndpoint]],
        clock: Callable[[], datetime],
        zone: tzinfo,
    ) -> None:
        self.budget, self.prices = budget, prices
        self._sessions, self._endpoints = sessions, endpoints
        self._clock, self._zone = clock, zone
        self._reserved = _Reserved()
        self._told: tuple[datetime, Level] | None = None
        self._lock = Lock()

    def state(self, now: datetime) -> BudgetState:
        """What this calendar month took so far, calls under way left out.

        Embeddings count in money and not in tokens: reading the library in must not silence the writer.
        """
        with self._sessions() as session:
            took = spent_by_purpose(session, *month_of(now, self._zone))
        return BudgetState(self.budget, sum((_counting(*one) for one in took.items()), start=Spent()))

    def watched(self, model: ChatModel, purpose: Purpose) -> ChatModel:
        """The same model; every attempt is kept, and no call begins that the budget has no room for."""
        return _Watched(model, self, purpose)

    @contextmanager
    def reserve(self, messages: Sequence[Message], purpose: Purpose) -> Iterator[None]:
        """Set aside what a call is expected to take, while it runs. Raises BudgetUsedUp.

        Calls of one process never pass the budget by more than what they took beyond this estimate, whatever
        their number. Several processes do not see each other's calls under way: with n of them, add what
        those of the other n - 1 took.
        """
        if not self.budget.limits:
            yield
            return
        tokens_in = estimate_prompt_tokens(messages)
        tokens, cost = tokens_in + ANSWER_TOKENS, self._dearest(purpose).of(tokens_in, ANSWER_TOKENS)
        with self._lock:
            state = self.state(self._clock())
            held = self._reserved
            spent = replace(
                state.spent,
                cost=state.spent.cost + held.cost,
                tokens_in=state.spent.tokens_in + held.tokens,
            )
            if not replace(state, spent=spent).has_room(cost=cost, tokens=tokens):
                raise BudgetUsedUp("This month's budget for language models is used up.")
            held.calls, held.cost, held.tokens = held.calls + 1, held.cost + cost, held.tokens + tokens
        try:
            yield
        finally:
            with self._lock:
                held.calls, held.cost, held.tokens = held.calls - 1, held.cost - cost, held.tokens - tokens

    def keep(self, call: ModelCall, account: Account) -> None:
        """Store one attempt, in a transaction of its own, and tell whoever collects. Never raises."""
        try:
            used = self._used(call, account)
            tell_call(_told(used))
            with self._sessions.begin() as session:
                add_call(session, used)
            self._warn()
        except Exception:  # a count that cannot be kept must not cost an author their draft
            logger.exception("a model call was not counted", extra={"endpoint": call.endpoint})

    def priced(self, trace: Trace) -> Trace:
        """With the cost of each call, where it is known."""
        prices = self._prices_by_name()

        def cost(endpoint: str, model: str, tokens_in: int, tokens_out: int) -> Decimal | None:
            price = prices.get((endpoint, model))
            return None if price is None else price.of(tokens_in, tokens_out)

        return Trace(
            tuple(
                replace(step, cost=cost(step.endpoint, step.model, step.tokens_in, step.tokens_out))
                if step.by_model
                else step
                for step in trace.steps
            )
        )

    def _used(self, call: ModelCall, account: Account) -> UsedCall:
        price = self._prices_by_name().get((call.endpoint, call.model))
        # Who was turned away at the door is not billed; what was only guessed at would be held against us.
        turned_away = call.outcome == ModelDown.code and call.estimated and not call.tokens_out
        tokens_in = 0 if turned_away else call.tokens_in
        return UsedCall(
            at=self._clock(),
            purpose=call.purpose,
            endpoint=call.endpoint,
            model=call.model,
            prompt_ref=call.prompt_ref,
            tokens_in=tokens_in,
            tokens_out=call.tokens_out,
            estimated=call.estimated,
            seconds=call.seconds,
            outcome=call.outcome,
            cost=None if price is None else price.of(tokens_in, call.tokens_out),
            account=account,
        )

    def _prices_by_name(self) -> dict[tuple[str, str], Price]:
        known = ((endpoint, self.prices.of(endpoint)) for endpoint in self._endpoints())
        return {(endpoint.called, endpoint.model): price for endpoint, price in known if price is not None}

    def _dearest(self, purpose: Purpose) -> Price:
        """What a call may cost at most: nobody knows yet which endpoint will answer."""
        serving = (self.prices.of(one) for one in self._endpoints() if one.serves(purpose))
        known = [price for price in serving if price is not None]
        return max(known, key=lambda price: price.of(1, 1), default=Price(Decimal(0), Decimal(0)))

    def _warn(self) -> None:
        """One line in the log when the month passes 80 %, and one when it passes 100 %."""
        if not self.budget.limits:
            return
        now = self._clock()
        state, month = self.state(now), month_of(now, self._zone)[0]
        with self._lock:
            if self._told == (month, state.level):
                return
            self._told = (month, state.level)
        if state.level is not Level.OK:
            logger.warning("the model budget: %s", state.level, extra={"share": round(state.share, 3)})


@dataclass(slots=True)
class _Watched:
    """See `ChatModel`."""

    inner: ChatModel
    budgets: Budgets = field(repr=False)
    purpose: Purpose

    @property
    def name(self) -> str:
        return self.inner.name

    def complete(
        self,
        messages: Sequence[Message],
        schema: type[Answer],
        *,
        temperature: float | None = None,
        on_text: OnText | None = None,
        call: Call = NO_CALL,
    ) -> Answer:
        def record(attempt: ModelCall) -> None:
            self.budgets.keep(attempt, call.account)
            call.record(attempt)

        with self.budgets.reserve(messages, self.purpose):
            return self.inner.complete(
                messages,
                schema,
                temperature=temperature,
                on_text=on_text,
                call=replace(call, purpose=self.purpose, record=record),
            )


def _counting(purpose: Purpose, spent: Spent) -> Spent:
    return replace(spent, tokens_in=0, tokens_out=0) if purpose is Purpose.EMBEDDINGS else spent


def _told(used: UsedCall) -> ToldCall:
    return ToldCall(
        operation="embeddings" if used.purpose is Purpose.EMBEDDINGS else "chat",
        model=used.model,
        endpoint=used.endpoint,
        prompt_ref=used.prompt_ref,
        tokens_in=used.tokens_in,
        tokens_out=used.tokens_out,
        estimated=used.estimated,
        seconds=used.seconds,
        failure="" if used.ok else used.outcome,
    )
