"""The writer on real sources: figures alone are told, and no word of them is kept."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from app.domain.channels import Channel
from app.domain.documents import Document
from app.domain.people import Person
from app.services import Services
from app.store import documents
from app.workflows.ingest_documents import ingest_documents
from evals.case import DATASETS, SIDES, Row, Side, read_cases
from evals.external.texts import DataMissing, real_posts, some
from evals.grammar import TYPOGRAPHY, find_slips
from evals.stage import open_stage
from evals.suite import Floor, SuiteResult
from evals.writing.authors import bring_authors
from evals.writing.drafted import Written
from evals.writing.drafting import write
from evals.writing.measures import measures, published, slips_by_rule
from evals.writing.rows import BriefRow, DraftsRow, WritingCase
from evals.writing.sameness import compare
from knowledge_base.passages import Classification, Clearance, Origin

EACH_FOLDER = 8
COLLEAGUES = 2
"""How many are asked about each source, so that their drafts can be compared."""

SCRAPED = frozenset({"double space", "space before a comma or full stop", "space before mark"})
"""What copying a page leaves in its text: no slip of an author's."""

FLOORS = (
    Floor("drafts with nothing unsupported", "The built-in writer invents nothing.", 1.0),
    Floor("drafts whose figures are all given", "A figure of nobody's is an invention.", 1.0),
    Floor("drafts that fit", "A draft too long for its channel is no draft.", 1.0),
    Floor("slips per 100 drafts", "One slip and a reader thinks of a machine.", at_most=20),
)


_REMARKS = DATASETS / "writing_remarks.jsonl"


class RemarksRow(Row):
    """What an author might say of any source."""

    id: str
    language: Side
    author: str
    takes: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class WritingSources:
    """Two invented colleagues on each of a sample of sources, with none, one or two remarks each."""

    data: Path
    seed: int = 0
    floors: tuple[Floor, ...] = FLOORS
    fewest_cases: int = 10
    name: str = "writing, external"

    def run(self, services: Services) -> SuiteResult:
        """In a house of its own: the demo company's sources are not asked, and its library stays as it is."""
        with open_stage(demo=False) as house:
            sources = _bring_sources(house, self._files())
            written = list(_write(house, sources))
            pairs = compare(written, background=published(house))
        return SuiteResult(
            metrics=dict(measures(written, pairs)) | {"slips per 100 real posts": self._slips_of_people()},
            cases=Counter(one.case.language for one in written),
            details=slips_by_rule(written),
        )

    def _files(self) -> list[Path]:
        folders = sorted(path for path in (self.data / "sources").glob("*") if path.is_dir())
        if not folders:
            raise DataMissing(f"there is no folder in {self.data / 'sources'}")
        inside = [sorted(path for path in folder.rglob("*") if path.is_file()) for folder in folders]
        return [path for paths in inside for path in some(paths, EACH_FOLDER, seed=self.seed)]

    def _slips_of_people(self) -> dict[str, float]:
        """How often the checker marks what people posted: an upper bound of its own false alarms."""
        found: dict[str, float] = {}
        for side in SIDES:
            posts = real_posts(self.data, side)
            slips = [slip for post in posts for slip in find_slips(post, side)]
            counted = sum(slip.rule not in TYPOGRAPHY | SCRAPED for slip in slips)
            found[side] = 100 * counted / len(posts)
        return found


def _bring_sources(house: Services, files: Sequence[Path]) -> list[Document]:
    clearance = Clearance(origin=Origin.INDUSTRY, classification=Classification.PUBLIC)
    ingest_documents(house, files, clearance=clearance, cleared_by="evals")
    with house.sessions() as session:
        return list(documents.list_documents_in_force(session, house.scope(), limit=500))


def _write(house: Services, sources: Sequence[Document]) -> Iterator[Written]:
    peers = bring_authors(house)
    remarks = {(row.author, row.language): row.takes for row in read_cases([_REMARKS], RemarksRow)}
    turns = cycle(peers)
    for number, source in enumerate(sorted(sources, key=lambda one: one.path)):
        if source.language not in SIDES:
            continue
        for channel in _channels(number):
            author = next(turns)
            takes = remarks[author.email, source.language][: number % 3]
            case = _case(source, author, channel, takes)
            yield write(case, house, author, peers, document_id=source.id)


def _channels(number: int) -> list[Channel]:
    every = list(Channel)
    return [every[(number + step) % len(every)] for step in range(COLLEAGUES)]


def _case(source: Document, author: Person, channel: Channel, takes: tuple[str, ...]) -> WritingCase:
    row = BriefRow(
        author=author.email, channel=channel, topic=source.title, document=str(source.id), takes=takes
    )
    return WritingCase(
        id=f"source-{source.id}-{author.id}",
        kind="rich" if takes else "no_takes",
        language="fr" if source.language == "fr" else "en",
        input=row,
        expect=DraftsRow(drafts=1 if takes else 0),
        why="A source that nobody here wrote.",
    )
