"""Does a post sound more like its author than like a colleague, a brochure or a machine?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import process_time

from app.demo.company import DemoPost, read_demo_company
from app.services import Services
from evals.case import DATASETS, SIDES, Case, Row, Side, read_cases
from evals.metrics import auc, mean, percentile, share
from evals.suite import FailedCase, Floor, SuiteResult
from guardrails.authenticity.voice.profile import Sample, VoiceProfile, build_profile
from guardrails.authenticity.voice.score import FEWEST_POSTS, VoiceScore, score_voice


class TextRow(Row):
    text: str


class ForeignRow(Row):
    """Nobody here wrote the text."""

    foreign: bool


VoiceCase = Case[TextRow, ForeignRow]

FLOORS = (
    Floor("AUC against colleagues", "A score that cannot tell two colleagues apart is decoration.", 0.95),
    Floor("AUC against strangers", "Nor is one that takes a brochure for a person.", 0.95),
    Floor("no number below five posts", "A guess must not look like a measure.", 1.0),
)


@dataclass(frozen=True, slots=True)
class Held:
    """One text scored against one author. `own` tells whether the author wrote it."""

    id: str
    language: Side
    author: str
    origin: str
    score: VoiceScore
    seconds: float

    @property
    def own(self) -> bool:
        return self.origin == "own"

    @property
    def value(self) -> float:
        return -1.0 if self.score.value is None else float(self.score.value)


@dataclass(frozen=True, slots=True)
class VoiceSuite:
    """Each author's posts are held out one at a time; colleagues' posts and `cases` are everybody else's."""

    cases: Sequence[VoiceCase] = field(
        default_factory=lambda: read_cases([DATASETS / "voice.jsonl"], VoiceCase)
    )
    posts: Sequence[DemoPost] = field(default_factory=lambda: read_demo_company().posts)
    floors: tuple[Floor, ...] = FLOORS
    fewest_cases: int = 20
    name: str = "voice"

    def run(self, services: Services) -> SuiteResult:
        """Profiles are built from posts as the product builds them; nothing is read from its database."""
        held = [one for side in SIDES for one in self._held(side)]
        sides = {side: [one for one in held if one.language == side] for side in SIDES}
        measured = {side: _measures(some) for side, some in sides.items()}
        for side in SIDES:
            measured[side]["no number below five posts"] = share(self._silent_on_few(side))
        names = dict.fromkeys(name for values in measured.values() for name in values)
        return SuiteResult(
            metrics={
                name: {side: v for side in SIDES if (v := measured[side][name]) is not None} for name in names
            },
            cases={side: len({one.id for one in some}) for side, some in sides.items()},
            failed=tuple(_failures(held)),
        )

    def _held(self, side: Side) -> Iterator[Held]:
        authors = dict.fromkeys(post.email for post in self.posts if post.language == side)
        for author in authors:
            mine = [post for post in self.posts if post.email == author and post.language == side]
            if len(mine) <= FEWEST_POSTS:
                continue
            for number, post in enumerate(mine):
                rest = _profile(mine[:number] + mine[number + 1 :], side)
                yield _score((f"{author} {post.posted_on}", side, author, "own"), rest, post.text)
            whole = _profile(mine[:-1], side)
            for post in self.posts:
                if post.email != author and post.language == side:
                    name = f"{post.email} {post.posted_on}"
                    yield _score((name, side, author, "colleague"), whole, post.text)
            for case in self.cases:
                if case.language == side:
                    yield _score((case.id, side, author, case.kind), whole, case.input.text)

    def _silent_on_few(self, side: Side) -> Iterator[bool]:
        posts = [post for post in self.posts if post.language == side]
        for few in range(FEWEST_POSTS):
            yield score_voice(_profile(posts[:few], side), posts[-1].text).value is None


def _profile(posts: Sequence[DemoPost], language: Side) -> VoiceProfile:
    return build_profile([Sample(post.text, post.language) for post in posts], language)


def _score(about: tuple[str, Side, str, str], profile: VoiceProfile, text: str) -> Held:
    """`about` is the text's name, its language, the author it is scored against, and its origin."""
    start = process_time()
    score = score_voice(profile, text)
    return Held(*about, score, process_time() - start)


def _measures(held: Sequence[Held]) -> dict[str, float | None]:
    own = [one.value for one in held if one.own]
    colleagues = [one.value for one in held if one.origin == "colleague"]
    strangers = [one.value for one in held if not one.own and one.origin != "colleague"]
    return {
        "AUC against colleagues": auc(own, colleagues),
        "AUC against strangers": auc(own, strangers),
        "mean value, own": mean(own),
        "mean value, colleagues": mean(colleagues),
        "mean value, strangers": mean(strangers),
        "reasons shown on own posts": mean(float(len(one.score.reasons)) for one in held if one.own),
        "reasons shown on others": mean(float(len(one.score.reasons)) for one in held if not one.own),
        "score p95, ms CPU": percentile([1000 * one.seconds for one in held], 95),
    }


def _failures(held: Sequence[Held]) -> Iterator[FailedCase]:
    """Own posts that sound less like their author than the median foreign text, and the reverse."""
    for one in held:
        same = (o for o in held if (o.author, o.language) == (one.author, one.language))
        middle = percentile([o.value for o in same if o.own != one.own], 50)
        if middle is not None and (one.value < middle if one.own else one.value > middle):
            why = "The author wrote it." if one.own else f"Not the author's: {one.origin}."
            rivals = "others" if one.own else "own posts"
            saw = f"{one.value:.0f} for {one.author}, where the median of {rivals} is {middle:.0f}"
            yield FailedCase(one.id, one.language, why, saw)
