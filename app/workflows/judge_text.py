"""May this text leave, where does each sentence come from, and does it sound like its author?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.cocreate.label import candidate_of, label_text
from app.domain.briefs import Brief
from app.domain.channels import Channel
from app.domain.dismissals import Dismissals
from app.domain.drafts import Draft, Stage
from app.domain.letters import body_of
from app.domain.people import Person
from app.domain.voice import VoiceWishes
from app.services import Services
from app.store.dismissals import list_dismissals
from app.store.documents import list_any_passages
from guardrails.authenticity.not_your_voice import find_foreign_voice
from guardrails.authenticity.own_rules import OwnRulesCheck
from guardrails.authenticity.voice.edits import Edit
from guardrails.authenticity.voice.fixes import find_fix
from guardrails.authenticity.voice.score import Confidence, VoiceScore
from guardrails.candidate import Candidate
from guardrails.compliance.channels import Count, count
from guardrails.doc import Doc
from guardrails.findings import Finding, Report, Severity
from guardrails.grounding.labels import Label, LabelledSentence
from guardrails.policy import Policy, load_policy
from guardrails.runner import LONGEST_TEXT, judge
from knowledge_base.passages import Passage

VOUCHED_FOR = frozenset({"authenticity.invented_experience"})
"""What an author may answer by "I lived this", beside sentences that nothing supports."""

FEWEST_WORDS = 3
"""Of a sentence that can be called anybody's own; a link or a hashtag is nobody's."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything known about a text as it stands; spans are code points of `text`.

    `own_share` is the share of the text, in characters, that is the author's own words; `dismissals`
    what they answered to findings, whether the findings are still there or not. `fixes` are edits by the
    habit they put right, for those reasons of the voice that no person is needed for.
    """

    text: str
    report: Report
    sentences: tuple[LabelledSentence, ...]
    voice: VoiceScore
    count: Count
    passages: tuple[Passage, ...] = ()
    dismissals: Dismissals = field(default_factory=dict)
    fixes: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those that still speak: a tip that its author set aside is silent."""
        return tuple(finding for finding in self.report.findings if not self._silent(finding))

    def for_others(self) -> "Judgement":
        """What somebody else may see of it: nothing of the author's voice, nothing of their own rules."""
        policy = load_policy()
        shown = tuple(finding for finding in self.report.findings if not policy.private(finding.rule))
        return replace(
            self,
            report=replace(self.report, findings=shown),
            voice=VoiceScore(None, Confidence.NONE),
            fixes={},
            dismissals={key: one for key, one in self.dismissals.items() if not policy.private(one.rule)},
        )

    @property
    def set_aside(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.report.findings if self._silent(finding))

    def _silent(self, finding: Finding) -> bool:
        return finding.severity is Severity.TIP and finding.fingerprint in self.dismissals

    def nearest_to(self, finding: Finding) -> Passage | None:
        """The passage whose nearest sentence stands in the details of a finding."""
        number = finding.details.get("passage", "")
        return next((passage for passage in self.passages if str(passage.id) == number), None)

    @property
    def own_share(self) -> float:
        labelled = sum(s.end - s.start for s in self.sentences)
        own = sum(s.end - s.start for s in self.sentences if s.label is Label.OWN)
        return own / labelled if labelled else 0.0

    @property
    def severities(self) -> dict[str, int]:
        """How many findings there are of each severity, gravest first."""
        grades = (Severity.BLOCK, Severity.REVIEW, Severity.TIP)
        return {grade.value: sum(f.severity is grade for f in self.findings) for grade in grades}

    def sentence_at(self, finding: Finding) -> str:
        """The sentence a finding stands in, if its author may vouch for it; "" when there is none."""
        for sentence in self.sentences:
            if sentence.start <= finding.start and finding.end <= sentence.end:
                asked = sentence.label is Label.UNSUPPORTED or finding.rule in VOUCHED_FOR
                return self.text[sentence.start : sentence.end] if asked else ""
        return ""

    def may_share(self, draft: Draft) -> bool:
        """Nothing blocks, and what needs a reviewer was approved for this exact text."""
        if draft.stage in {Stage.SUBMITTED, Stage.PROPOSED, Stage.DECLINED} or not self.text.strip():
            return False
        looked_at = draft.approved_findings if draft.approved else frozenset()
        return not self.report.blocks and self.to_review <= looked_at

    @property
    def to_review(self) -> frozenset[str]:
        """The fingerprints of what a reviewer has to look at."""
        return frozenset(
            finding.fingerprint for finding in self.report.findings if finding.severity is Severity.REVIEW
        )


