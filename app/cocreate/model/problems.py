"""What is wrong with a draft, as a model is told it: the findings that drive a revision."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.cocreate.composition import AuthorVoice
from app.cocreate.fit import fits
from app.cocreate.label import candidate_of
from app.cocreate.lexicon import stems
from app.cocreate.model.conditioning import figure
from app.cocreate.model.written import Written
from app.cocreate.wishes import Bounds
from app.domain.briefs import Brief
from app.domain.voice_rules import offends
from guardrails.authenticity.voice.score import score_voice
from guardrails.candidate import Candidate
from guardrails.compliance.channels import count
from guardrails.findings import Finding, Severity
from guardrails.grounding.labels import Label
from knowledge_base.passages import Passage

MOST_REASONS = 3
MOST_TOLD = 12
"""More at once than anybody mends; what is left over is found again in the next round."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`kind` is "unsupported", "finding", "avoided", "too_long" or "voice".

    The first four are serious. `words` are those of the draft, `why` what a rule says of them; a habit
    and a length come with figures: what is `here`, and what is usual or the most there may be.
    """

    kind: str
    words: str = ""
    why: str = ""
    habit: str = ""
    low: str = ""
    high: str = ""
    here: str = ""
    most: str = ""

    @property
    def serious(self) -> bool:
        return self.kind != "voice"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A finding of the guardrails on a text, in words of the text's language."""

    finding: Finding
    why: str


Judge = Callable[[Candidate], Sequence[Judgement]]
"""What the guardrails say of a text that would hold it back."""


def no_judge(_: Candidate) -> Sequence[Judgement]:
    """Nobody looks at the text before its author does."""
    return ()


@dataclass(frozen=True, slots=True)
class Problems:
    """Looks a draft over; only what a revision could mend counts."""

    brief: Brief
    passages: Sequence[Passage]
    voice: AuthorVoice
    judge: Judge = no_judge

    def of(self, written: Written) -> tuple[Problem, ...]:
        """The serious ones first, at most `MOST_TOLD`."""
        found = (
            *self._unsupported(written),
            *self._findings(written),
            *self._avoided(written),
            *self._too_long(written),
            *self._unlike(written),
        )
        return found[:MOST_TOLD]

    def _unsupported(self, written: Written) -> Iterator[Problem]:
        for one in written.sentences:
            if one.label is Label.UNSUPPORTED:
                yield Problem("unsupported", words=one.text)

    def _findings(self, written: Written) -> Iterator[Problem]:
        """Grounding is told by sentence already; an author's own words are theirs to change."""
        own = "\n".join(self.brief.own_words)
        for one in self.judge(candidate_of(written.text, self.brief, self.passages)):
            finding = one.finding
            words = written.text[finding.start : finding.end]
            left = words.strip() and words in own
            if left or finding.severity is Severity.TIP or finding.rule.startswith("grounding."):
                continue
            yield Problem("finding", words=words, why=one.why)

    def _avoided(self, written: Written) -> Iterator[Problem]:
        language, wishes = self.brief.language.value, self.voice.wishes
        bounds, refused = Bounds.of(wishes), [stems(subject, language) for subject in wishes.refusals]
        for one in written.sentences:
            if one.label is Label.OWN:
                continue
            worded = bounds.allow_words(one.text, language) and not offends(one.text, self.voice.rules)
            held = stems(one.text, language) if refused else frozenset()
            if not worded or any(subject and subject <= held for subject in refused):
                yield Problem("avoided", words=one.text)

    def _too_long(self, written: Written) -> Iterator[Problem]:
        if not fits(written.text, self.brief.channel):
            counted = count(self.brief.channel.value, written.text)
            yield Problem("too_long", here=str(counted.used), most=str(counted.limit))

    def _unlike(self, written: Written) -> Iterator[Problem]:
        profile = self.voice.profile
        for reason in score_voice(profile, written.text).reasons[:MOST_REASONS]:
            own = profile.habits[reason.habit]
            yield Problem(
                "voice",
                habit=reason.habit,
                low=figure(own.low),
                high=figure(own.high),
                here=figure(reason.here),
            )


def fewer(after: Sequence[Problem], before: Sequence[Problem]) -> bool:
    """Whether a revision helped: fewer problems, and none of the serious kind traded for a habit."""
    return len(after) < len(before) and sum(p.serious for p in after) <= sum(p.serious for p in before)
