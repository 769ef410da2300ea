"""Drafts and briefs as the suite of the writer sees them, without writing any."""

from app.domain.briefs import Question
from app.workflows.judge_text import Judgement
from evals.writing.drafted import Drafted, Written
from evals.writing.rows import BriefRow, DraftsRow, WritingCase
from guardrails.authenticity.voice.score import Confidence, VoiceScore
from guardrails.compliance.channels import Count
from guardrails.findings import Report
from guardrails.grounding.labels import Label, LabelledSentence

TEXT = "I lift stones. They weigh 26 kilos."
SOURCE, ADDRESS = 7, "https://oven.example/ovens/levant"
SENTENCES = (
    LabelledSentence(0, 14, Label.OWN),
    LabelledSentence(15, 35, Label.SOURCED, source_ids=(SOURCE,)),
)


def judged(text=TEXT, sentences=SENTENCES, *, used=35, findings=()):
    return Judgement(
        text=text,
        report=Report(tuple(findings), {}),
        sentences=sentences,
        voice=VoiceScore(60, Confidence.FAIR),
        count=Count(used, 280, "weighted"),
    )


def drafted(text=TEXT, sentences=SENTENCES, *, used=35, findings=(), offered=None, **more):
    more = {"documents": ("levant",), "inputs": ("The stones weigh 26 kilos.",)} | more
    judgement = judged(text, sentences, used=used, findings=findings)
    return Drafted(judgement, {SOURCE: ADDRESS} if offered is None else offered, **more)


def own_words(text, **more):
    """A draft that is one sentence of its author's."""
    return drafted(text, (LabelledSentence(0, len(text), Label.OWN),), inputs=(text,), **more)


def case(*, kind="rich", language="en", document="", takes=(), least=1, split="dev", name="w"):
    row = BriefRow(author="ruth@oven.example", channel="x", topic="stones", document=document, takes=takes)
    return WritingCase(
        id=name,
        kind=kind,
        language=language,
        input=row,
        expect=DraftsRow(drafts=least),
        why="Written for this test.",
        split=split,
    )


def written(*drafts, asked=None, author="ruth@oven.example", questions=(), subject=(), **row):
    return Written(
        case(**row),
        drafts,
        asked=asked,
        author=author,
        questions=tuple(question(text) for text in questions),
        subject=subject,
    )


def question(text, number="place-1"):
    return Question(number, text)
