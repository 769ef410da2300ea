"""What a full check costs, in CPU milliseconds, on ordinary posts of two lengths in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time

from app.services import Services
from evals.case import SIDES, Side
from evals.metrics import percentile
from evals.suites.guardrails import read_guardrail_cases
from guardrails.candidate import Candidate
from guardrails.runner import run_checks

LENGTHS = (1_300, 3_000)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU at the median and at the 95th percentile."""

    language: Side
    length: int
    p50: float
    p95: float


def measure(services: Services, *, rounds: int) -> list[Cost]:
    """Check each text `rounds` times after a warm-up, on every check the company has."""
    return [_cost(services, side, length, rounds) for side in SIDES for length in LENGTHS]


def table(costs: Sequence[Cost]) -> str:
    """The costs as lines to print."""
    lines = [f"{'':>4} {'characters':>10} {'p50 ms':>8} {'p95 ms':>8}"]
    lines += [f"{c.language:>4} {c.length:>10} {c.p50:>8.2f} {c.p95:>8.2f}" for c in costs]
    return "\n".join(lines)


def _cost(services: Services, side: Side, length: int, rounds: int) -> Cost:
    checks = services.guarding.checks(None)
    ordinary = [
        c.input.text for c in read_guardrail_cases() if c.language == side and c.kind in {"clean", "no_tone"}
    ]
    times = []
    for turn in range(-3, rounds):
        # Every round reads another text, so that nothing remembered flatters the figure.
        turned = ordinary[turn % len(ordinary) :] + ordinary[: turn % len(ordinary)]
        text = "\n\n".join(turned)[:length]
        candidate = Candidate(text, language=side, own_words=(text,))
        start = process_time()
        run_checks(candidate, checks, services.policy)
        if turn >= 0:
            times.append(1000 * (process_time() - start))
    return Cost(side, length, percentile(times, 50) or 0.0, percentile(times, 95) or 0.0)
