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
VALUE = Model((0, 1, 2, 3, 4), (0.1544, 0.0875, 7.607, 0.979, 1.2641), -0.3078)
SURFACE = Model((0,), (0.2184,), -0.1272)
WORDING = Model((1, 2, 3, 4), (0.1215, 8.5691, 1.2573, 1.147), -0.2445)
