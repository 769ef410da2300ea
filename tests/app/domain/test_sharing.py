"""Share links as each channel wants them."""

import pytest

from app.domain.channels import Channel
from app.domain.sharing import LONGEST_LINK, share_link


@pytest.mark.parametrize(
    ("channel", "link"),
    [
        (
            Channel.LINKEDIN,
            "https://www.linkedin.com/feed/?shareActive=true&text=L%27%C3%A9t%C3%A9%20%26%20l%27eau",
        ),
        (Channel.X, "https://x.com/intent/tweet?text=L%27%C3%A9t%C3%A9%20%26%20l%27eau"),
        (Channel.BLUESKY, "https://bsky.app/intent/compose?text=L%27%C3%A9t%C3%A9%20%26%20l%27eau"),
        (Channel.MASTODON, "https://share.joinmastodon.org/#text=L%27%C3%A9t%C3%A9%20%26%20l%27eau"),
        (Channel.FACEBOOK, "https://www.facebook.com/"),
    ],
)
def test_a_share_link_carries_the_text_where_the_channel_takes_one(channel: Channel, link: str) -> None:
    assert share_link(channel, "L'été & l'eau") == link


@pytest.mark.parametrize("instance", ["mastodon.example", "https://mastodon.example/", " mastodon.example "])
def test_mastodon_opens_the_authors_own_instance(instance: str) -> None:
    assert (
        share_link(Channel.MASTODON, "Oui", mastodon_instance=instance)
        == "https://mastodon.example/share?text=Oui"
    )


def test_a_mail_keeps_its_line_breaks() -> None:
    link = share_link(Channel.EMAIL, "Un\n\ndeux", subject="À lire")

    assert link == "mailto:?subject=%C3%80%20lire&body=Un%0D%0A%0D%0Adeux"


def test_a_text_too_long_for_a_link_is_copied_instead() -> None:
    assert share_link(Channel.LINKEDIN, "é" * LONGEST_LINK) == ""


@pytest.mark.parametrize("first", ["Objet\u00a0: Les fours", "Subject: Les fours"], ids=["fr", "en"])
def test_the_subject_line_of_an_e_mail_becomes_its_subject(first):
    link = share_link(Channel.EMAIL, f"{first}\n\nBonjour,\n\nUn four.", subject="autre")

    assert link == "mailto:?subject=Les%20fours&body=Bonjour%2C%0D%0A%0D%0AUn%20four."
