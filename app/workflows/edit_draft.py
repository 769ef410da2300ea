"""Choosing one of the drafts and making it one's own, without losing a word on the way."""

from dataclasses import replace

from app.domain.channels import Channel
from app.domain.drafts import Draft
from app.domain.people import Person, PersonId
from app.domain.reviews import ReviewAction
from app.errors import NotReady
from app.services import Services
from app.store import drafts, reviews
from app.workflows.judge_text import judge_draft

CHANGED_ELSEWHERE = (
    "This draft was changed in another window. Your text is kept among the earlier versions: "
    "load the page again to go on."
)


def choose_draft(services: Services, draft_id: int, position: int, *, author_id: PersonId) -> Draft:
    """Start editing one of the proposals. A text already edited is set aside, not lost."""
    now = services.clock()
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author_id, lock=True)
        if draft.text != draft.first_text:
            drafts.set_text_aside(session, draft_id, draft.text, reason="choice", now=now)
        draft = draft.chosen(position)
        drafts.save_draft(session, draft, now=now)
    return draft


def save_text(services: Services, draft_id: int, text: str, *, revision: int, author_id: PersonId) -> Draft:
    """Save what is in the editor, if it was based on the latest `revision`.

    Otherwise both texts are kept (this one is set aside) and NotReady says so.
    """
    now = services.clock()
    text = text.replace("\r\n", "\n")
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author_id, lock=True)
        conflict = revision != draft.revision and text != draft.text
        if conflict:
            drafts.set_text_aside(session, draft_id, text, reason="conflict", now=now)
        elif text != draft.text:
            draft = draft.edited(text)
            drafts.save_draft(session, draft, now=now)
    if conflict:
        raise NotReady(CHANGED_ELSEWHERE)
    return draft


def vouch_for_sentence(services: Services, draft_id: int, sentence: str, *, author_id: PersonId) -> Draft:
    """The author says that a sentence of the text is their own experience."""
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author_id, lock=True)
        draft = draft.vouched(sentence)
        drafts.save_draft(session, draft, now=services.clock())
    return draft


def change_channel(services: Services, draft_id: int, channel: Channel, *, author_id: PersonId) -> Draft:
    """Mean the text for another channel; a text that is with comms comes back to its author."""
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author_id, lock=True)
        draft = draft.for_channel(channel)
        drafts.save_draft(session, draft, now=services.clock())
    return draft


def refuse_proposal(services: Services, draft_id: int, *, author_id: PersonId) -> Draft:
    """Keep the author's own text; what the reviewer proposed is set aside, not lost."""
    now = services.clock()
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author_id, lock=True)
        refused = draft.refused()
        if refused != draft:
            drafts.set_text_aside(session, draft_id, draft.reviewer_text, reason="refused", now=now)
            drafts.save_draft(session, refused, now=now)
    return refused


def accept_proposal(services: Services, draft_id: int, *, text_hash: str, author: Person) -> Draft:
    """Take the reviewer's text, with what there is to see in it; the author's own is set aside."""
    now = services.clock()
    with services.sessions() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author.id)
    seen = judge_draft(services, replace(draft, text=draft.reviewer_text), author, finished=True).to_review
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author.id, lock=True)
        drafts.set_text_aside(session, draft_id, draft.text, reason="proposal", now=now)
        draft = draft.accepted(text_hash=text_hash, findings=seen)
        drafts.save_draft(session, draft, now=now)
        reviews.add_review_event(session, draft.event(ReviewAction.ACCEPTED, actor_id=author.id, at=now))
    return draft
