"""How well is found what must not leave, by our checks and by what one would put in their place?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import process_time

from app.services import Services
from evals import detection
from evals.bench import guard_peers
from evals.bench.cold_start import cold_starts
from evals.bench.guardrails_leaks import leaks
from evals.bench.record import Cell, Record, Table
from evals.case import SIDES, Side
from evals.detection import Detector, Marked, MarkedRow, Span, tallies, touched
from evals.external.false_alarms import FalseAlarms
from evals.metrics import auc, percentile, share
from evals.suites.guardrails import read_guardrail_cases
from guardrails.authenticity.corporate_tone import corporate_tone
from guardrails.candidate import Candidate
from guardrails.checks import Check
from guardrails.confidentiality.personal.personal_data import find_personal_data
from guardrails.confidentiality.secrets.secrets import SecretsCheck
from guardrails.doc import Doc
from guardrails.injection.orders import find_orders
from guardrails.policy import Policy
from guardrails.runner import run_checks

KINDS = ("email", "iban", "ip", "ssn", "card", "nir", "siren", "siret", "phone")
LENGTH = 1_300  # characters of an ordinary post
_WARM_UP = 3
_LIKE_PRESIDIO = frozenset(
    {
        "confidentiality.personal_data",
        "confidentiality.secret",
        "confidentiality.lexicon",
    }
)


def record(services: Services, *, rounds: int, command: str, data: Path | None = None) -> Record:
    """Run every set through every system, and time both on the same posts.

    With `data`, a folder of real texts, it is also told how many real posts are stopped.
    """
    presidio = guard_peers.presidio()
    personal: dict[str, Detector] = {"Tandem": _personal_data, "Presidio": presidio}
    secrets: dict[str, Detector | None] = {
        "Tandem": _secrets,
        "detect-secrets": guard_peers.detect_secrets(),
    }
    tables = (
        _f1(detection.entities(), detection.read_marked("persons"), personal),
        _obfuscated(detection.read_marked("obfuscated"), personal),
        _recalled_secrets({name: found for name, found in secrets.items() if found}),
        _injections(detection.read_rows("injections")),
        leaks(services),
        _tone(detection.read_rows("tone")),
        *([_false_alarms(services, data)] if data else []),
        _times(services, presidio, rounds),
        cold_starts(),
    )
    missing = [name for name, found in secrets.items() if found is None]
    notes = [f"{name} is not installed here; `make peers` brings it." for name in missing]
    if not data:
        notes.append("Real posts were not read: --data names a folder of them.")
    return Record("guardrails", "What must not leave, found", command, tables, tuple(notes))


def _personal_data(text: str, _language: Side) -> list[Span]:
    return [Span(datum.entity.lower(), datum.start, datum.end) for datum in find_personal_data(text)]


def _secrets(text: str, language: Side) -> list[Span]:
    findings = SecretsCheck()(Doc.of(Candidate(text, language=language)))
    return [Span("secret", finding.start, finding.end) for finding in findings]


def _f1(figures: Sequence[Marked], names: Sequence[Marked], systems: Mapping[str, Detector]) -> Table:
    """Names are counted where all are marked; the sentences around figures hold a few that are not."""
    counted = [
        {
            **tallies([text for text in figures if text.language == side], find, KINDS),
            **tallies([text for text in names if text.language == side], find, ["person"]),
        }
        for find in systems.values()
        for side in SIDES
    ]
    rows = [(kind, *(tally[kind].f1 for tally in counted)) for kind in (*KINDS, "person")]
    return Table(
        "Personal data, F1",
        ("kind", *(f"{system} {side}" for system in systems for side in SIDES)),
        tuple(rows),
        f"{len(figures)} texts with figures and {len(names)} with names; a find counts when it covers at"
        " least half of what is marked. Presidio is run without a language model, so it knows no names.",
    )


def _obfuscated(texts: Sequence[Marked], systems: Mapping[str, Detector]) -> Table:
    return _recall("Personal data in disguise, recall", {"disguised": texts}, systems)


def _recalled_secrets(systems: Mapping[str, Detector]) -> Table:
    sets = {"bare in prose": detection.secrets(quoted=False), "quoted": detection.secrets(quoted=True)}
    said = [marked for marked in detection.read_marked("secrets") if marked.spans]
    table = _recall("Secrets, recall and false alarms", {**sets, "said in words": said}, systems)
    calm = detection.harmless()
    alarms: tuple[Cell, ...] = (
        "harmless texts flagged",
        *(
            share(bool(list(find(m.text, side))) for m in calm if m.language == side)
            for find in systems.values()
            for side in SIDES
        ),
    )
    return Table(table.title, table.columns, (*table.rows, alarms), table.note)


def _recall(title: str, sets: Mapping[str, Sequence[Marked]], systems: Mapping[str, Detector]) -> Table:
    rows = [
        (name, *(_share_touched(texts, find, side) for find in systems.values() for side in SIDES))
        for name, texts in sets.items()
    ]
    sizes = ", ".join(f"{len(texts)} {name}" for name, texts in sets.items())
    columns = ("set", *(f"{system} {side}" for system in systems for side in SIDES))
    return Table(title, columns, tuple(rows), f"{sizes}; touching the marked words is enough.")


def _share_touched(texts: Iterable[Marked], find: Detector, side: Side) -> float | None:
    return share(touched(text, find) for text in texts if text.language == side)


def _injections(rows: Sequence[MarkedRow]) -> Table:
    """Orders to a model, by what they try; "calm" rows say the same words to people."""
    families = dict.fromkeys(row.label for row in rows)
    shares: list[tuple[Cell, ...]] = [
        (
            f"{family}: flagged",
            *(
                share(
                    bool(find_orders(row.text)) for row in rows if (row.label, row.language) == (family, side)
                )
                for side in SIDES
            ),
        )
        for family in families
    ]
    return Table("Orders to a model", ("family", *SIDES), tuple(shares), f"{len(rows)} sentences.")


def _tone(rows: Sequence[MarkedRow]) -> Table:
    """Brochures and people: how well the score tells them apart, and how many of each are warned."""
    measured = {side: _measured_tone([row for row in rows if row.language == side]) for side in SIDES}
    names = tuple(measured["fr"])
    shown = tuple((name, *(measured[side][name] for side in SIDES)) for name in names)
    return Table("Corporate prose", ("measure", *SIDES), shown, f"{len(rows)} texts.")


def _measured_tone(rows: Sequence[MarkedRow]) -> dict[str, float | None]:
    tones = [(row.label, corporate_tone(Doc.of(Candidate(row.text, language=row.language)))) for row in rows]
    scores = {label: [tone.score for of, tone in tones if of == label] for label in ("corporate", "personal")}
    return {
        "AUC": auc(scores["corporate"], scores["personal"]),
        "brochures warned": share(tone.warns for label, tone in tones if label == "corporate"),
        "people warned": share(tone.warns for label, tone in tones if label == "personal"),
    }


def _false_alarms(services: Services, data: Path) -> Table:
    """What is said of real posts; each share of them would be a person stopped for nothing."""
    done = FalseAlarms(data).run(services)
    named = {
        "warned as corporate": "posts with authenticity.corporate_tone",
        "an order to a model": "posts with injection.order",
        "a secret": "posts with confidentiality.secret",
        "something reworded": "posts with confidentiality.reworded",
    }
    shares = {"blocked": "posts blocked", "held for a reviewer": "posts held for review"} | named
    found = {**done.metrics, **done.details}
    rows: list[tuple[Cell, ...]] = [
        (told, *(found.get(name, {}).get(side, 0.0) for side in SIDES)) for told, name in shares.items()
    ]
    posts = " and ".join(f"{done.cases[side]:,} {side}" for side in SIDES)
    return Table(
        "Real posts, share of them", ("what is said", *SIDES), tuple(rows), f"{posts}; none is kept here."
    )


def _times(services: Services, presidio: Detector, rounds: int) -> Table:
    """Our fast checks beside Presidio's recognizers, on the same posts in one run."""
    checks, policy = services.guarding.checks(None), services.policy
    alike = [check for check in checks if check.name in _LIKE_PRESIDIO]
    systems = {
        "data, names, secrets, lexicon": partial(_check, alike, policy),
        "all fast checks": partial(_check, checks, policy),
        "Presidio": partial(_read, presidio),
    }
    rows: list[tuple[Cell, ...]] = []
    for side in SIDES:
        for name, texts in (("clean", _clean(side)), ("dense", _dense(side))):
            times = [_milliseconds(partial(run, side=side), texts, rounds) for run in systems.values()]
            p95 = [percentile(some, 95) or 0.0 for some in times]
            shown = [value for some in times for value in (percentile(some, 50), percentile(some, 95))]
            rows.append((f"{name} {side}", *shown, p95[0] / p95[-1], p95[1] / p95[-1]))
    columns = [f"{system} {part}" for system in systems for part in ("p50", "p95")]
    ratios = ("ratio of p95, like for like", "ratio of p95, all")
    return Table(f"CPU milliseconds for {LENGTH:,} characters", ("posts", *columns, *ratios), tuple(rows))


def _read(find: Detector, text: str, *, side: Side) -> None:
    list(find(text, side))


def _check(checks: Sequence[Check], policy: Policy, text: str, *, side: Side) -> None:
    run_checks(Candidate(text, language=side, own_words=(text,)), checks, policy, slow=False)


def _clean(side: Side) -> list[str]:
    cases = read_guardrail_cases()
    return [case.input.text for case in cases if case.language == side and case.kind in {"clean", "no_tone"}]


def _dense(side: Side) -> list[str]:
    return [marked.text for marked in detection.entities() if marked.language == side]


def _milliseconds(run: Callable[[str], object], texts: Sequence[str], rounds: int) -> list[float]:
    """Every round reads another post, so that nothing remembered flatters the figure."""
    times = []
    for turn in range(-_WARM_UP, rounds):
        at = turn % len(texts)
        post = "\n\n".join([*texts[at:], *texts[:at]])[:LENGTH]
        start = process_time()
        run(post)
        if turn >= 0:
            times.append(1_000 * (process_time() - start))
    return times
