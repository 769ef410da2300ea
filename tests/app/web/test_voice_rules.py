"""What edits teach, in the pages: seen with its examples, switched off, deleted, and nobody else's."""

import re
from dataclasses import replace

import pytest

from app.domain.channels import Channel
from app.domain.drafts import hash_text
from app.domain.people import Language, Person
from app.domain.voice_rules import WordRule
from app.store import drafts, people, voice_wishes
from app.workflows.act_on_draft import BY_TANDEM
from tests.app.web.conftest import Site, Visitor

TAKE = "Mon voisin de palier a goûté la première fournée du four réparé, et il est revenu le lendemain."
OFFERED = f"{TAKE} Cependant, il trouvait la croûte trop pâle.\n\n#four #pain"
CHANGED = f"{TAKE} Mais il trouvait la croûte trop pâle."


@pytest.fixture
def author(site: Site) -> Visitor:
    visitor = site.signed_in("Denis")
    visitor.post("/language", language="en", back="/")
    return visitor


def denis(site: Site) -> Person:
    with site.services.sessions() as session:
        person = people.find_person_by_name(session, "Denis")
    assert person is not None
    return person


def draft_changed(site: Site, author: Visitor, first: str = OFFERED, final: str = CHANGED) -> int:
    """A draft that the writer offered as `first` and its author made into `final`."""
    draft_id = author.start_editing(TAKE)
    with site.services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=denis(site).id)
        drafts.save_draft(session, replace(draft, text=first, first_text=first), now=site.services.clock())
    author.write(draft_id, final)
    return draft_id


def share(author: Visitor, draft_id: int, final: str = CHANGED):
    return author.post(f"/drafts/{draft_id}/shares", channel=Channel.LINKEDIN, text_hash=hash_text(final))


def teach(site: Site, author: Visitor, first: str = OFFERED, final: str = CHANGED) -> int:
    draft_id = draft_changed(site, author, first, final)
    assert share(author, draft_id, final).status_code == 200
    return draft_id


def rule_ids(visitor: Visitor) -> list[str]:
    return re.findall(r'action="/voice/rules/(\d+)/delete"', visitor.get("/voice/rules").text)


def test_nothing_is_learned_while_somebody_types(site: Site, author: Visitor) -> None:
    draft_changed(site, author)

    assert rule_ids(author) == []
    assert "Nothing yet" in author.get("/voice/rules").text


def test_once_is_shown_and_does_not_count(site: Site, author: Visitor) -> None:
    teach(site, author)

    page = author.get("/voice/rules").text

    assert "Seen once" in page
    assert "In one draft, you replaced “cependant” with “mais”." in page
    assert site.services.voices.word_rules(denis(site), language=Language.FRENCH) == ()


def test_twice_is_a_rule_that_the_writer_is_told(site: Site, author: Visitor) -> None:
    teach(site, author)
    teach(site, author)

    page = author.get("/voice/rules").text

    assert "In 2 drafts, you replaced “cependant” with “mais”." in page
    assert "In 2 drafts, you took the hashtags out." in page
    assert "Cependant, il trouvait la croûte trop pâle." in page
    assert WordRule("cependant", "mais") in site.services.voices.word_rules(
        denis(site), language=Language.FRENCH
    )
    voice = site.services.voices.voice(denis(site), language=Language.FRENCH)
    assert voice.profile.style.hashtags_per_post.median == 0
    assert voice.profile.habits["hashtags"].high == 0


def test_what_an_author_says_outright_goes_before_what_was_learned(site: Site, author: Visitor) -> None:
    teach(site, author)
    teach(site, author)

    with site.services.sessions.begin() as session:
        voice_wishes.save_correction(
            session, "hashtags", "often", language=Language.FRENCH, author_id=denis(site).id
        )

    voice = site.services.voices.voice(denis(site), language=Language.FRENCH)
    assert voice.profile.habits["hashtags"].usual > 0


