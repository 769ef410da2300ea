"""What pages show of a judgement: segments of text, spans for the browser, words of a diff."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.drafts import Draft, Proposal
from app.web.diff import word_diff
from app.workflows.judge_text import Judgement
from guardrails.compliance.channels import Count
from guardrails.findings import Finding
from guardrails.grounding.labels import Label, LabelledSentence
from guardrails.offsets import utf16_offsets
from knowledge_base.explanation import Explanation
from knowledge_base.passages import Passage
from knowledge_base.stems import fold

_SAME = 3
"""Letters that a word and its own stem have in common."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with one label; `label` is "" between sentences.

    `nearest` is the sentence of a passage that comes closest to one that nothing supports.
    """

    text: str
    label: str = ""
    passages: tuple[Passage, ...] = ()
    missing: tuple[str, ...] = ()
    nearest: str = ""
    nearest_in: Passage | None = None


@dataclass(frozen=True, slots=True)
class ProposalView:
    """One of the drafts on offer, as the page that lets the author choose shows it."""

    position: int
    angle: str
    text: str
    judgement: Judgement
    segments: tuple[Segment, ...] = field(default=())

    @property
    def count(self) -> Count:
        return self.judgement.count

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.judgement.report.findings


def proposal_view(position: int, proposal: Proposal, judgement: Judgement) -> ProposalView:
    return ProposalView(position, proposal.angle, proposal.text, judgement, segments_of(judgement))


def segments_of(judgement: Judgement) -> tuple[Segment, ...]:
    """The whole text, cut where labels change; joining the texts gives it back."""
    passages = {passage.id: passage for passage in judgement.passages}
    segments: list[Segment] = []
    end = 0
    for sentence in judgement.sentences:
        if sentence.start > end:
            segments.append(Segment(judgement.text[end : sentence.start]))
        segments.append(_segment(judgement.text, sentence, passages))
        end = sentence.end
    if end < len(judgement.text):
        segments.append(Segment(judgement.text[end:]))
    return tuple(segments)


def _segment(text: str, sentence: LabelledSentence, passages: dict[int, Passage]) -> Segment:
    cited = tuple(passages[source] for source in sentence.source_ids if source in passages)
    near = sentence.nearest
    return Segment(
        text[sentence.start : sentence.end],
        sentence.label.value,
        cited,
        sentence.missing,
        near.sentence if near else "",
        passages.get(near.source_id) if near else None,
    )


def spans_for_browser(judgement: Judgement) -> list[dict[str, object]]:
    """Findings and labels as half-open spans in UTF-16 units, which is how browsers count."""
    at = utf16_offsets(judgement.text)
    findings: list[dict[str, object]] = [
        {
            "kind": "finding",
            "start": at[finding.start],
            "end": at[finding.end],
            "severity": finding.severity.value,
            "key": finding.fingerprint,
        }
        for finding in judgement.findings
    ]
    labels: list[dict[str, object]] = [
        {
            "kind": "label",
            "start": at[sentence.start],
            "end": at[sentence.end],
            "label": sentence.label.value,
            "key": str(number),
        }
        for number, sentence in enumerate(judgement.sentences)
        if sentence.label is not Label.PLAIN
    ]
    return [*findings, *labels]


def changes_since_first(draft: Draft) -> Sequence[tuple[str, str]]:
    return word_diff(draft.first_text, draft.text)


def changes_for_reviewer(draft: Draft) -> Sequence[tuple[str, str]]:
    """What was added since the first draft; of what was taken out, only that something was ("cut").

    Words the author removed before sending were never sent.
    """
    return [("cut", "") if kind == "del" else (kind, text) for kind, text in changes_since_first(draft)]


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """Why a passage was found: points out of 100 by what gave them, and the words behind them.

    `held` are words of the query that the passage has, `renamed` those it has under another name
    (word, stems of that name), `missing` those it lacks. `parts` are (code, points), none of them 0.
    """

    points: int
    parts: tuple[tuple[str, int], ...]
    held: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    other_language: bool


def explanation_view(explanation: Explanation, query: str) -> ExplanationView:
    """Words are told as they stand in the `query`, with their accents."""
    spelt = {fold(word): word for word in re.findall(r"[^\W_]+", query)}
    rounded = ((name, round(100 * value)) for name, value in explanation.parts.items())
    parts = tuple((name, points) for name, points in rounded if points > 0)
    words = [(spelt.get(fold(one.word), one.word), " ".join(one.through)) for one in explanation.words]
    found = [(word, through) for word, through in words if through]
    return ExplanationView(
        points=min(100, sum(points for _, points in parts)),  # what is shown must add up
        parts=parts,
        held=tuple(word for word, through in found if _is_itself(word, through)),
        renamed=tuple((word, through) for word, through in found if not _is_itself(word, through)),
        missing=tuple(word for word, through in words if not through),
        other_language=explanation.other_language,
    )


def _is_itself(word: str, stem: str) -> bool:
    """Stems are folded and cut, so a word and its stem share their beginning, at least."""
    return fold(word)[:_SAME] == fold(stem)[:_SAME]


def first_line(text: str, *, limit: int = 90) -> str:
    """What a text is called where its topic must not be told."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
