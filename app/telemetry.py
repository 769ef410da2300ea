"""Spans and measures of the writing, for whoever collects OpenTelemetry; nothing at all unless asked for.

Attributes follow OpenTelemetry's conventions for generative AI. Names, counts and seconds only: never a
text, a title or a person.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import AppError

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.metrics import Histogram
    from opentelemetry.sdk.metrics.export import MetricReader
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span, Tracer

Attributes = Mapping[str, str | int | float | bool]

SCOPE = "tandem"
PATIENCE = 2
"""Seconds for a receiver to take what it is sent; what it does not take is lost, and nobody waits for it."""
TOKENS, DURATION = "gen_ai.client.token.usage", "gen_ai.client.operation.duration"
# OpenTelemetry's advice for these two measures.
TOKEN_BUCKETS = [4.0**power for power in range(14)]
DURATION_BUCKETS = [0.01 * 2.0**power for power in range(14)]


@dataclass(frozen=True, slots=True)
class ToldCall:
    """One attempt on an endpoint, as spans and measures tell it. `failure` is "" where it succeeded."""

    operation: str
    model: str
    endpoint: str
    prompt_ref: str
    tokens_in: int
    tokens_out: int
    estimated: bool
    seconds: float
    failure: str = ""


@dataclass(frozen=True, slots=True)
class _Collected:
    tracer: "Tracer"
    tokens: "Histogram"
    duration: "Histogram"


_collected: list[_Collected] = []
"""Whoever collects at the moment, the last one first in line; as with logs, one for the whole process."""


@contextmanager
def collecting(exporter: "SpanExporter", reader: "MetricReader | None" = None) -> Iterator[None]:
    """Hand spans to `exporter` in the background, and measures to `reader`, until the end."""
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource.create({"service.name": SCOPE})
    spans = TracerProvider(resource=resource, shutdown_on_exit=False)
    spans.add_span_processor(BatchSpanProcessor(exporter))
    measures = MeterProvider([reader] if reader else [], resource=resource, shutdown_on_exit=False)
    meter = measures.get_meter(SCOPE)
    one = _Collected(
        spans.get_tracer(SCOPE),
        meter.create_histogram(TOKENS, unit="{token}", explicit_bucket_boundaries_advisory=TOKEN_BUCKETS),
        meter.create_histogram(DURATION, unit="s", explicit_bucket_boundaries_advisory=DURATION_BUCKETS),
    )
    _collected.append(one)
    try:
        yield
    finally:
        _collected.remove(one)
        spans.shutdown()
        measures.shutdown()


@contextmanager
def sending(endpoint: str) -> Iterator[None]:
    """Send spans and measures to an OTLP receiver, by gRPC; nothing when `endpoint` is empty."""
    if not endpoint:
        yield
        return
    from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader

    insecure = not endpoint.startswith("https://")
    measures = OTLPMetricExporter(endpoint, insecure=insecure, timeout=PATIENCE)
    spans = OTLPSpanExporter(endpoint, insecure=insecure, timeout=PATIENCE)
    with collecting(spans, PeriodicExportingMetricReader(measures)):
        yield


def here() -> "Context | None":
    """Where spans of other threads belong: the span that is open in this one."""
    if not _collected:
        return None
    from opentelemetry.context import get_current

    return get_current()


@contextmanager
def span(
    name: str, attributes: Attributes | None = None, *, parent: "Context | None" = None
) -> Iterator[None]:
    """Time what happens inside. `parent` counts where no span is open in this thread."""
    if not _collected:
        yield
        return
    from opentelemetry.trace import get_current_span

    context = None if get_current_span().get_span_context().is_valid else parent
    # What an exception says may quote a text: its class or code is told, and nothing else.
    opened = _collected[-1].tracer.start_as_current_span(
        name, context, attributes=attributes, record_exception=False, set_status_on_exception=False
    )
    with opened as current:
        try:
            yield
        except Exception as error:
            _fail(current, error.code if isinstance(error, AppError) else type(error).__name__)
            raise


def tell_call(call: ToldCall) -> None:
    """A span and the two measures of an attempt that has just ended."""
    if not _collected:
        return
    from opentelemetry.trace import SpanKind

    asked: dict[str, str] = {
        "gen_ai.operation.name": call.operation,
        "gen_ai.provider.name": "openai",  # the convention's name for whoever speaks that protocol
        "gen_ai.request.model": call.model,
    }
    told: dict[str, str | int] = {
        **asked,
        "gen_ai.usage.input_tokens": call.tokens_in,
        "gen_ai.usage.output_tokens": call.tokens_out,
        "gen_ai.prompt.name": call.prompt_ref,
        "tandem.tokens.estimated": call.estimated,
        "tandem.endpoint": call.endpoint,
    }
    one, now = _collected[-1], time.time_ns()
    opened = one.tracer.start_span(
        f"{call.operation} {call.model}",
        kind=SpanKind.CLIENT,
        attributes=told,
        start_time=now - round(call.seconds * 1e9),
    )
    if call.failure:
        asked["error.type"] = call.failure
        _fail(opened, call.failure)
    opened.end(now)
    one.duration.record(call.seconds, asked)
    for kind, tokens in (("input", call.tokens_in), ("output", call.tokens_out)):
        one.tokens.record(tokens, asked | {"gen_ai.token.type": kind})


def _fail(opened: "Span", failure: str) -> None:
    from opentelemetry.trace import StatusCode

    opened.set_attribute("error.type", failure)
    opened.set_status(StatusCode.ERROR)
