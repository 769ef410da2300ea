"""May this text leave, where does each sentence come from, and does it sound like its author?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.cocreate.label import candidate_of, label_text
from app.domain.briefs import Brief
from app.domain.drafts import Draft, Stage
from app.domain.people import Person
from app.services import Services
from guardrails.authenticity.voice.score import VoiceScore
from guardrails.compliance.channels import Count, count
from guardrails.findings import Finding, Report, Severity
from guardrails.grounding.labels import Label, LabelledSentence
from guardrails.runner import run_checks
from knowledge_base.passages import Passage

FEWEST_WORDS = 3
"""Of a sentence that can be called anybody's own; a link or a hashtag is nobody's."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything known about a text as it stands; spans are code points of `text`.

    `own_share` is the share of the text, in characters, that is the author's own words.
    """

    text: str
    report: Report
    sentences: tuple[LabelledSentence, ...]
    voice: VoiceScore
    count: Count
    passages: tuple[Passage, ...] = ()

    @property
    def own_share(self) -> float:
        labelled = sum(s.end - s.start for s in self.sentences)
        own = sum(s.end - s.start for s in self.sentences if s.label is Label.OWN)
        return own / labelled if labelled else 0.0

    @property
    def severities(self) -> dict[str, int]:
        """How many findings there are of each severity, gravest first."""
        grades = (Severity.BLOCK, Severity.REVIEW, Severity.TIP)
        return {grade.value: sum(f.severity is grade for f in self.report.findings) for grade in grades}

    def sentence_at(self, finding: Finding) -> str:
        """The unsupported sentence a finding stands in; "" when there is none."""
        for sentence in self.sentences:
            if sentence.start <= finding.start and finding.end <= sentence.end:
                return self.text[sentence.start : sentence.end] if sentence.label is Label.UNSUPPORTED else ""
        return ""

    def may_share(self, draft: Draft) -> bool:
        """Nothing blocks, and what needs a reviewer was approved for this exact text."""
        if draft.stage in {Stage.SUBMITTED, Stage.PROPOSED, Stage.DECLINED} or not self.text.strip():
            return False
        return not self.report.blocks and (draft.approved or not self.report.needs_review)


def judge_draft(services: Services, draft: Draft, author: Person) -> Judgement:
    """Judge the draft's text with the passages it was offered that are still in force."""
    passages = load_passages(services, draft.passage_ids)
    judgement = judge_text(services, draft.text, brief=draft.brief, passages=passages, author=author)
    sentences = tuple(_typed(sentence, draft) for sentence in judgement.sentences)
    return replace(judgement, sentences=sentences)


def _typed(sentence: LabelledSentence, draft: Draft) -> LabelledSentence:
    """What claims nothing and was not in the draft offered, its author typed: their own words."""
    text = draft.text[sentence.start : sentence.end]
    typed = (
        sentence.label is Label.PLAIN and len(text.split()) >= FEWEST_WORDS and text not in draft.first_text
    )
    return replace(sentence, label=Label.OWN) if typed else sentence


def judge_text(
    services: Services,
    text: str,
    *,
    brief: Brief,
    passages: Sequence[Passage] = (),
    author: Person | None = None,
) -> Judgement:
    """Run every check on `text` as it stands; fast enough to run while typing."""
    candidate = candidate_of(text, brief, passages)
    people = (author.name,) if author else ()
    known = (*services.company.names, *people, *services.policy.spokespersons)
    report = run_checks(candidate, services.guarding.checks(author), services.policy)
    return Judgement(
        text=text,
        report=report,
        sentences=label_text(candidate, known_names=known),
        voice=services.voices.score(text, author, language=brief.language),
        count=count(brief.channel, text),
        passages=tuple(passages),
    )


def load_passages(services: Services, ids: Sequence[int]) -> tuple[Passage, ...]:
    """The passages among `ids` that are still cleared and in force, in the order of `ids`."""
    found = {passage.id: passage for passage in services.words.load_passages(ids, services.scope())}
    return tuple(found[passage_id] for passage_id in ids if passage_id in found)
