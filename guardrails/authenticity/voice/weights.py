"""The few frozen numbers of the voice score, learned on authors that no measurement uses."""

from dataclasses import dataclass

import numpy as np

from guardrails.authenticity.voice.wording import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A logistic regression over some columns of `likeness.SCORES`."""

    columns: tuple[int, ...]
    slopes: tuple[float, ...]
    bias: float

    def logits(self, scores: Floats) -> Floats:
        """Log-odds that the author wrote it, for one row of scores or for many."""
        chosen: Floats = scores[..., self.columns] @ np.array(self.slopes) + self.bias
        return chosen


# From evals/voice_fit.py. One set serves both languages: weights carry over, backgrounds do not.
VALUE = Model((0, 1, 2, 3, 4, 5), (0.1603, 0.0871, 4.4132, 1.0637, 1.2117, 3.605), -0.3112)
SURFACE = Model((0,), (0.2184,), -0.1272)
WORDING = Model((1, 4, 5), (0.1267, 1.3447, 8.9252), -0.0147)