def test_the_newest_draft_decides_and_the_page_says_so(site: Site, author: Visitor) -> None:
    teach(site, author)
    teach(site, author)

    teach(site, author, first=CHANGED, final=OFFERED)

    page = author.get("/voice/rules").text
    assert "Waiting for you to make up your mind" in page
    assert "Before, you took the hashtags out. In the latest draft, you added hashtags." in page
    assert (
        "Before, you replaced “cependant” with “mais”. In the latest draft, you put “cependant” in." in page
    )
    assert site.services.voices.word_rules(denis(site), language=Language.FRENCH) == ()


def test_a_rule_can_be_switched_off_and_on_and_deleted(site: Site, author: Visitor) -> None:
    teach(site, author)
    teach(site, author)
    told = site.services.voices.word_rules

    for number in rule_ids(author):
        author.post(f"/voice/rules/{number}/off")
    off = told(denis(site), language=Language.FRENCH)
    for number in rule_ids(author):
        author.post(f"/voice/rules/{number}/on")
    on = told(denis(site), language=Language.FRENCH)
    for number in rule_ids(author):
        author.post(f"/voice/rules/{number}/delete")

    assert (off, on) == ((), (WordRule("cependant", "mais"),))
    assert rule_ids(author) == []


def test_rules_are_seen_and_changed_by_nobody_else(
    site: Site, author: Visitor, colleague: Visitor, reviewer: Visitor
) -> None:
    teach(site, author)
    teach(site, author)
    numbers = rule_ids(author)

    for somebody in (colleague, reviewer):
        assert rule_ids(somebody) == []
        assert "croûte" not in somebody.get("/voice/rules").text
        for number in numbers:
            for action in ("off", "on", "delete"):
                assert somebody.post(f"/voice/rules/{number}/{action}").status_code == 404
        somebody.post("/voice/rules/delete-all")
    assert rule_ids(author) == numbers


def test_what_an_action_did_to_a_text_is_nobodys_habit(site: Site, author: Visitor) -> None:
    draft_id = draft_changed(site, author)
    with site.services.sessions.begin() as session:
        drafts.set_text_aside(session, draft_id, OFFERED, reason=BY_TANDEM, now=site.services.clock())

    share(author, draft_id)

    assert rule_ids(author) == []


def test_nothing_is_learned_when_its_author_does_not_want_it(site: Site, author: Visitor) -> None:
    author.post("/voice/rules/learning", from_posts="yes")

    teach(site, author)

    assert rule_ids(author) == []


def test_a_published_post_in_ones_own_words_becomes_a_sample(site: Site, author: Visitor) -> None:
    draft_id = teach(site, author, final=TAKE)

    author.post("/shares/1", posted="true")

    assert author.get(f"/drafts/{draft_id}").status_code == 200
    assert TAKE in author.get("/voice").text


@pytest.mark.parametrize("wanted", [False, True], ids=["not wanted", "not said to be posted"])
def test_a_post_is_no_sample_against_its_authors_will(site: Site, author: Visitor, wanted: bool) -> None:
    if not wanted:
        author.post("/voice/rules/learning", from_edits="yes")
    teach(site, author, final=TAKE)

    author.post("/shares/1", posted="false" if wanted else "true")

    assert TAKE not in author.get("/voice").text


def test_a_text_that_is_hardly_the_authors_is_no_sample(site: Site, author: Visitor) -> None:
    other = "Les fours de la halle ont été démontés en mars. La charpente a été refaite par les compagnons."
    teach(site, author, first=other, final=other)

    author.post("/shares/1", posted="true")

    assert "charpente" not in author.get("/voice").text


def test_forgetting_the_voice_forgets_the_rules(site: Site, author: Visitor) -> None:
    teach(site, author)

    author.post("/voice/delete-all")

    assert rule_ids(author) == []


def test_rules_ask_strangers_to_sign_in(site: Site) -> None:
    assert site.visitor().get("/voice/rules").url.path == "/sign-in"