def judge_draft(services: Services, draft: Draft, author: Person, *, finished: bool = False) -> Judgement:
    """Judge the draft's text with the passages it was offered that are still in force.

    A sentence that only a passage withdrawn since would hold is unsupported.
    `finished` asks the slow checks too: nothing may leave without them.
    """
    passages = load_passages(services, draft.passage_ids)
    judgement = judge_text(
        services,
        draft.text,
        brief=draft.brief,
        passages=passages,
        author=author,
        finished=finished,
        offered=draft.offered,
        withdrawn=_withdrawn(services, draft.passage_ids, passages),
    )
    sentences = tuple(_typed(sentence, draft) for sentence in judgement.sentences)
    with services.sessions() as session:
        answered = list_dismissals(session, draft.id)
    judgement = replace(judgement, sentences=sentences, dismissals=answered)
    return replace(judgement, fixes=_fixes(services, judgement, draft, author))


def _fixes(
    services: Services, judgement: Judgement, draft: Draft, author: Person
) -> dict[str, tuple[Edit, ...]]:
    """What a source says keeps its marks: only its spaces and apostrophes may follow the author."""
    if not judgement.voice.reasons:
        return {}
    profile = services.voices.profile(author, language=draft.brief.language)
    sourced = [(s.start, s.end) for s in judgement.sentences if s.label is Label.SOURCED]
    found = {
        reason.habit: find_fix(reason, draft.text, profile, keep=sourced)
        for reason in judgement.voice.reasons
    }
    return {habit: edits for habit, edits in found.items() if edits}


def _heard(services: Services, text: str, brief: Brief, author: Person | None) -> VoiceScore:
    """How much it sounds like its author; of an e-mail without the lines that all letters have."""
    said = body_of(text) if brief.channel is Channel.EMAIL else text
    voice, offset = services.voices.score(said, author, language=brief.language), text.find(said)
    moved = (
        replace(reason, spans=tuple((start + offset, end + offset) for start, end in reason.spans))
        for reason in voice.reasons
    )
    return replace(voice, reasons=tuple(moved)) if offset else voice


def _typed(sentence: LabelledSentence, draft: Draft) -> LabelledSentence:
    """What claims nothing and was not in the draft offered, its author typed: their own words."""
    text = draft.text[sentence.start : sentence.end]
    typed = sentence.label is Label.PLAIN and len(text.split()) >= FEWEST_WORDS and text not in draft.offered
    return replace(sentence, label=Label.OWN) if typed else sentence


def judge_text(
    services: Services,
    text: str,
    *,
    brief: Brief,
    passages: Sequence[Passage] = (),
    author: Person | None = None,
    finished: bool = False,
    offered: str | None = None,
    withdrawn: Sequence[Passage] = (),
) -> Judgement:
    """Run the checks on `text` as it stands; without those of a `finished` one, fast enough for typing.

    `offered` is the writer's draft that it began as: what is not in it, the author typed. `withdrawn`
    passages were offered to it too, and may no longer be cited.
    """
    candidate = candidate_of(text, brief, passages, offered=offered, withdrawn=withdrawn)
    policy = services.policy
    people = (author.name,) if author else ()
    known = (*services.company.names, *people, *policy.spokespersons)
    report = services.guarding.report(candidate, author, finished=finished, policy=policy)
    voice = _heard(services, text, brief, author)
    if author is not None:
        report = _with_own_rules(report, services.voices.wishes(author), candidate, policy)
    return Judgement(
        text=text,
        report=_with_voice(report, voice, text, brief, policy),
        sentences=label_text(candidate, known_names=known),
        voice=voice,
        count=count(brief.channel, text),
        passages=tuple(passages),
    )


def _with_voice(report: Report, voice: VoiceScore, text: str, brief: Brief, policy: Policy) -> Report:
    """The score of a voice is costly and shown beside the findings anyway, so it is asked for once."""
    foreign = find_foreign_voice(voice, language=brief.language)
    if foreign is None:
        return report
    return replace(report, findings=(*judge([foreign], text, policy), *report.findings))


def _with_own_rules(report: Report, wishes: VoiceWishes, candidate: Candidate, policy: Policy) -> Report:
    """What the author asked never to write is no company's check: it is told apart, to them alone."""
    if not (wishes.avoided or wishes.refusals) or len(candidate.text) > LONGEST_TEXT:
        return report
    check = OwnRulesCheck.of(avoided=wishes.avoided, refusals=wishes.refusals)
    found = judge(check(Doc.of(candidate)), candidate.text, policy)
    return replace(report, findings=(*report.findings, *found))


def _withdrawn(services: Services, ids: Sequence[int], passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Those that are kept and may not be cited now; of those that are gone nothing can be said."""
    missing = set(ids) - {passage.id for passage in passages}
    if not missing:
        return ()
    with services.sessions() as session:
        return tuple(list_any_passages(session, missing))


def load_passages(services: Services, ids: Sequence[int]) -> tuple[Passage, ...]:
    """The passages among `ids` that are still cleared and in force, in the order of `ids`."""
    found = {passage.id: passage for passage in services.words.load_passages(ids, services.scope())}
    return tuple(found[passage_id] for passage_id in ids if passage_id in found)
