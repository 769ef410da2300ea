"""What a full check costs, in CPU milliseconds, on ordinary posts of two lengths in both languages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import process_time

from app.services import Services
from evals.case import SIDES, Side
from evals.metrics import percentile
from evals.suites.guardrails import read_guardrail_cases
from guardrails.candidate import Candidate, Source
from guardrails.compliance.protected_speech import is_protected
from guardrails.doc import Doc
from guardrails.grounding.grounding_check import GroundingCheck
from guardrails.grounding.sentence_labels import label_sentences
from guardrails.runner import run_checks

LENGTHS = (1_300, 3_000)
_OWN, _PASSAGE, _PASSAGES = 600, 500, 8
"""Characters that the author typed, and of the passages beside a draft that is being edited."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU at the median and at the 95th percentile; `grounding` is that part's median.

    `typing`: the same draft beside its sources, with one more word each round; else another text each round.
    """

    language: Side
    length: int
    typing: bool
    p50: float
    p95: float
    grounding: float


def measure(services: Services, *, rounds: int) -> list[Cost]:
    """Check each text `rounds` times after a warm-up, on every check the company has."""
    return [
        _cost(services, side, length, rounds, typing=typing)
        for side in SIDES
        for length in LENGTHS
        for typing in (False, True)
    ]


def table(costs: Sequence[Cost]) -> str:
    """The costs as lines to print."""
    lines = [f"{'':>4} {'characters':>10} {'':>13} {'p50 ms':>8} {'p95 ms':>8} {'grounding ms':>13}"]
    for c in costs:
        way = "while typing" if c.typing else "anew"
        lines.append(
            f"{c.language:>4} {c.length:>10} {way:>13} {c.p50:>8.2f} {c.p95:>8.2f} {c.grounding:>13.2f}"
        )
    return "\n".join(lines)


def _cost(services: Services, side: Side, length: int, rounds: int, *, typing: bool) -> Cost:
    checks = services.guarding.checks(None)
    grounding = next(check for check in checks if isinstance(check, GroundingCheck))
    times, parts = [], []
    for turn, candidate in enumerate(_typed(side, length) if typing else _others(side, length), start=-3):
        if turn == rounds:
            break
        if not typing:
            is_protected.cache_clear()
        start = process_time()
        run_checks(candidate, checks, services.policy)
        spent = process_time() - start
        if turn >= 0:
            times.append(1000 * spent)
            parts.append(1000 * _grounding(candidate, grounding, typing=typing))
    p50, p95 = (percentile(times, share) or 0.0 for share in (50, 95))
    return Cost(side, length, typing, p50, p95, percentile(parts, 50) or 0.0)


def _grounding(candidate: Candidate, check: GroundingCheck, *, typing: bool) -> float:
    """The seconds that findings and labels take, of a text that was not asked about yet."""
    words = candidate.text.split(" ")
    text = " ".join((*words[: len(words) // 3], "yesterday", *words[len(words) // 3 :]))
    own = candidate.own_words if typing else (text,)
    doc = Doc.of(Candidate(text, candidate.language, own_words=own, sources=candidate.sources))
    if not typing:
        is_protected.cache_clear()
    start = process_time()
    check(doc)
    label_sentences(doc, known_names=check.known_names)
    return process_time() - start


def _ordinary(side: Side) -> list[str]:
    return [
        c.input.text for c in read_guardrail_cases() if c.language == side and c.kind in {"clean", "no_tone"}
    ]


def _others(side: Side, length: int) -> Iterator[Candidate]:
    """Every round reads another text, so that nothing remembered flatters the figure."""
    ordinary = _ordinary(side)
    turn = -3
    while True:
        turned = ordinary[turn % len(ordinary) :] + ordinary[: turn % len(ordinary)]
        text = "\n\n".join(turned)[:length]
        yield Candidate(text, language=side, own_words=(text,))
        turn += 1


def _typed(side: Side, length: int) -> Iterator[Candidate]:
    """One draft beside what its author typed and its sources; in its middle, a word that changes."""
    ordinary = _ordinary(side)
    text = "\n\n".join(ordinary)[:length]
    others = "\n\n".join(ordinary[::-1])
    passages = (others[at * _PASSAGE : (at + 1) * _PASSAGE] for at in range(_PASSAGES))
    sources = tuple(Source(at, passage, language=side) for at, passage in enumerate(passages, start=1))
    middle = text.index(" ", length // 2) + 1
    turn = 0
    while True:
        word = "".join(chr(ord("a") + int(digit)) for digit in str(turn))
        changed = f"{text[:middle]}{word} {text[middle:]}"
        yield Candidate(changed, language=side, own_words=(text[:_OWN],), sources=sources)
        turn += 1
