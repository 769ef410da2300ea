"""What a draft by a model costs in CPU here, the model itself left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import process_time

from app.cocreate.composition import Composition
from app.domain.briefs import Answer, Brief, Question
from app.domain.people import Language, Person
from app.services import Services
from app.store import people
from app.workflows.create_draft import Wish, create_draft
from app.workflows.judge_text import judge_text
from evals.bench.record import Cell, Table
from evals.metrics import mean, percentile
from evals.scripted.server import MODEL, server_apart
from evals.stage import open_stage
from evals.writing.authors import bring_authors, bring_sources
from evals.writing.rows import WritingCase, read_briefs


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds of CPU for one brief: until the drafts are there, and for the full check of them all."""

    drafts: int
    composing: float
    checking: float
    calls: int
    tokens_in: int

    @property
    def per_draft(self) -> float:
        return (self.composing + self.checking) / max(1, self.drafts)


def measure_overhead(*, briefs: int, heard: Callable[[str], None]) -> dict[str, list[Spent]]:
    """By writer. The model is a scripted server in a process of its own, which answers at once."""
    spent = {}
    with server_apart() as apart:
        for writer, url, model in (("built-in", "", ""), ("model", apart.url, MODEL)):
            heard(f"{briefs} briefs, {writer}")
            with open_stage(model_url=url, model=model) as services:
                spent[writer] = _spent(services, _cases(briefs))
    return spent


def overhead_table(spent: dict[str, list[Spent]]) -> Table:
    columns = (
        "writer",
        "drafts",
        "calls",
        "tokens in",
        "composing",
        "checking",
        "per draft, p50",
        "per draft, p95",
    )
    return Table(
        "CPU beside the model, milliseconds",
        columns,
        tuple((writer, *_figures(some)) for writer, some in spent.items()),
        "Means by brief; per draft, its share of a brief. Composing is retrieval, prompts, reading the stream"
        " token by token, proving each sentence, looking for what to mend; checking is every guardrail, the"
        " labels and the voice of each draft as offered. The model answers at once, in another process.",
    )


def _figures(some: Sequence[Spent]) -> tuple[Cell, ...]:
    each = [one.per_draft for one in some for _ in range(one.drafts)]
    return (
        mean(one.drafts for one in some),
        mean(one.calls for one in some),
        mean(one.tokens_in for one in some),
        mean(one.composing for one in some),
        mean(one.checking for one in some),
        percentile(each, 50),
        percentile(each, 95),
    )


def _cases(briefs: int) -> list[WritingCase]:
    """Every second one French, and none whose author has said too little for three drafts."""
    every = [case for case in read_briefs() if case.kind == "rich" or len(case.input.takes) >= 2]
    sides = [[case for case in every if case.language == side] for side in ("fr", "en")]
    return [case for pair in zip(*sides, strict=False) for case in pair][:briefs]


def _spent(services: Services, cases: Sequence[WritingCase]) -> list[Spent]:
    bring_authors(services)
    bring_sources(services)
    services.warm_up()
    with services.sessions() as session:
        everybody = {person.email: person for person in people.list_people(session)}
    runs = [_one(services, case, everybody[case.input.author]) for case in (*cases[:2], *cases)]
    return [run for run in runs[2:] if run.drafts]  # the first two warm up


def _one(services: Services, case: WritingCase, author: Person) -> Spent:
    row = case.input
    wish = Wish(row.topic, row.idea, row.channel, Language(case.language))
    answers = tuple(Answer(Question(f"take-{n}", ""), text) for n, text in enumerate(row.takes))
    brief = replace(create_draft(services, wish, author=author).brief, answers=answers)
    start = process_time()
    composition = services.compose(brief, author)
    composed = process_time()
    _check(services, composition, brief, author)
    checked = process_time()
    return Spent(
        drafts=len(composition.variants),
        composing=1000 * (composed - start),
        checking=1000 * (checked - composed),
        calls=len(composition.trace.calls),
        tokens_in=sum(step.tokens_in for step in composition.trace.calls),
    )


def _check(services: Services, composition: Composition, brief: Brief, author: Person) -> None:
    for variant in composition.variants:
        judge_text(
            services,
            variant.text,
            brief=brief,
            passages=composition.passages,
            author=author,
            offered=variant.text,
        )
