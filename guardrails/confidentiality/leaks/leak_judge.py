"""A model's opinion on the sentences that come nearest to something confidential, if the company wants it.

It belongs to the slow tier. A judge that did not answer is reported as not evaluated, never as passed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from guardrails.checks import CheckSkipped, NotEvaluated, Tier
from guardrails.compliance.protected_speech import protected_sentences
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary
from guardrails.confidentiality.leaks.reworded import RULE, read_parts
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding

NearestPublic = Callable[[str], Sequence[str]]
Judge = Callable[[str, Sequence[str]], bool]
"""Whether a sentence gives away what these public texts do not say. Raises JudgeUnavailable.

The confidential text itself is not kept, so nobody can show it: the judge sees the author's sentence only.
"""


class JudgeUnavailable(Exception):
    """The judge did not answer, or nothing that can be read."""


@dataclass(frozen=True, slots=True)
class LeakJudgeCheck:
    """Ask about the `most` sentences with at least `floor` nats in common with a confidential one."""

    library: FingerprintLibrary
    judge: Judge | None = field(repr=False)
    nearest_public: NearestPublic = field(default=lambda _: (), repr=False)
    floor: float = 3.0
    most: int = 3
    name: str = "confidentiality.leak_judge"
    tier: Tier = Tier.SLOW

    def __call__(self, doc: Doc) -> list[RawFinding]:
        suspects = self._suspects(doc)
        if not suspects:
            raise CheckSkipped
        if self.judge is None:
            raise NotEvaluated
        return [
            doc.finding(RULE, *doc.sentences[sentence], evidence=Evidence.STATISTICAL)
            for sentence in suspects
            if self._gives_away(self.judge, doc, sentence)
        ]

    def _suspects(self, doc: Doc) -> list[int]:
        """The sentences to ask about, the most suspect first."""
        if not len(self.library.meanings):
            return []
        protected = protected_sentences(doc)
        evidence = {
            sentence: max((part.best for part in read_parts(self.library, doc, sentence)), default=0.0)
            for sentence in range(len(doc.sentences))
            if sentence not in protected
        }
        near = [sentence for sentence in evidence if evidence[sentence] >= self.floor]
        return sorted(near, key=lambda sentence: -evidence[sentence])[: self.most]

    def _gives_away(self, judge: Judge, doc: Doc, sentence: int) -> bool:
        words = doc.text[slice(*doc.sentences[sentence])]
        offered = [source.text for source in doc.candidate.sources]
        try:
            return judge(words, [*self.nearest_public(words), *offered])
        except JudgeUnavailable as error:
            raise NotEvaluated from error
