"""Where a finished post goes: share links that need no account of ours."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from app.domain.channels import Channel
from app.domain.letters import split_subject
from guardrails.compliance.channels import ROOM

LONGEST_LINK = 4000
"""Past this many characters a share link is cut by browsers or sites: copy only."""

THREADED = frozenset(channel for channel in Channel if ROOM[channel].threaded)
"""Where a thread is posted part by part: its composers take one post at a time."""


@dataclass(frozen=True, slots=True)
class Share:
    """`opened_at` is when the author went to the site; `posted` is what they said afterwards."""

    id: int
    draft_id: int
    channel: Channel
    text_hash: str
    opened_at: datetime
    posted: bool | None = None
    permalink: str = ""


def share_link(channel: Channel, text: str, *, mastodon_instance: str = "", subject: str = "") -> str:
    """The address that opens the channel's composer; "" when the text is too long for a link.

    LinkedIn's text link is undocumented and Facebook takes no text at all, so the text is
    always copied first.
    """
    if channel is Channel.EMAIL:
        given, text = split_subject(text)
        subject = given or subject
    encoded = quote(text, safe="")
    link = {
        Channel.LINKEDIN: f"https://www.linkedin.com/feed/?shareActive=true&text={encoded}",
        Channel.X: f"https://x.com/intent/tweet?text={encoded}",
        Channel.BLUESKY: f"https://bsky.app/intent/compose?text={encoded}",
        Channel.MASTODON: _mastodon(encoded, mastodon_instance),
        Channel.FACEBOOK: "https://www.facebook.com/",
        Channel.EMAIL: f"mailto:?subject={quote(subject, safe='')}&body={quote(_crlf(text), safe='')}",
    }[channel]
    return link if len(link) <= LONGEST_LINK else ""


def _mastodon(encoded: str, instance: str) -> str:
    host = instance.strip().removeprefix("https://").strip("/")
    return (
        f"https://{host}/share?text={encoded}" if host else f"https://share.joinmastodon.org/#text={encoded}"
    )


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
