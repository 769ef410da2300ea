"""What the suite of briefs complains about in a draft."""

import pytest

from app.workflows.judge_text import Judgement
from evals.suites.writing import BriefRow, Drafted, DraftsRow, WritingCase, Written
from guardrails.authenticity.voice.score import Confidence, VoiceScore
from guardrails.compliance.channels import Count
from guardrails.findings import Finding, Report, Severity
from guardrails.grounding.labels import Label, LabelledSentence

TEXT = "I lift stones. They weigh 26 kilos."
SOURCE, ADDRESS = 7, "https://oven.example/ovens/levant"
SENTENCES = (
    LabelledSentence(0, 14, Label.OWN),
    LabelledSentence(15, 35, Label.SOURCED, source_ids=(SOURCE,)),
)


def drafted(text=TEXT, sentences=SENTENCES, *, used=35, findings=(), offered=None, documents=("levant",)):
    judgement = Judgement(
        text=text,
        report=Report(tuple(findings), {}),
        sentences=sentences,
        voice=VoiceScore(60, Confidence.FAIR),
        count=Count(used, 280, "weighted"),
    )
    return Drafted(judgement, {SOURCE: ADDRESS} if offered is None else offered, 20, documents)


def written(*drafts, kind="with_takes", asked=False, least=1):
    case = WritingCase(
        id="w",
        kind=kind,
        language="en",
        input=BriefRow(author="ruth@oven.example", channel="x", topic="stones"),
        expect=DraftsRow(drafts=least),
        why="Written for this test.",
    )
    return Written(case, drafts, asked=asked, seconds=0.1)


def test_a_good_draft_draws_no_complaint():
    assert written(drafted()).complaints == []


@pytest.mark.parametrize(
    ("draft", "complaint"),
    [
        (drafted(used=281), "draft 1: too long"),
        (drafted(sentences=SENTENCES[:1]), "draft 1: text without a label"),
        (drafted(offered={}), "draft 1: a source that leads nowhere"),
        (drafted(documents=("traverse",)), "draft 1: off the subject"),
        (
            drafted(sentences=(SENTENCES[0], LabelledSentence(15, 35, Label.UNSUPPORTED))),
            "draft 1: unsupported “They weigh 26 kilos.”",
        ),
        (
            drafted(findings=[Finding("compliance.disclosure", Severity.BLOCK, 0, 0, "f")]),
            "draft 1: held by compliance.disclosure",
        ),
    ],
    ids=["too long", "no label", "no source", "other subject", "unsupported", "held"],
)
def test_each_fault_of_a_draft_is_named(draft, complaint):
    assert complaint in written(draft).complaints


def test_a_tip_is_no_fault():
    tip = Finding("authenticity.emoji", Severity.TIP, 0, 1, "f")

    assert written(drafted(findings=[tip])).complaints == []


def test_two_drafts_that_open_alike_are_one_angle():
    assert written(drafted(), drafted()).complaints == ["two drafts open alike"]


def test_too_few_drafts_are_told():
    assert written(least=1).complaints == ["0 drafts"]


@pytest.mark.parametrize(("asked", "complaints"), [(True, []), (False, ["no question more"])])
def test_a_thin_brief_must_be_asked_once_more(asked, complaints):
    assert written(drafted(), kind="no_takes", asked=asked).complaints == complaints
