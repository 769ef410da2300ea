"""Are drafts grounded, within their channel, different from each other, and in their author's voice?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from app.cocreate.composition import Composition
from app.domain.briefs import Answer, Brief, Question
from app.domain.channels import Channel
from app.domain.people import Language, Person
from app.services import Services
from app.store import people
from app.workflows.judge_text import Judgement, judge_text
from evals.case import DATASETS, SIDES, Case, Row, read_cases
from evals.metrics import mean, percentile, share
from evals.suite import FailedCase, Floor, Measures, SuiteResult
from guardrails.findings import Severity
from guardrails.grounding.labels import Label

OPENING_WORDS = 5


class BriefRow(Row):
    """`author` is an address of the demo company; `takes` are answers in the author's own words."""

    author: str
    channel: Channel
    topic: str
    idea: str = ""
    takes: tuple[str, ...] = ()


class DraftsRow(Row):
    """At least this many drafts, resting on one of `documents` (how their addresses end)."""

    drafts: int
    documents: tuple[str, ...] = ()


WritingCase = Case[BriefRow, DraftsRow]

FLOORS = (
    Floor("briefs with enough drafts", "An author with something to say must get something back.", 0.75),
    Floor("drafts with nothing unsupported", "The built-in writer invents nothing.", 1.0),
    Floor("drafts labelled throughout", "Every sentence answers for itself.", 1.0),
    Floor("sourced sentences traceable", "A source is one click away, and cleared.", 1.0),
    Floor("drafts on the subject", "A true sentence about something else is a non sequitur.", 0.6),
    Floor("drafts that fit", "A draft too long for its channel is no draft.", 1.0),
    Floor("drafts that nothing blocks", "We must not propose what we would stop.", 1.0),
    Floor("briefs whose drafts open differently", "Three angles, not three phrasings.", 1.0),
    Floor("thin briefs asked once more", "Where material is thin, the writer asks instead of padding.", 1.0),
    Floor(
        "voice lead over a colleague", "A draft must sound more like its author than like the next desk.", 5.0
    ),
    Floor("own share", "The answers are the heart of the draft.", 0.3),
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """One draft as the editor would show it; `colleague` is its voice value for somebody else.

    `offered` maps the passages that were given to the writer, and may be cited, to their addresses.
    """

    judgement: Judgement
    offered: Mapping[int, str]
    colleague: int | None
    documents: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        return all(sentence.label is not Label.UNSUPPORTED for sentence in self.judgement.sentences)

    @property
    def labelled(self) -> bool:
        """No letter or digit stands outside a labelled sentence."""
        text, inside = self.judgement.text, self.judgement.sentences
        covered = {at for sentence in inside for at in range(sentence.start, sentence.end)}
        return bool(inside) and all(at in covered for at, sign in enumerate(text) if sign.isalnum())

    @property
    def traces(self) -> list[bool]:
        """For each sourced sentence, whether it names passages and all of them were offered."""
        sourced = [s for s in self.judgement.sentences if s.label is Label.SOURCED]
        return [bool(s.source_ids) and set(s.source_ids) <= self.offered.keys() for s in sourced]

    @property
    def on_subject(self) -> bool | None:
        """Whether a sourced sentence rests on a document of the subject; None without sources."""
        cited = [self.offered.get(s.source_ids[0], "") for s in self.judgement.sentences if s.source_ids]
        wanted = tuple(f"/{document}" for document in self.documents)
        return any(url.endswith(wanted) for url in cited) if cited and wanted else None

    @property
    def holding(self) -> list[str]:
        return [f.rule for f in self.judgement.report.findings if f.severity is not Severity.TIP]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of one brief. `seconds` is wall time for all its drafts, retrieval included."""

    case: WritingCase
    drafts: tuple[Drafted, ...]
    asked: bool
    seconds: float

    @property
    def thin(self) -> bool:
        return self.case.kind == "no_takes"

    @property
    def enough(self) -> bool:
        return len(self.drafts) >= self.case.expect.drafts

    @property
    def opens_differently(self) -> bool:
        openings = [" ".join(d.judgement.text.casefold().split()[:OPENING_WORDS]) for d in self.drafts]
        return len(set(openings)) == len(openings)

    @property
    def complaints(self) -> list[str]:
        """What is wrong, in words; none for a brief that came out as it should."""
        wrong = [] if self.enough else [f"{len(self.drafts)} drafts"]
        wrong += [] if self.opens_differently else ["two drafts open alike"]
        wrong += [] if self.asked or not self.thin or len(self.drafts) == 3 else ["no question more"]
        for number, draft in enumerate(self.drafts, start=1):
            wrong += [f"draft {number}: {complaint}" for complaint in _complaints(draft)]
        return wrong


@dataclass(frozen=True, slots=True)
class WritingSuite:
    cases: Sequence[WritingCase] = field(
        default_factory=lambda: read_cases([DATASETS / "writing.jsonl"], WritingCase)
    )
    floors: tuple[Floor, ...] = FLOORS
    fewest_cases: int = 8
    name: str = "writing"

    def run(self, services: Services) -> SuiteResult:
        """Compose and judge every brief as the product does."""
        with services.sessions() as session:
            everybody = people.list_people(session)
        written = [_write(case, services, everybody, seed) for seed, case in enumerate(self.cases)]
        return SuiteResult(
            metrics=_measures(written),
            cases=Counter(one.case.language for one in written),
            failed=tuple(
                FailedCase(one.case.id, one.case.language, one.case.why, "; ".join(one.complaints))
                for one in written
                if one.complaints
            ),
        )


def _write(case: WritingCase, services: Services, everybody: Sequence[Person], seed: int) -> Written:
    author = next(person for person in everybody if person.email == case.input.author)
    brief = brief_of(case, seed=seed)
    start = perf_counter()
    composition = services.compose(brief, author)
    judged = [
        judge_text(services, variant.text, brief=brief, passages=composition.passages, author=author)
        for variant in composition.variants
    ]
    seconds = perf_counter() - start
    colleague = _colleague(services, everybody, author, brief.language)
    drafts = tuple(
        Drafted(
            judgement,
            _offered(services, composition),
            services.voices.score(judgement.text, colleague, language=brief.language).value,
            case.expect.documents,
        )
        for judgement in judged
    )
    return Written(case, drafts, asked=composition.question is not None, seconds=seconds)


def brief_of(case: WritingCase, *, seed: int) -> Brief:
    """The brief that the pages would make of these words."""
    row = case.input
    answers = tuple(Answer(Question(f"take-{n}", ""), text) for n, text in enumerate(row.takes))
    language = Language(case.language)
    return Brief(row.topic, row.channel, language, idea=row.idea, answers=answers, seed=seed)


def _offered(services: Services, composition: Composition) -> Mapping[int, str]:
    """Passages given to the writer that may be cited, as the rows say now."""
    ids = [passage.id for passage in composition.passages]
    return {passage.id: passage.url for passage in services.words.load_passages(ids, services.scope())}


def _colleague(services: Services, everybody: Sequence[Person], author: Person, language: Language) -> Person:
    """Somebody else with enough posts in the language to have a voice."""
    others = [person for person in everybody if person.id != author.id]
    return max(others, key=lambda person: services.voices.profile(person, language=language).posts)


def _complaints(draft: Drafted) -> list[str]:
    wrong = [] if draft.judgement.count.fits else ["too long"]
    wrong += [] if draft.labelled else ["text without a label"]
    wrong += [] if all(draft.traces) else ["a source that leads nowhere"]
    wrong += ["off the subject"] if draft.on_subject is False else []
    text = draft.judgement.text
    for sentence in draft.judgement.sentences:
        if sentence.label is Label.UNSUPPORTED:
            wrong.append(f"unsupported “{text[sentence.start : sentence.end]}”")
    return wrong + [f"held by {rule}" for rule in draft.holding]


def _measures(written: Sequence[Written]) -> Measures:
    sides = {side: _side([one for one in written if one.case.language == side]) for side in SIDES}
    names = dict.fromkeys(name for values in sides.values() for name in values)
    return {
        name: {side: value for side in SIDES if (value := sides[side][name]) is not None} for name in names
    }


def _side(written: Sequence[Written]) -> dict[str, float | None]:
    drafts = [draft for one in written for draft in one.drafts]
    judged = [draft.judgement for draft in drafts]
    own = mean(j.voice.value for j in judged if j.voice.value is not None)
    colleague = mean(d.colleague for d in drafts if d.colleague is not None)
    mine = [d.judgement.own_share for one in written if not one.thin for d in one.drafts]
    return {
        "drafts per brief": mean(len(one.drafts) for one in written),
        "briefs with enough drafts": share(one.enough for one in written),
        "drafts with nothing unsupported": share(draft.supported for draft in drafts),
        "drafts labelled throughout": share(draft.labelled for draft in drafts),
        "sourced sentences traceable": share(trace for draft in drafts for trace in draft.traces),
        "drafts on the subject": share(d.on_subject for d in drafts if d.on_subject is not None),
        "drafts that fit": share(judgement.count.fits for judgement in judged),
        "drafts that nothing blocks": share(not judgement.report.blocks for judgement in judged),
        "drafts that nothing holds": share(not draft.holding for draft in drafts),
        "briefs whose drafts open differently": share(one.opens_differently for one in written),
        "thin briefs asked once more": share(
            one.asked or len(one.drafts) == 3 for one in written if one.thin
        ),
        "own share": mean(mine),
        "voice for the author": own,
        "voice for a colleague": colleague,
        "voice lead over a colleague": own - colleague if own is not None and colleague is not None else None,
        "ms per brief, p50": percentile([1000 * one.seconds for one in written], 50),
        "ms per brief, p95": percentile([1000 * one.seconds for one in written], 95),
    }
