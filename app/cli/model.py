"""`tandem model`: the models set up here, and what each of them can do."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.entrance import print_json, services

if TYPE_CHECKING:
    from app.domain.model_endpoints import ModelEndpoint
    from app.llm.probe import ModelProbe

app = typer.Typer(help="The models that help to write.", no_args_is_help=True, rich_markup_mode=None)

FORMS = {
    "schema": "a JSON schema",
    "tool": "a tool with that schema (no JSON schema)",
    "object": "a JSON object (no schema)",
    "words": "words only (no JSON schema, no tools)",
}


@app.command("list")
def list_all(as_json: Annotated[bool, typer.Option("--json", help="Print data.")] = False) -> None:
    """Show the models in the order they are asked in; keys are never shown."""
    with services() as opened:
        endpoints = opened.models.endpoints()
    if as_json:
        print_json([_as_data(endpoint) for endpoint in endpoints])
        return
    for endpoint in endpoints:
        state = "on " if endpoint.active else "off"
        purposes = ", ".join(sorted(endpoint.purposes))
        print(f"{state}  {endpoint.called:24} {endpoint.model:24} {endpoint.url}  ({purposes})")
    if not endpoints:
        print("No model is set up: the built-in writer writes.")


@app.command("test")
def probe(
    name: Annotated[str | None, typer.Argument(help="Which one; left out, each of them.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print data.")] = False,
) -> None:
    """Ask for one short sentence and show what the server can do; exit 1 when one does not answer."""
    from app.llm.probe import probe_model
    from app.workflows.keep_models import find_model

    with services() as opened:
        known = opened.models.endpoints()
        wanted = [endpoint for endpoint in known if endpoint.active] if name is None else []
        endpoints = [find_model(opened, name)] if name is not None else wanted
    probes = [(endpoint, probe_model(endpoint, thorough=True)) for endpoint in endpoints]
    if as_json:
        print_json([_as_data(endpoint) | _seen(seen) for endpoint, seen in probes])
    for endpoint, seen in [] if as_json else probes:
        _print(endpoint, seen)
    if not probes and not as_json:
        print("No model is set up: the built-in writer writes.")
    raise typer.Exit(0 if all(seen.ok for _, seen in probes) else 1)


def _print(endpoint: "ModelEndpoint", probe: "ModelProbe") -> None:
    print(f"{endpoint.called}: {endpoint.model} at {endpoint.url}")
    print(f"  {'ok  ' if probe.ok else 'FAIL'}  {probe.sentence}")
    for name, value in _lines(endpoint, probe) if probe.ok else ():
        print(f"  {name:20} {value}")


def _lines(endpoint: "ModelEndpoint", probe: "ModelProbe") -> list[tuple[str, str]]:
    first, largest = probe.first_text_seconds, endpoint.answer_tokens
    counted = f"counted by the server: {probe.tokens_in} in, {probe.tokens_out} out"
    bound = "max_output_tokens" if probe.responses else probe.limit
    return [
        ("latency", f"{probe.latency_seconds:.2f} s" + (f", first text {first:.2f} s" if first else "")),
        ("form of the answer", FORMS[probe.form.value]),
        ("tool choice", "not tried" if probe.tools is None else _yes(probe.tools)),
        ("streaming", _yes(probe.streams)),
        ("tokens", counted if probe.counts_tokens else "estimated here: the server does not count them"),
        ("temperature", _yes(probe.temperature)),
        ("bound on answers", bound or "none is taken"),
        ("largest answer", f"{largest} tokens" if largest else "as the server likes"),
        ("context", f"{probe.context_tokens} tokens" if probe.context_tokens else "the server does not say"),
        ("API", "Responses" if probe.responses else "chat completions"),
        ("sample", probe.sample),
    ]


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _as_data(endpoint: "ModelEndpoint") -> dict[str, Any]:
    return {
        "name": endpoint.called,
        "model": endpoint.model,
        "url": endpoint.url,
        "has_key": bool(endpoint.key),
        "purposes": sorted(endpoint.purposes),
        "timeout_seconds": endpoint.timeout_seconds,
        "at_once": endpoint.at_once,
        "api": endpoint.api,
        "answer_tokens": endpoint.answer_tokens,
        "price_in": endpoint.price_in,
        "price_out": endpoint.price_out,
        "active": endpoint.active,
        "from_settings": endpoint.from_settings,
    }


def _seen(probe: "ModelProbe") -> dict[str, Any]:
    return {
        "ok": probe.ok,
        "sentence": probe.sentence,
        "latency_seconds": probe.latency_seconds,
        "first_text_seconds": probe.first_text_seconds,
        "form": probe.form,
        "tools": probe.tools,
        "streams": probe.streams,
        "counts_tokens": probe.counts_tokens,
        "temperature": probe.temperature,
        "limit": "max_output_tokens" if probe.responses else probe.limit,
        "context_tokens": probe.context_tokens,
        "responses_api": probe.responses,
        "sample": probe.sample,
    }
