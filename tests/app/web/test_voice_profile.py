"""The page of a voice: told in plain words, corrected, taken along, forgotten, and nobody else's business."""

import re
from html import unescape

import pytest

from app.domain.people import Language
from app.store import people
from tests.app.web.conftest import Site, Visitor

TAKE = "J'ai réparé un four jeudi, et le client a souri."
HATED = "Une vraie synergie avec le fournil, jeudi, et le client a souri."
REFUSED = "Ma famille a goûté le pain du four réparé jeudi."
ONLY_YOU = ("Un mot que vous n’aimez pas", "Vous n’en parlez pas en public")


def plain(page: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def wish(visitor: Visitor, **fields: str):
    return visitor.post("/voice/wishes", **fields)


@pytest.fixture
def bilingual(site: Site) -> Visitor:
    return site.signed_in("Solène")


def voice_of(site: Site, name: str, language: Language):
    with site.services.sessions() as session:
        person = people.find_person_by_name(session, name)
    return site.services.voices.voice(person, language=language)


def test_what_is_corrected_is_named_in_words(bilingual: Visitor) -> None:
    page = bilingual.get("/voice").text

    named = re.findall(r"<summary>Corriger<span class=\"sr\"> \((.+?)\)</span>", page)

    assert "Points d’exclamation" in named
    assert not any("_" in name for name in named)


def test_habits_are_told_beside_the_authors_own_words(author: Visitor) -> None:
    page = author.get("/voice").text

    assert "Vous écrivez des phrases courtes" in page
    assert re.search(r'<mark class="tone tone--own">Bonne fournée\.</mark>', page)
    assert "10 posts" in plain(page)


def test_the_page_is_as_plain_in_english(colleague: Visitor) -> None:
    page = colleague.get("/voice").text

    assert "You use semicolons in every post" in page
    assert '<mark class="tone tone--own">;</mark>' in page


def test_a_correction_is_followed_in_its_language_alone_and_can_be_taken_back(
    site: Site, bilingual: Visitor
) -> None:
    measured = voice_of(site, "Solène", Language.FRENCH).profile.style.emoji_rate

    page = bilingual.post("/voice/habits", language="fr", trait="emoji", stance="never")

    assert measured > 0
    assert "Vous avez demandé" in page.text
    assert voice_of(site, "Solène", Language.FRENCH).profile.style.emoji_rate == 0
    assert voice_of(site, "Solène", Language.ENGLISH).profile.style.emoji_rate > 0

    bilingual.post("/voice/habits", language="fr", trait="emoji", stance="")

    assert voice_of(site, "Solène", Language.FRENCH).profile.style.emoji_rate == measured


def test_a_habit_that_is_switched_off_is_neither_followed_nor_judged(site: Site, bilingual: Visitor) -> None:
    bilingual.post("/voice/habits", language="fr", trait="exclamation", stance="off")

    profile = voice_of(site, "Solène", Language.FRENCH).profile
    assert profile.style.exclamation_rate == 0
    assert "exclamation" not in profile.habits


@pytest.mark.parametrize(
    ("language", "trait", "stance"),
    [("fr", "emoji", "loudly"), ("fr", "no such", "never"), ("xx", "emoji", "never"), ("en", "address", "tu"),
     ("fr", "tu", "never"), ("fr", "vocabulary", "off"), ("fr", "closings", "often")],
    ids=["no such choice", "no such habit", "no such language", "not in English", "never alone", "only told",
         "only off"],
)  # fmt: skip
def test_a_correction_that_cannot_be_is_refused_and_nothing_changes(
    site: Site, bilingual: Visitor, language: str, trait: str, stance: str
) -> None:
    page = bilingual.post("/voice/habits", language=language, trait=trait, stance=stance)

    assert page.status_code == 422
    assert not voice_of(site, "Solène", Language.FRENCH).corrections


def test_wishes_are_kept_and_reach_the_writer(site: Site, author: Visitor) -> None:
    author_wishes = {
        "topics": "fours\nbois",
        "refusals": "ma famille",
        "avoided": "synergie",
        "tone-x": "direct",
    }

    page = wish(author, **author_wishes).text

    assert "C’est gardé" in page
    with site.services.sessions() as session:
        person = people.find_person_by_name(session, "Denis")
    wishes = site.services.voices.wishes(person)
    assert (wishes.refusals, wishes.avoided) == (("ma famille",), ("synergie",))
    assert {channel.value: tone.value for channel, tone in wishes.tones.items()} == {"x": "direct"}
    assert person.topics == ("fours", "bois")


@pytest.mark.parametrize(
    "fields",
    [{"avoided": "x" * 81}, {"refusals": "\n".join(f"sujet {i}" for i in range(51))}, {"tone-x": "shouting"}],
    ids=["too long", "too many", "no such tone"],
)
def test_what_cannot_be_kept_is_said_and_stays_typed(author: Visitor, fields: dict[str, str]) -> None:
    page = wish(author, topics="mes fours à bois", **fields)

    assert page.status_code == 422
    assert "mes fours à bois" in page.text
    assert "mes fours à bois" not in author.get("/voice/wishes").text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"topics": "les synergies", "avoided": "synergie"}, "on vous signalera où se trouve le mot"),
        ({"topics": "politique locale", "refusals": "la politique"}, "votre silence passe d’abord"),
        ({"tone-linkedin": "sober"}, "le ton passe d’abord"),
    ],
    ids=["a hated topic", "a refused topic", "sober with emoji"],
)
def test_wishes_that_do_not_agree_are_told_with_the_one_that_wins(
    bilingual: Visitor, fields: dict[str, str], told: str
) -> None:
    page = wish(bilingual, **fields).text

    assert told in page
    for value in fields.values():
        assert value in page


