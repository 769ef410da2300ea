"""A draft and its legal transitions: from a brief to a text its author shares."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from app.domain.briefs import Answer, Brief, Question
from app.domain.channels import Channel
from app.domain.people import PersonId
from app.domain.reviews import ReviewAction, ReviewEvent
from app.errors import BadInput, NotReady

MAX_TEXT = 20_000
"""Longest text a draft may hold, in code points; no channel here takes more that anybody reads."""


class Stage(StrEnum):
    ASKING = "asking"
    COMPOSING = "composing"
    CHOOSING = "choosing"
    EDITING = "editing"
    SUBMITTED = "submitted"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    SHARED = "shared"


EDITABLE = frozenset(
    {Stage.EDITING, Stage.APPROVED, Stage.DECLINED, Stage.PROPOSED, Stage.SUBMITTED, Stage.SHARED}
)
WITH_REVIEWER = frozenset({Stage.SUBMITTED, Stage.PROPOSED, Stage.APPROVED, Stage.DECLINED})
ANSWERABLE = frozenset({Stage.PROPOSED, Stage.EDITING})
"""Where a reviewer's proposal waits for its author: an edit does not make it go away."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One of the drafts a writer offered. `angle` is a code that pages translate."""

    angle: str
    text: str
    passage_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """`revision` counts saved texts; `first_text` is what the author chose to start from.

    `reviewer_text` is what the reviewer proposed, until the author took it, refused it or sent the
    text again; `approved_hash` the hash they approved; `approved_findings` the fingerprints of what
    they saw then, so that what turns up later is looked at again; `flags` how many findings of each
    severity the text had when it was submitted.
    """

    id: int
    author_id: PersonId
    brief: Brief
    stage: Stage
    created_at: datetime
    updated_at: datetime
    questions: tuple[Question, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    passage_ids: tuple[int, ...] = ()
    text: str = ""
    first_text: str = ""
    revision: int = 0
    writer: str = ""
    model: str = ""
    prompt_ref: str = ""
    notice: str = ""
    reviewer_text: str = ""
    review_note: str = ""
    approved_hash: str = ""
    approved_findings: frozenset[str] = frozenset()
    flags: Mapping[str, int] = field(default_factory=dict)

    @property
    def text_hash(self) -> str:
        return hash_text(self.text)

    @property
    def approved(self) -> bool:
        return bool(self.approved_hash) and self.approved_hash == self.text_hash

    @property
    def offered(self) -> str:
        """All of the writer's part in the text: what it began as, and what actions put in since."""
        return "\n\n".join((self.first_text, *self.brief.brought_in)) if self.first_text else ""

    def asking(self, questions: tuple[Question, ...], passage_ids: tuple[int, ...]) -> "Draft":
        return replace(self, questions=questions, passage_ids=passage_ids)

    def composing(self, brief: Brief) -> "Draft":
        if self.stage not in {Stage.ASKING, Stage.CHOOSING}:
            raise NotReady("This draft is already being written. Open it to see where it stands.")
        return replace(self, stage=Stage.COMPOSING, brief=brief, notice="")

    def interrupted(self, notice: str) -> "Draft":
        """Back to the questions, answers kept, with a notice code that says why."""
        return replace(self, stage=Stage.ASKING, notice=notice) if self.stage is Stage.COMPOSING else self

    def composed(self, proposals: tuple[Proposal, ...], **made_by: object) -> "Draft":
        """Offer the proposals; a draft that was cancelled meanwhile stays as it is."""
        if self.stage is not Stage.COMPOSING:
            return self
        return replace(self, stage=Stage.CHOOSING, proposals=proposals, **made_by)  # type: ignore[arg-type]

    def chosen(self, position: int) -> "Draft":
        if self.stage not in {Stage.CHOOSING, Stage.EDITING} or not 0 <= position < len(self.proposals):
            raise NotReady("These drafts are no longer on offer. Open the draft to see where it stands.")
        text = self.proposals[position].text
        return replace(self, stage=Stage.EDITING, text=text, first_text=text, revision=self.revision + 1)

    def edited(self, text: str) -> "Draft":
        """Any change takes the text back from the reviewer and voids an approval.

        What the reviewer proposed stays on offer: one keystroke must not throw their work away.
        """
        if self.stage not in EDITABLE:
            raise NotReady("Choose one of the drafts first, then edit it.")
        check_length(text)
        if text == self.text:
            return self
        return replace(self, stage=Stage.EDITING, text=text, revision=self.revision + 1, approved_hash="")

    def reworked(
        self,
        text: str,
        *,
        passage_ids: tuple[int, ...] = (),
        brought_in: tuple[str, ...] = (),
        answer: Answer | None = None,
    ) -> "Draft":
        """The text after an action, with the passages, words of sources and answer that it now rests on.

        The same text rests on what it did: what was decided on it was decided with that.
        """
        draft, brief = self.edited(text), self.brief
        if draft is self:
            return self
        questions = self.questions
        if answer is not None:
            brief = brief.answered(answer)
            known = any(question.id == answer.question.id for question in questions)
            questions = questions if known else (*questions, answer.question)
        brief = replace(brief, brought_in=(*brief.brought_in, *brought_in))
        passages = tuple(dict.fromkeys((*self.passage_ids, *passage_ids)))
        return replace(draft, brief=brief, questions=questions, passage_ids=passages)

    def with_proposal(self, proposal: Proposal) -> "Draft":
        """One more draft on offer, such as one that its author mixed from the others."""
        if self.stage not in {Stage.CHOOSING, Stage.EDITING}:
            raise NotReady("These drafts are no longer on offer. Open the draft to see where it stands.")
        return replace(self, proposals=(*self.proposals, proposal))

    def vouched(self, sentence: str) -> "Draft":
        """The author calls a sentence their own experience, which takes the text back from comms."""
        if self.stage not in EDITABLE or not sentence.strip() or sentence not in self.text:
            raise NotReady("This sentence is no longer in the text.")
        brief = replace(self.brief, vouched=(*self.brief.vouched, sentence))
        return self._taken_back(brief)

    def for_channel(self, channel: Channel) -> "Draft":
        """Meant for another channel, where other lengths hold: what was decided for the old one is void."""
        if self.stage not in EDITABLE:
            raise NotReady("Choose one of the drafts first, then edit it.")
        if channel == self.brief.channel:
            return self
        return self._taken_back(replace(self.brief, channel=channel))

    def submitted(self, *, blocked: bool, flags: Mapping[str, int]) -> "Draft":
        # What was approved may need another look on a later day: a quiet period has begun, say.
        if self.stage not in {Stage.EDITING, Stage.DECLINED, Stage.APPROVED}:
            raise NotReady("This draft is already with comms or settled.")
        if not self.text.strip():
            raise NotReady("There is no text to send yet.")
        if blocked:
            raise NotReady("Something in this text cannot leave the company. Change it, then send it.")
        return replace(
            self, stage=Stage.SUBMITTED, review_note="", reviewer_text="", approved_hash="", flags=dict(flags)
        )

    def approved_by_reviewer(
        self, *, text_hash: str, blocked: bool, findings: frozenset[str] = frozenset()
    ) -> "Draft":
        """Only the text that was reviewed is approved, and only if nothing blocks it."""
        self._check_reviewed(text_hash)
        if blocked:
            raise NotReady("Something in this text is blocked by the policy. Propose a change or decline.")
        return replace(self, stage=Stage.APPROVED, approved_hash=text_hash, approved_findings=findings)

    def changed_by_reviewer(self, text: str, note: str, *, text_hash: str) -> "Draft":
        self._check_reviewed(text_hash)
        check_length(text)
        if not text.strip() or text == self.text:
            raise BadInput("Your proposal is the same text. Change it, or approve it as it is.")
        return replace(self, stage=Stage.PROPOSED, reviewer_text=text, review_note=note)

    def declined_by_reviewer(self, reason: str, *, text_hash: str) -> "Draft":
        self._check_reviewed(text_hash)
        if not reason.strip():
            raise BadInput("Tell the author why, in a sentence: it is the only thing they will get.")
        return replace(self, stage=Stage.DECLINED, review_note=reason)

    def accepted(self, *, text_hash: str, findings: frozenset[str] = frozenset()) -> "Draft":
        """The author takes the reviewer's exact text, which is then approved."""
        offered = self.stage in ANSWERABLE and self.reviewer_text
        if not offered or text_hash != hash_text(self.reviewer_text):
            raise NotReady("This proposal changed or was withdrawn. Read it again before you accept.")
        return replace(
            self,
            stage=Stage.APPROVED,
            text=self.reviewer_text,
            reviewer_text="",
            approved_hash=text_hash,
            approved_findings=findings,
            revision=self.revision + 1,
        )

    def refused(self) -> "Draft":
        """The author keeps their own text; refusing what is no longer on offer changes nothing."""
        if self.stage not in ANSWERABLE or not self.reviewer_text:
            return self
        return replace(self, stage=Stage.EDITING, reviewer_text="", review_note="")

    def event(self, action: ReviewAction, *, actor_id: PersonId, at: datetime, note: str = "") -> ReviewEvent:
        """What just happened to this very text."""
        return ReviewEvent(self.id, actor_id, action, self.text_hash, note, at)

    def shared(self) -> "Draft":
        """The author says it is out; a text that is with comms meanwhile stays with them."""
        if self.stage not in {Stage.EDITING, Stage.APPROVED, Stage.SHARED}:
            return self
        return replace(self, stage=Stage.SHARED)

    def _taken_back(self, brief: Brief) -> "Draft":
        stage = Stage.EDITING if self.stage in WITH_REVIEWER else self.stage
        return replace(self, brief=brief, stage=stage, approved_hash="")

    def _check_reviewed(self, text_hash: str) -> None:
        if self.stage is not Stage.SUBMITTED or text_hash != self.text_hash:
            raise NotReady("This text changed since you opened it. Open it again before you decide.")


def check_length(text: str) -> None:
    """Raises BadInput for more than a draft may hold."""
    if len(text) > MAX_TEXT:
        raise BadInput("A post can hold %(limit)s characters at most. Shorten it to go on.", limit=MAX_TEXT)


def hash_text(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hex; lone surrogates are kept as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
