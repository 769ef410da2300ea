"""Does the score know unseen authors from others who write about the same things?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.services import Services
from evals.external.texts import DataMissing, some
from evals.metrics import auc, mean
from evals.suite import Floor, SuiteResult
from evals.voice_trials import Post, Trial, load_posts, make_trials
from guardrails.authenticity.voice.background import Background, generic_background
from guardrails.authenticity.voice.profile import Sample, build_profile
from guardrails.authenticity.voice.score import score_voice

PROFILE_POSTS = 10
MOST_TRIALS = 60
MOST_POSTS_EACH = 25

FLOORS = (
    Floor("AUC x_fr", "Public figures, short posts.", 0.72, languages=("fr",)),
    Floor("AUC blog_fr", "Technical prose, where voices are close.", 0.65, languages=("fr",)),
    Floor("AUC blog_en", "Technical prose, where voices are close.", 0.65, languages=("en",)),
)


@dataclass(frozen=True, slots=True)
class VoiceCorpus:
    """Ten posts of an author; an unseen one of theirs against the nearest topic of another author.

    The shipped weights have met these authors: `python -m evals bench voice` holds authors out.
    """

    data: Path
    seed: int = 0
    floors: tuple[Floor, ...] = FLOORS
    fewest_cases: int = 20
    name: str = "voice, external"

    def run(self, services: Services) -> SuiteResult:
        """Profiles and scores are the product's, with five other people as colleagues."""
        path = self.data / "voice" / "posts.jsonl"
        if not path.is_file():
            raise DataMissing(f"there is no {path}")
        posts = _capped(load_posts(path), seed=self.seed)
        trials = make_trials(posts, self.seed, sizes=(PROFILE_POSTS,))
        metrics: dict[str, dict[str, float]] = {}
        cases: Counter[str] = Counter()
        for corpus in sorted({trial.own.corpus for trial in trials}):
            chosen = some([t for t in trials if t.own.corpus == corpus], MOST_TRIALS, seed=self.seed)
            side = chosen[0].own.language
            cases[side] += len(chosen)
            for name, value in _measure(chosen).items():
                metrics[f"{name} {corpus}"] = {side: value}
        return SuiteResult(metrics=metrics, cases=cases)


def _capped(posts: Sequence[Post], *, seed: int) -> list[Post]:
    """A few posts of each author: finding the nearest topic takes the square of their number."""
    by_author: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        by_author[post.author].append(post)
    return [post for mine in by_author.values() for post in some(mine, MOST_POSTS_EACH, seed=seed)]


def _measure(trials: Sequence[Trial]) -> dict[str, float]:
    own, near = zip(*_values(trials), strict=True)
    measured = {"AUC": auc(own, near), "mean value, own": mean(own), "mean value, other": mean(near)}
    return {name: value for name, value in measured.items() if value is not None}


def _values(trials: Iterable[Trial]) -> Iterable[tuple[float, float]]:
    for trial in trials:
        language = trial.own.language
        profile = build_profile([Sample(post.text, language) for post in trial.profile], language)
        crowd = Background.of((post.reading for post in trial.colleagues), language)
        behind = generic_background(language).plus(crowd)
        own, near = (
            score_voice(profile, post.text, background=behind).value for post in (trial.own, trial.near)
        )
        if own is not None and near is not None:
            yield float(own), float(near)
