"""Spans and measures reach whoever collects them, with names and figures and not a word of a text."""

import json
import threading
from concurrent import futures
from dataclasses import dataclass, replace

import grpc
import pytest
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2, metrics_service_pb2_grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from app.cocreate.pipeline import Pipeline
from app.cocreate.tracing import Tracer
from app.domain.model_calls import Account
from app.domain.people import PersonId
from app.llm.call import Call
from app.telemetry import ToldCall, collecting, here, sending, span, tell_call
from tests.support.briefings import make_voice
from tests.support.model_drafts import FRENCH_BRIEF, PASSAGES, SteadyWriter

CALL = ToldCall("chat", "small", "house", "write_draft.fr@abc", 1_000, 200, False, 1.5)


@dataclass
class Collected:
    exporter: InMemorySpanExporter
    reader: InMemoryMetricReader


@pytest.fixture
def collected() -> Collected:
    return Collected(InMemorySpanExporter(), InMemoryMetricReader())


def attributes_of(one: ReadableSpan) -> dict[str, object]:
    return dict(one.attributes or {})


def test_nothing_is_opened_where_nobody_collects() -> None:
    with span("draft.write"):
        tell_call(CALL)

        assert here() is None


def test_a_call_is_told_by_the_names_of_the_convention(collected: Collected) -> None:
    with collecting(collected.exporter), span("draft.write"):
        tell_call(CALL)

    call, write = collected.exporter.get_finished_spans()
    assert call.name == "chat small"
    assert call.parent is not None
    assert call.parent.span_id == write.context.span_id
    assert attributes_of(call) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "small",
        "gen_ai.usage.input_tokens": 1_000,
        "gen_ai.usage.output_tokens": 200,
        "gen_ai.prompt.name": "write_draft.fr@abc",
        "tandem.tokens.estimated": False,
        "tandem.endpoint": "house",
    }
    assert call.end_time - call.start_time == pytest.approx(1.5e9, abs=1e6)


def test_a_call_that_failed_says_how(collected: Collected) -> None:
    with collecting(collected.exporter):
        tell_call(replace(CALL, failure="model_timed_out"))

    (call,) = collected.exporter.get_finished_spans()
    assert attributes_of(call)["error.type"] == "model_timed_out"
    assert call.status.status_code is StatusCode.ERROR


def test_tokens_and_seconds_are_measured(collected: Collected) -> None:
    with collecting(collected.exporter, collected.reader):
        tell_call(CALL)
        data = json.loads(collected.reader.get_metrics_data().to_json())

    metrics = data["resource_metrics"][0]["scope_metrics"][0]["metrics"]
    sums = {
        (metric["name"], point["attributes"].get("gen_ai.token.type")): point["sum"]
        for metric in metrics
        for point in metric["data"]["data_points"]
    }
    assert sums == {
        ("gen_ai.client.token.usage", "input"): 1_000,
        ("gen_ai.client.token.usage", "output"): 200,
        ("gen_ai.client.operation.duration", None): 1.5,
    }


def test_an_error_is_told_by_its_kind_and_never_in_its_words(collected: Collected) -> None:
    with collecting(collected.exporter), pytest.raises(ValueError, match="secret"), span("draft.write"):
        raise ValueError("a secret sentence")

    (write,) = collected.exporter.get_finished_spans()
    assert attributes_of(write)["error.type"] == "ValueError"
    assert "secret" not in write.to_json()


def test_the_steps_of_a_draft_hang_together_and_hold_no_word_of_it(collected: Collected) -> None:
    pipeline = Pipeline(SteadyWriter(), lambda _: PASSAGES)

    with collecting(collected.exporter):
        composition = pipeline(FRENCH_BRIEF, make_voice("fr"), call=Call(account=Account(PersonId(41), 42)))

    spans = {one.name: one for one in collected.exporter.get_finished_spans()}
    assert set(spans) == {"draft.compose", "draft.retrieve", "draft.write"}
    assert {spans[name].parent.span_id for name in ("draft.retrieve", "draft.write")} == {
        spans["draft.compose"].context.span_id
    }
    told = "".join(one.to_json() for one in spans.values())
    words = [
        FRENCH_BRIEF.topic,
        *FRENCH_BRIEF.takes,
        composition.variants[0].text,
        PASSAGES[0].title,
        PASSAGES[0].text,
    ]
    assert not any(word in told for word in words)
    assert not {"41", "42"} & set(told.replace(",", " ").replace('"', " ").split())


def test_what_threads_write_belongs_to_the_draft_they_write(collected: Collected) -> None:
    with collecting(collected.exporter), span("draft.compose"):
        tracer = Tracer()

        def work() -> None:
            with tracer.step("write"):
                pass

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    write, compose = collected.exporter.get_finished_spans()
    assert write.parent.span_id == compose.context.span_id


class _Spans(trace_service_pb2_grpc.TraceServiceServicer):
    def __init__(self) -> None:
        self.names: list[str] = []

    def Export(self, request, _context):  # noqa: N802  # the protocol's name
        for resource in request.resource_spans:
            self.names += [one.name for scope in resource.scope_spans for one in scope.spans]
        return trace_service_pb2.ExportTraceServiceResponse()


class _Measures(metrics_service_pb2_grpc.MetricsServiceServicer):
    def __init__(self) -> None:
        self.names: list[str] = []

    def Export(self, request, _context):  # noqa: N802  # the protocol's name
        for resource in request.resource_metrics:
            self.names += [one.name for scope in resource.scope_metrics for one in scope.metrics]
        return metrics_service_pb2.ExportMetricsServiceResponse()


def test_an_otlp_receiver_gets_spans_and_measures() -> None:
    spans, measures = _Spans(), _Measures()
    server = grpc.server(futures.ThreadPoolExecutor(2))
    trace_service_pb2_grpc.add_TraceServiceServicer_to_server(spans, server)
    metrics_service_pb2_grpc.add_MetricsServiceServicer_to_server(measures, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()

    with sending(f"http://127.0.0.1:{port}"):
        tell_call(CALL)
    server.stop(0).wait()

    assert spans.names == ["chat small"]
    assert set(measures.names) == {"gen_ai.client.token.usage", "gen_ai.client.operation.duration"}


def test_no_endpoint_means_nothing_is_sent() -> None:
    with sending(""):
        assert here() is None
