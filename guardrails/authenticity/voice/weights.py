"""The few frozen numbers of the voice score, and how they turn scores into a chance."""

from dataclasses import dataclass
from math import log

import numpy as np

from guardrails.authenticity.voice.wording import Floats

_MOST_POSTS = 50  # more than that was never fitted


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A logistic regression over some columns of `likeness.SCORES`, then set against the author's own posts.

    `slopes` and `bias` make the raw log-odds; `own` says what these, the mean raw log-odds of the
    author's own posts left out in turn, and both times the logarithm of their number count for.
    """

    columns: tuple[int, ...]
    slopes: tuple[float, ...]
    bias: float
    own: tuple[float, float, float, float, float] = (1.0, 0.0, 0.0, 0.0, 0.0)

    def raw(self, scores: Floats) -> Floats:
        """Raw log-odds, for one row of scores or for many."""
        chosen: Floats = scores[..., self.columns] @ np.array(self.slopes) + self.bias
        return chosen

    def logits(self, scores: Floats, own_scores: Floats) -> Floats:
        """Log-odds that the author wrote it, for one row of scores or for many."""
        here, among = self.raw(scores), float(self.raw(own_scores).mean())
        posts = log(min(len(own_scores), _MOST_POSTS))
        a, b, c, d, bias = self.own
        return (a + c * posts) * here + (b + d * posts) * among + bias


@dataclass(frozen=True, slots=True)
class Weights:
    """One model for the whole, one for what is easily imitated, one for what is not."""

    value: Model
    surface: Model
    wording: Model


# From `python -m evals.voice_fit`, which says on what. One set serves both languages: weights carry over,
# backgrounds do not, and a score against colleagues' counts is another quantity than one without.
ALONE = Weights(
    value=Model(
        (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18),
        (
            0.1134,
            0.0088,
            -0.081,
            -0.5112,
            0.9715,
            2.1329,
            0.4717,
            0.3066,
            1.1196,
            -0.7275,
            -1.3263,
            -0.1161,
            0.9788,
            0.4254,
            -0.1959,
            0.2813,
            -0.2682,
            0.7902,
            0.0415,
        ),
        -0.58,
        (1.2909, -0.3099, 0.0198, -0.1165, 0.2785),
    ),
    surface=Model((0, 7), (0.1365, 1.0636), -0.5292, (1.2938, -0.5843, 0.0569, -0.0718, 0.211)),
    wording=Model(
        (1, 2, 6, 16), (0.0717, 0.6144, 2.9821, 1.159), -0.2913, (1.6346, -0.3131, -0.0179, -0.1851, 0.1518)
    ),
)
COLLEAGUES = Weights(
    value=Model(
        (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18),
        (
            0.1442,
            0.0694,
            0.3732,
            0.7187,
            2.9114,
            1.6515,
            -0.1352,
            0.7805,
            1.4807,
            1.5126,
            -0.4901,
            0.6988,
            0.5595,
            0.6829,
            0.8717,
            -0.7248,
            -1.6113,
            1.12,
            -1.1985,
        ),
        -0.9967,
        (1.3657, 0.3003, -0.0568, -0.2016, 0.2318),
    ),
    surface=Model((0, 7), (0.1875, 2.0538), -0.186, (1.4439, -0.0118, -0.0453, -0.1101, 0.1386)),
    wording=Model(
        (1, 2, 6, 16), (0.1509, 1.1663, 4.1635, 2.2045), -0.0288, (1.235, 0.5099, -0.0005, -0.2907, 0.1218)
    ),
)
BORROWED = Model((0,), (0.1647,), -0.3608, (1.1629, -0.5323, 0.0807, -0.0584, 0.1373))
"""For surface habits heard in the author's other language; fitted within one."""
