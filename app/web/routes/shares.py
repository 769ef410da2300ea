"""Taking a post to its channel, and saying what became of it."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.channels import Channel
from app.domain.people import Person
from app.domain.sharing import THREADED, share_link
from app.store import drafts, shares
from app.web.forms import Id, Text
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page
from app.web.views import first_line
from app.workflows.judge_text import judge_draft
from app.workflows.share_draft import answer_share, open_share
from guardrails.compliance.channels import count
from guardrails.threads import thread_parts

router = APIRouter()


@router.get("/drafts/{draft_id}/share")
def show_share(request: Request, draft_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    with services.sessions() as session:
        draft = drafts.get_draft(session, draft_id, author_id=person.id)
        opened = shares.list_shares(session, draft_id, author_id=person.id)
    judgement = judge_draft(services, draft, person, finished=True)
    if not judgement.may_share(draft):
        return RedirectResponse(f"/drafts/{draft_id}?finished=true", 303)
    parts = [draft.text[start:end] for start, end in thread_parts(draft.text)]
    links = [
        _link(channel, draft.text, parts, person)
        for channel in sorted(Channel, key=lambda channel: channel is not draft.brief.channel)
    ]
    return page(
        request,
        "drafts/share.html",
        draft=draft,
        judgement=judgement,
        links=links,
        parts=parts,
        shares=opened,
    )


def _link(channel: Channel, text: str, parts: Sequence[str], person: Person) -> dict[str, object]:
    """What the page shows of a channel; `parts` are addresses, where it takes a thread part by part."""

    def address(words: str) -> str:
        return share_link(
            channel, words, mastodon_instance=person.mastodon_instance, subject=first_line(text)
        )

    return {
        "channel": channel,
        "url": address(text),
        "parts": [address(part) for part in parts] if channel in THREADED else [],
        "count": count(channel, text),
    }


@router.post("/drafts/{draft_id}/shares")
def record_opened(
    request: Request,
    draft_id: Id,
    channel: Annotated[Channel, Form()],
    text_hash: Text,
    person: CurrentAuthor,
    services: CurrentServices,
) -> Response:
    """Called as the author goes to the channel; a form posts here too, where there is no JavaScript."""
    open_share(services, draft_id, channel, text_hash=text_hash, author=person)
    if request.headers.get("accept", "").startswith("application/json"):
        return Response(status_code=204)
    return RedirectResponse(f"/drafts/{draft_id}/share", 303)


@router.post("/shares/{share_id}")
def answer(
    share_id: Id,
    posted: Annotated[bool, Form()],
    person: CurrentAuthor,
    services: CurrentServices,
    permalink: Text = "",
) -> Response:
    share = answer_share(services, share_id, posted=posted, permalink=permalink, author_id=person.id)
    return RedirectResponse(f"/drafts/{share.draft_id}/share", 303)
