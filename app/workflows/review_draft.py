"""From an author's desk to a reviewer's and back: submit, approve, propose, decline."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.drafts import Draft
from app.domain.people import Person
from app.domain.reviews import ReviewAction, ReviewEvent
from app.errors import NotAllowed, NotReady
from app.services import Services
from app.store import drafts, people, reviews
from app.workflows.dismiss_finding import note_fired
from app.workflows.judge_text import Judgement, judge_draft
from app.workflows.learn_rules import learn_from_edits


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
    judgement = judge_draft(services, draft, author, finished=True)
    note_fired(services, draft, judgement)
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author.id, lock=True)
        if draft.text != judgement.text:
            raise NotReady("This text changed while it was being checked. Send it again.")
        draft = draft.submitted(blocked=judgement.report.blocks, flags=judgement.for_others().severities)
        drafts.save_draft(session, draft, now=now)
        reviews.add_review_event(session, draft.event(ReviewAction.SUBMITTED, actor_id=author.id, at=now))
    learn_from_edits(services, draft)
    return draft


def list_submissions(services: Services, *, reviewer: Person) -> list[tuple[Draft, Person]]:
    """What waits for an answer with its author, longest first, without the reviewer's own."""
    _check_reviews(reviewer)
    with services.sessions() as session:
        waiting = drafts.list_submitted_drafts(session, except_author=reviewer.id)
        authors = people.get_people(session, {draft.author_id for draft in waiting})
    return [(draft, authors[draft.author_id]) for draft in waiting]


def get_submission(services: Services, draft_id: int, *, reviewer: Person) -> Submission:
    _check_reviews(reviewer)
    with services.sessions() as session:
        draft = drafts.get_submitted_draft(session, draft_id)
        author = people.get_person(session, draft.author_id)
        events = tuple(reviews.list_review_events(session, draft_id))
    if author.id == reviewer.id:
        raise NotAllowed("Somebody else has to review your own draft.")
    judgement = judge_draft(services, draft, author, finished=True).for_others()
    return Submission(draft, author, judgement, events)


def approve_draft(services: Services, draft_id: int, *, text_hash: str, reviewer: Person) -> None:
    submission = get_submission(services, draft_id, reviewer=reviewer)
    blocked, seen = submission.judgement.report.blocks, submission.judgement.to_review
    _decide(
        services,
        submission.draft,
        ReviewAction.APPROVED,
        lambda draft: draft.approved_by_reviewer(text_hash=text_hash, blocked=blocked, findings=seen),
        reviewer=reviewer,
    )


def propose_change(
    services: Services, draft_id: int, text: str, *, note: str, text_hash: str, reviewer: Person
) -> None:
    """Offer the author another text; only they can take it."""
    submission = get_submission(services, draft_id, reviewer=reviewer)
    _decide(
        services,
        submission.draft,
        ReviewAction.PROPOSED,
        lambda draft: draft.changed_by_reviewer(
            text.replace("\r\n", "\n"), note.strip(), text_hash=text_hash
        ),
        reviewer=reviewer,
        note=note.strip(),
    )


def decline_draft(
    services: Services, draft_id: int, *, reason: str, text_hash: str, reviewer: Person
) -> None:
    submission = get_submission(services, draft_id, reviewer=reviewer)
    _decide(
        services,
        submission.draft,
        ReviewAction.DECLINED,
        lambda draft: draft.declined_by_reviewer(reason.strip(), text_hash=text_hash),
        reviewer=reviewer,
        note=reason.strip(),
    )


def _decide(
    services: Services,
    seen: Draft,
    action: ReviewAction,
    step: Callable[[Draft], Draft],
    *,
    reviewer: Person,
    note: str = "",
) -> None:
    """Take the step on the draft as it is now, unless its author changed it or took it back meanwhile."""
    now = services.clock()
    with services.sessions.begin() as session:
        current = drafts.get_submitted_draft(session, seen.id, lock=True)
        if current.text != seen.text or current.brief != seen.brief:
            raise NotReady("This text changed since you opened it. Open it again before you decide.")
        drafts.save_draft(session, step(current), now=now)
        reviews.add_review_event(session, current.event(action, actor_id=reviewer.id, at=now, note=note))


def _check_reviews(person: Person) -> None:
    if not person.role.reviews:
        raise NotAllowed("Only reviewers can open this page.")
