"""Are drafts grounded, within their channel, different from each other, and in their author's voice?"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.services import Services
from app.store import people
from evals.suite import FailedCase, Floor, Measures, SuiteResult
from evals.writing.authors import bring_authors, bring_sources
from evals.writing.drafted import Written
from evals.writing.drafting import write
from evals.writing.measures import (
    common_turns,
    measures,
    per_author,
    published,
    slips_by_rule,
)
from evals.writing.model_figures import by_step_and_outcome
from evals.writing.pages import reading
from evals.writing.rows import WritingCase, read_briefs
from evals.writing.sameness import Pair, compare
from evals.writing.yardstick import measure_own_posts

FLOORS = (
    Floor("briefs with enough drafts", "An author with something to say must get something back.", 0.75),
    Floor("drafts with nothing unsupported", "The built-in writer invents nothing.", 1.0),
    Floor("sentences sourced or own", "What is neither is the writer's own chatter.", 0.95),
    Floor("drafts whose figures are all given", "A figure of nobody's is an invention.", 1.0),
    Floor("drafts labelled throughout", "Every sentence answers for itself.", 1.0),
    Floor("sourced sentences traceable", "A source is one click away, and cleared.", 1.0),
    Floor("drafts on the subject", "A true sentence about something else is a non sequitur.", 0.6),
    Floor("drafts that fit", "A draft too long for its channel is no draft.", 1.0),
    Floor("drafts that nothing blocks", "We must not propose what we would stop.", 1.0),
    Floor("briefs whose drafts open differently", "Three angles, not three phrasings.", 1.0),
    Floor("colleagues' drafts not alike", "Twenty identical posts are recognised and ignored.", 0.85),
    Floor("colleagues' drafts opening differently", "The opening is what a feed shows.", 0.95),
    Floor("thin briefs asked once more", "Where material is thin, the writer asks instead of padding.", 1.0),
    Floor("author ranks first", "A draft must sound like its author, not like the next desk.", 0.6),
    Floor("voice lead over a colleague", "Nor may it sound almost as much like the next desk.", 5.0),
    Floor("own words kept, best draft of a brief", "The answers are the heart of the draft.", 0.7),
    Floor("own share", "The answers are the heart of the draft.", 0.3),
    Floor("slips per 100 drafts", "One slip and a reader thinks of a machine.", at_most=20),
    Floor("questions of 18 words beside what they quote", "Ten minutes are for answers.", 0.95),
    Floor("questions that flatter", "Flattery is how a machine asks.", at_most=0.0),
    Floor("questions naming the matter", "A question that fits any source is answered with anything.", 0.9),
    Floor("colleagues asked differently", "The same question twice gets the same post twice.", 0.75),
)


@dataclass(frozen=True, slots=True)
class WritingSuite:
    """Demo people and six invented colleagues; of test rows, figures are told and no words."""

    cases: Sequence[WritingCase] = field(default_factory=read_briefs)
    floors: tuple[Floor, ...] = FLOORS
    fewest_cases: int = 40
    name: str = "writing"

    def run(self, services: Services) -> SuiteResult:
        """Ask, compose and judge every brief as the product does."""
        written = write_all(services, self.cases)
        pairs = compare(written, background=published(services))
        dev = [one for one in written if one.case.split == "dev"]
        return SuiteResult(
            metrics=measures(written, pairs),
            cases=Counter(one.case.language for one in written),
            failed=tuple(_failures(written)),
            details={**_details(written, pairs), **measure_own_posts(services, bring_authors(services))},
            notes=(_commonest(dev),),
            reading=reading(dev),
        )


def write_all(services: Services, cases: Sequence[WritingCase]) -> list[Written]:
    """Drafts of every case; the invented colleagues' are held against each other's voices."""
    peers = bring_authors(services)
    bring_sources(services)
    services.warm_up()
    with services.sessions() as session:
        everybody = {person.email: person for person in people.list_people(session)}
    written = []
    for case in cases:
        author = everybody[case.input.author]
        written.append(write(case, services, author, peers if author in peers else ()))
    return written


_BOTH = ("author ranks first", "voice for the author", "voice for a colleague", "slips per 100 drafts")


def _details(written: Sequence[Written], pairs: Sequence[Pair]) -> Measures:
    details = dict(per_author(written)) | dict(slips_by_rule(written)) | dict(by_step_and_outcome(written))
    for split in ("dev", "test"):
        chosen = [one for one in written if one.case.split == split]
        inside = {id(draft) for one in chosen for draft in one.drafts}
        near = [pair for pair in pairs if id(pair.first) in inside and id(pair.second) in inside]
        figures = measures(chosen, near)
        names = (*_BOTH, "colleagues' drafts not alike", "own words kept, best draft of a brief")
        details |= {f"{name}, {split} rows": figures[name] for name in names if name in figures}
    return details


def _failures(written: Sequence[Written]) -> Iterator[FailedCase]:
    for one in written:
        if one.complaints:
            saw = "; ".join(one.complaints)
            if one.case.split == "test":
                saw = re.sub(r"“[^”]*”", "“…”", saw)
            yield FailedCase(one.case.id, one.case.language, one.case.why, saw)


def _commonest(written: Sequence[Written]) -> str:
    turns = common_turns([draft for one in written for draft in one.drafts])[:10]
    listed = ", ".join(f"“{turn}” ({times})" for turn, times in turns) or "none"
    return f"Turns of phrase in no input that drafts of two authors share (dev rows): {listed}."
