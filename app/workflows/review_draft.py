"""From an author's desk to a reviewer's and back: submit, approve, propose, decline."""

from dataclasses import dataclass

from app.domain.drafts import Draft
from app.domain.people import Person
from app.domain.reviews import ReviewAction, ReviewEvent
from app.errors import NotAllowed, NotFound, NotReady
from app.services import Services
from app.store import drafts, people, reviews
from app.workflows.judge_text import Judgement, judge_draft


@dataclass(frozen=True, slots=True)
class Submission:
    """What a reviewer sees of a draft; nothing of it exists for them before it is submitted."""

    draft: Draft
    author: Person
    judgement: Judgement
    events: tuple[ReviewEvent, ...] = ()


def submit_draft(services: Services, draft_id: int, *, author: Person) -> Draft:
    """Send the text to comms. Raises NotReady while something blocks it."""
    now = services.clock()
    with services.sessions() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author.id)
    judgement = judge_draft(services, draft, author)
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author.id)
        if draft.text != judgement.text:
            raise NotReady("This text changed while it was being checked. Send it again.")
        draft = draft.submitted(blocked=judgement.report.blocks)
        drafts.save_draft(session, draft, now=now)
        reviews.add_review_event(session, draft.event(ReviewAction.SUBMITTED, actor_id=author.id, at=now))
    return draft


def list_submissions(services: Services, *, reviewer: Person) -> list[Submission]:
    """What waits for an answer, longest first, without the reviewer's own."""
    _check_reviews(reviewer)
    with services.sessions() as session:
        waiting = [
            (draft, people.get_person(session, draft.author_id))
            for draft in drafts.list_submitted_drafts(session)
            if draft.author_id != reviewer.id
        ]
    return [Submission(draft, author, judge_draft(services, draft, author)) for draft, author in waiting]


def get_submission(services: Services, draft_id: int, *, reviewer: Person) -> Submission:
    _check_reviews(reviewer)
    with services.sessions() as session:
        draft = drafts.get_submitted_draft(session, draft_id)
        author = people.get_person(session, draft.author_id)
        events = tuple(reviews.list_review_events(session, draft_id))
    if author.id == reviewer.id:
        raise NotAllowed("Somebody else has to review your own draft.")
    return Submission(draft, author, judge_draft(services, draft, author), events)


def approve_draft(services: Services, draft_id: int, *, text_hash: str, reviewer: Person) -> None:
    submission = get_submission(services, draft_id, reviewer=reviewer)
    approved = submission.draft.approved_by_reviewer(
        text_hash=text_hash, blocked=submission.judgement.report.blocks
    )
    _decide(services, submission.draft, approved, ReviewAction.APPROVED, reviewer=reviewer)


def propose_change(
    services: Services, draft_id: int, text: str, *, note: str, text_hash: str, reviewer: Person
) -> None:
    """Offer the author another text; only they can take it."""
    submission = get_submission(services, draft_id, reviewer=reviewer)
    proposed = submission.draft.changed_by_reviewer(
        text.replace("\r\n", "\n"), note.strip(), text_hash=text_hash
    )
    _decide(services, submission.draft, proposed, ReviewAction.PROPOSED, reviewer=reviewer, note=note.strip())


def decline_draft(
    services: Services, draft_id: int, *, reason: str, text_hash: str, reviewer: Person
) -> None:
    submission = get_submission(services, draft_id, reviewer=reviewer)
    declined = submission.draft.declined_by_reviewer(reason.strip(), text_hash=text_hash)
    _decide(
        services, submission.draft, declined, ReviewAction.DECLINED, reviewer=reviewer, note=reason.strip()
    )


def _decide(
    services: Services, seen: Draft, decided: Draft, action: ReviewAction, *, reviewer: Person, note: str = ""
) -> None:
    """Save the decision, unless the author took the draft back or changed it meanwhile."""
    now = services.clock()
    with services.sessions.begin() as session:
        current = drafts.get_submitted_draft(session, seen.id)
        if current.text_hash != seen.text_hash:
            raise NotFound(drafts.MISSING)
        drafts.save_draft(session, decided, now=now)
        reviews.add_review_event(session, seen.event(action, actor_id=reviewer.id, at=now, note=note))


def _check_reviews(person: Person) -> None:
    if not person.role.reviews:
        raise NotAllowed("Only reviewers can open this page.")
