"""`tandem model usage`: what models were asked in a month, and where the budget stands; sums only."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.entrance import print_json, services

if TYPE_CHECKING:
    from app.domain.model_calls import Spent
    from app.workflows.report_usage import UsageReport


def usage(
    month: Annotated[str, typer.Option(help="As in 2026-11; left out, the present one.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print data.")] = False,
) -> None:
    """Show calls, tokens, cost and failures of a month, and the budget; never a person, never a text."""
    from app.workflows.report_usage import report_usage

    with services() as opened:
        report = report_usage(opened, month)
    if as_json:
        print_json(_as_data(report))
        return
    for name, value in _lines(report):
        print(f"{name:16} {value}")


def _lines(report: "UsageReport") -> list[tuple[str, str]]:
    shown, currency = report.shown, report.prices.currency
    lines = [
        ("month", f"{shown.first:%Y-%m}"),
        ("calls", str(shown.spent.calls)),
        ("tokens", f"{shown.spent.tokens_in} in, {shown.spent.tokens_out} out"),
        ("cost", _cost(shown.spent, currency)),
        *((f"for {purpose}", _cost(one, currency)) for purpose, one in shown.by_purpose.items()),
    ]
    for one in shown.endpoints:
        took = (
            ""
            if one.median_seconds is None
            else f", p50 {one.median_seconds:.1f} s, p95 {one.slow_seconds:.1f} s"
        )
        lines.append((one.endpoint, f"{one.model}: {one.calls} calls, {one.failed} failed{took}"))
    lines += [(f"  {code}", str(count)) for code, count in shown.failures.items()]
    people = "fewer than five" if shown.people is None else str(shown.people.people)
    return [*lines, ("people", people), ("budget", _budget(report))]


def _cost(spent: "Spent", currency: str) -> str:
    if spent.unpriced == spent.calls and spent.calls:
        return "not known: no price"
    unknown = f", and {spent.unpriced} calls without a price" if spent.unpriced else ""
    return f"{spent.cost:.4f} {currency}{unknown}"


def _budget(report: "UsageReport") -> str:
    state = report.budget
    if not state.budget.limits:
        return "none"
    return f"{state.share:.0%} of this month's ({state.level})"


def _as_data(report: "UsageReport") -> dict[str, Any]:
    shown, state = report.shown, report.budget
    return {
        "month": f"{shown.first:%Y-%m}",
        "currency": report.prices.currency,
        **_sums(shown.spent),
        "by_purpose": {purpose.value: _sums(one) for purpose, one in shown.by_purpose.items()},
        "endpoints": [
            {
                "endpoint": one.endpoint,
                "model": one.model,
                "calls": one.calls,
                "failed": one.failed,
                "p50_seconds": one.median_seconds,
                "p95_seconds": one.slow_seconds,
            }
            for one in shown.endpoints
        ],
        "failures": dict(shown.failures),
        "people": shown.people and shown.people.people,
        "budget": {"share": round(state.share, 4), "level": state.level.value}
        if state.budget.limits
        else None,
    }


def _sums(spent: "Spent") -> dict[str, Any]:
    return {
        "calls": spent.calls,
        "tokens_in": spent.tokens_in,
        "tokens_out": spent.tokens_out,
        "cost": str(spent.cost),
        "calls_without_price": spent.unpriced,
    }
