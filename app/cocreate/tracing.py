"""Keeping, while a draft is made, what each step took: for its author's trace and for telemetry."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.domain.model_calls import DONE, Trace, TraceStep
from app.errors import AppError
from app.llm.call import NO_CALL, Call, ModelCall
from app.telemetry import here, span


class Tracer:
    """Collects steps, from any thread. `call` is what whoever asked for the draft says about every call."""

    def __init__(self, call: Call = NO_CALL) -> None:
        self._call = call
        self._steps: list[TraceStep] = []
        self._parent = here()

    @property
    def trace(self) -> Trace:
        """The steps that have ended so far."""
        return Trace(tuple(self._steps))

    @contextmanager
    def step(
        self, name: str, *, prompt_ref: str = "", passage_ids: tuple[int, ...] = (), revision: int = 0
    ) -> Iterator[Call]:
        """One step; a model that is asked in it gets the Call that is given here.

        Each attempt on a model is a step of its own; a step without one is kept as a whole, also when it
        fails. See `TraceStep` for the names; `revision` is its round.
        """
        step = TraceStep(name, round=revision, prompt_ref=prompt_ref, passage_ids=passage_ids)
        attempts: list[ModelCall] = []

        def record(call: ModelCall) -> None:
            attempts.append(call)
            self._steps.append(_attempt(step, call))
            self._call.record(call)

        started, outcome = time.monotonic(), DONE
        attributes = {"tandem.round": revision, "tandem.passages": len(passage_ids)}
        try:
            with span(f"draft.{name}", attributes, parent=self._parent):
                yield replace(self._call, prompt_ref=prompt_ref, record=record)
        except Exception as error:
            outcome = error.code if isinstance(error, AppError) else "failed"
            raise
        finally:
            if not attempts:
                self._steps.append(replace(step, seconds=time.monotonic() - started, outcome=outcome))


def _attempt(step: TraceStep, call: ModelCall) -> TraceStep:
    return replace(
        step,
        seconds=call.seconds,
        endpoint=call.endpoint,
        model=call.model,
        tokens_in=call.tokens_in,
        tokens_out=call.tokens_out,
        estimated=call.estimated,
        outcome=call.outcome,
    )
