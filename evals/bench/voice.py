"""Is a voice told from others', on authors that no weight was fitted on, and at what cost?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np

from evals import voice_baselines
from evals.bench.record import Cell, Record, Table
from evals.case import SIDES
from evals.metrics import percentile
from evals.voice_figures import Figures, figures_of
from evals.voice_fit import MODES, Outcome, fit_weights, run_trials, trials_of
from evals.voice_trials import Post, Trial, half_of
from guardrails.authenticity.voice.background import Background, generic_background
from guardrails.authenticity.voice.profile import Sample, build_profile
from guardrails.authenticity.voice.score import score_voice
from guardrails.authenticity.voice.wording import Floats

BASELINES = ("character 4-grams, TF-IDF cosine", "PPM", "Cosine Delta", "Burrows's Delta")
NEGATIVES = ("same topic", "random")
_BASELINE_SIZES = (10, 20)
_TIMED = 60

Group = tuple[str, int, str]
"""Corpus, posts in the profile, and the background: "alone" or "colleagues"."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the halves of authors gave on each other, by group; baselines by corpus and size."""

    voice: Mapping[Group, tuple[Figures, Figures]]
    baselines: Mapping[tuple[str, int], Mapping[str, float]]
    times: tuple[float, float, float]


def measure(path: Path, *, share: float, seed: int, heard: Callable[[str], None]) -> Measured:
    """Weights fitted on one half of the authors judge the other half, both ways; `share` of the trials."""
    trials = trials_of(path, seed=seed, share=share)
    heard(f"{len(trials)} trials")
    shipped: dict[str, Background] = {side: generic_background(side) for side in SIDES}
    outcomes = list(run_trials(trials, shipped))
    heard("scores")
    voice = {group: figures for mode in MODES for group, figures in _held_out(outcomes, mode)}
    baselines = dict(_baselines(trials, heard))
    return Measured(voice, baselines, _times(trials))


def record(measured: Measured, *, command: str) -> Record:
    """Tables per background, beside the baselines; and what a score costs."""
    tables = [_voice_table(measured, mode) for mode in MODES]
    p50, p95, built = measured.times
    cost = Table(
        "Cost, milliseconds of CPU",
        ("score p50", "score p95", "profile of 20 posts with its first score"),
        ((p50, p95, built),),
    )
    notes = (
        "Each author is judged by weights fitted on the other half of the authors. *Alone*: the shipped "
        "background, counted on invented texts. *Colleagues*: with ten posts of each of five other authors, "
        "who are neither the author nor either of the others compared. The tested post never shares an "
        "article with the profile.",
    )
    return Record(
        "voice", "Telling a voice from others", command, (*tables, _baseline_table(measured), cost), notes
    )


def _held_out(outcomes: Sequence[Outcome], mode: str) -> Iterator[tuple[Group, tuple[Figures, Figures]]]:
    chosen = [o for o in outcomes if o.mode == mode]
    found: dict[Group, list[Floats]] = {}
    for half in (0, 1):
        # Nobody who is judged may have taught, not even as the other author of a comparison.
        teaching = (o for o in chosen if half not in {half_of(o.trial.author), half_of(o.trial.near.author)})
        weights = fit_weights(list(teaching)).value
        for o in (o for o in chosen if half_of(o.trial.author) == half):
            rows = np.array([o.own, o.near, o.other])
            group = (o.trial.own.corpus, o.trial.size, mode)
            found.setdefault(group, []).append(weights.logits(rows, o.own_scores))
    for group, judged in sorted(found.items()):
        logits = np.array(judged)
        yield group, (figures_of(logits[:, 0], logits[:, 1]), figures_of(logits[:, 0], logits[:, 2]))


def _baselines(
    trials: Sequence[Trial], heard: Callable[[str], None]
) -> Iterator[tuple[tuple[str, int], Mapping[str, float]]]:
    for corpus in sorted({trial.own.corpus for trial in trials}):
        for size in _BASELINE_SIZES:
            chosen = [t for t in trials if (t.own.corpus, t.size) == (corpus, size)]
            rows = np.array([[_judged(t, post) for post in (t.own, t.near)] for t in chosen])
            areas = {name: figures_of(rows[:, 0, i], rows[:, 1, i]).auc for i, name in enumerate(BASELINES)}
            heard(f"baselines of {corpus} {size}")
            yield (corpus, size), areas


def _judged(trial: Trial, post: Post) -> list[float]:
    texts = [one.text for one in trial.profile]
    crowd = [one.text for one in trial.colleagues]
    readings = [one.reading for one in trial.profile]
    behind = Background.of((one.reading for one in trial.colleagues), trial.own.language)
    return [
        voice_baselines.char4_cosine(texts, post.text, [*texts, *crowd]),
        voice_baselines.ppm_likeness(texts, post.text),
        voice_baselines.delta(readings, post.reading, behind, cosine=True),
        voice_baselines.delta(readings, post.reading, behind, cosine=False),
    ]


def _times(trials: Sequence[Trial]) -> tuple[float, float, float]:
    """p50 and p95 of a score and p50 of a profile of 20 posts made ready, in milliseconds of CPU."""
    scores, built = [], []
    for trial in [t for t in trials if t.size == 20][:: max(1, len(trials) // (4 * _TIMED))][:_TIMED]:
        language = trial.own.language
        start = process_time()
        profile = build_profile([Sample(post.text, language) for post in trial.profile], language)
        score_voice(profile, trial.other.text)
        built.append(1000 * (process_time() - start))
        for post in (trial.own, trial.near):
            start = process_time()
            score_voice(profile, post.text)
            scores.append(1000 * (process_time() - start))
    return percentile(scores, 50) or 0.0, percentile(scores, 95) or 0.0, percentile(built, 50) or 0.0


def _voice_table(measured: Measured, mode: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for (corpus, size, of), both in measured.voice.items():
        for negative, found in zip(NEGATIVES, both, strict=True) if of == mode else ():
            figures = (found.auc, found.c_at_1, found.eer, found.brier, found.calibration_error)
            rows.append((corpus, negative, str(size), str(found.trials), *figures))
    columns = ("corpus", "negative", "N", "trials", "AUC", "c@1", "EER", "Brier", "calibration error")
    return Table(f"Held-out authors, {mode}", columns, tuple(rows))


def _baseline_table(measured: Measured) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for (corpus, size), areas in measured.baselines.items():
        ours = [measured.voice[corpus, size, mode][0].auc for mode in MODES]
        rows.append((corpus, str(size), *(areas[name] for name in BASELINES), *ours))
    return Table(
        "AUC on the same topic, beside the baselines", ("corpus", "N", *BASELINES, *MODES), tuple(rows)
    )