def test_an_author_alone_is_told_of_their_own_rules(author: Visitor, reviewer: Visitor) -> None:
    wish(author, avoided="synergie", refusals="ma famille")
    draft_id = author.start_editing(TAKE)

    panel = str(author.write(draft_id, f"{HATED} {REFUSED} Appelez-moi au 06 12 34 56 78.")["panel"])
    for key in re.findall(r'finding--tip"[^>]* data-key="([0-9a-f]+)"', panel):
        author.post(f"/drafts/{draft_id}/dismissals/{key}", reason="my_way")
    author.post(f"/drafts/{draft_id}/submit")
    seen = reviewer.get(f"/reviews/{draft_id}").text

    assert all(title in panel for title in ONLY_YOU)
    assert "06 12 34 56 78" in seen
    assert not any(title in seen for title in ONLY_YOU)
    assert "Vous avez demandé à ne jamais écrire" not in seen


def test_another_person_has_no_such_rules(author: Visitor, bilingual: Visitor) -> None:
    wish(author, avoided="synergie", refusals="ma famille")
    draft_id = bilingual.start_editing(TAKE)

    panel = bilingual.write(draft_id, f"{HATED} {REFUSED}")["panel"]

    assert not any(title in panel for title in ONLY_YOU)


def test_nothing_of_a_voice_is_on_anybody_elses_page(
    author: Visitor, colleague: Visitor, reviewer: Visitor
) -> None:
    wish(author, topics="clé de treize", refusals="ma famille", avoided="synergie")
    author.post("/voice/habits", language="fr", trait="emoji", stance="never")

    for visitor in (colleague, reviewer):
        for address in ("/voice", "/voice/wishes", "/voice/export", "/", "/policy"):
            page = visitor.get(address).text
            assert "Bonne fournée" not in page
            assert "clé de treize" not in page


def test_everything_is_taken_along_in_one_file(author: Visitor) -> None:
    wish(author, topics="fours", refusals="ma famille", avoided="synergie")
    author.post("/voice/habits", language="fr", trait="emoji", stance="never")

    response = author.get("/voice/export")
    file = response.json()

    assert "attachment" in response.headers["content-disposition"]
    assert len(file["posts"]) == 10
    assert file["wishes"]["never_said"] == ["ma famille"]
    assert file["wishes"]["words_avoided"] == ["synergie"]
    assert file["languages"]["fr"]["corrections"] == {"emoji": "never"}
    assert file["languages"]["fr"]["habits"]["sentence_length"]["usual"] > 0
    assert file["learned_rules"] == []
    assert file["topics"] == ["fours"]


def test_forgetting_a_voice_leaves_nothing_of_it_and_says_so(
    site: Site, author: Visitor, bilingual: Visitor
) -> None:
    wish(author, refusals="ma famille", avoided="synergie")
    author.post("/voice/habits", language="fr", trait="emoji", stance="never")

    page = author.post("/voice/delete-all").text

    file = author.get("/voice/export").json()
    assert "Votre voix est oubliée" in page
    assert file["posts"] == []
    assert file["wishes"] == {"never_said": [], "words_avoided": [], "tones": {}}
    assert all(not each["corrections"] and not each["habits"] for each in file["languages"].values())
    assert len(bilingual.get("/voice/export").json()["posts"]) == 12


def test_below_five_posts_the_page_says_that_it_is_too_few(site: Site, author: Visitor) -> None:
    ids = re.findall(r"/voice/posts/(\d+)/delete", author.get("/voice").text)
    for post_id in ids[4:]:
        author.post(f"/voice/posts/{post_id}/delete")

    page = plain(author.get("/voice").text)

    assert "4 posts C’est trop peu" in page
