"""Taking a finished post to its channel, and hearing what became of it."""

from urllib.parse import urlsplit

from app.domain.channels import Channel
from app.domain.people import Person, PersonId
from app.domain.sharing import Share
from app.errors import BadInput, NotReady
from app.services import Services
from app.store import drafts, shares
from app.workflows.dismiss_finding import note_fired
from app.workflows.judge_text import judge_draft
from app.workflows.learn_rules import keep_as_sample, learn_from_edits


def open_share(
    services: Services, draft_id: int, channel: Channel, *, text_hash: str, author: Person
) -> Share:
    """Record that the author went to the channel with this text. Opened is not posted.

    Raises NotReady when the text may not leave, or is no longer the one its author saw.
    """
    with services.sessions() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author.id)
    judgement = judge_draft(services, draft, author, finished=True)
    if draft.text_hash != text_hash or not judgement.may_share(draft):
        raise NotReady("This text is not ready to leave yet. Open the draft to see why.")
    note_fired(services, draft, judgement)
    with services.sessions.begin() as session:
        share = shares.add_share(session, draft_id, channel, text_hash=draft.text_hash, now=services.clock())
    learn_from_edits(services, draft)
    return share


def answer_share(
    services: Services, share_id: int, *, posted: bool, permalink: str, author_id: PersonId
) -> Share:
    """Record whether the post went out, and where, if the author says so."""
    link = permalink.strip()
    if link and not _is_address(link):
        raise BadInput("A link to your post starts with https://. Paste it whole, or leave it empty.")
    now = services.clock()
    with services.sessions.begin() as session:
        share = shares.answer_share(
            session, share_id, author_id=author_id, posted=posted, permalink=link[:2000]
        )
        draft = drafts.get_draft(session, share.draft_id, author_id=author_id, lock=True)
        is_out = posted and draft.text_hash == share.text_hash
        if is_out:
            drafts.save_draft(session, draft.shared(), now=now)
    if is_out:
        keep_as_sample(services, draft)
    return share


def _is_address(link: str) -> bool:
    try:
        return urlsplit(link).scheme in {"https", "http"}
    except ValueError:  # brackets that never close
        return False
