# ruff: noqa: E501  (a table of sentences reads better unbroken)

import pytest

from guardrails.authenticity.tone import ToneCheck
from tests.support.posts import make_doc

BROCHURE_EN = (
    "We are thrilled to announce our next-generation platform. As a trusted partner, we are committed to operational "
    "excellence and seamless digital transformation for our customers and stakeholders. "
)
BROCHURE_FR = (
    "Nous sommes fiers d’annoncer une solution innovante. Acteur majeur du secteur, nous nous engageons à accompagner "
    "nos clients dans leur transformation digitale, au service de nos parties prenantes. "
)


CHECK = ToneCheck.of(["Harbour Mills"], hashtags=12, emoji_per_100=4.0)


def rules(text: str, language: str = "en") -> set[str]:
    return {
        finding.rule.removeprefix("authenticity.") for finding in CHECK(make_doc(text, language=language))
    }


@pytest.mark.parametrize(
    ("text", "language", "rule"),
    [
        (BROCHURE_EN, "en", "corporate_tone"),
        (BROCHURE_FR, "fr", "corporate_tone"),
        (BROCHURE_EN * 3, "en", "no_first_person"),
        (BROCHURE_FR * 3, "fr", "no_first_person"),
        ("An amazing team, an incredible product, the most revolutionary idea.", "en", "superlatives"),
        ("Une équipe incroyable, un produit exceptionnel, la meilleure idée.", "fr", "superlatives"),
        ("In today’s fast-paced world, change is constant.", "en", "machine_pattern"),
        ("À l’heure où tout s’accélère, il faut agir.", "fr", "machine_pattern"),
        ("It’s not a tool, it’s a mindset. It’s not about speed — it’s about trust.", "en", "machine_pattern"),
        ("Ce n’est pas un outil, c’est un état d’esprit. Il ne s’agit pas de vitesse, mais de confiance.", "fr",
         "machine_pattern"),
        ("Stop scrolling!\nI fixed a mill.", "en", "empty_hook"),
        ("Ça change tout.\nJ’ai réparé un moulin.", "fr", "empty_hook"),
        ("Nobody is talking about this.\nI fixed a mill.", "en", "empty_hook"),
        ("What I am about to share will surprise every miller you know.\nI fixed a mill.", "en", "empty_hook"),
        ("This will change the way you look at flour.\nI fixed a mill.", "en", "empty_hook"),
        ("Ce que je vais vous raconter, personne ne l’a jamais écrit.\nJ’ai réparé un moulin.", "fr", "empty_hook"),
        ("Ce qui suit va changer votre regard sur la farine.\nJ’ai réparé un moulin.", "fr", "empty_hook"),
        ("Harbour Mills opens in May. Harbour Mills hires ten people.", "en", "no_first_person"),
        ("Harbour Mills annonce un moulin. L’entreprise propose des visites. Le public viendra.", "fr",
         "no_first_person"),
        ("Look " + " ".join(f"#tag{n}" for n in range(14)), "en", "hashtags"),
        ("🎉🎉🎉🎉🎉🎉🎉🎉 Bravo à tous", "fr", "emoji"),
    ],
    ids=[
        "brochure en", "brochure fr", "nobody says I", "personne ne dit je", "big words en", "big words fr",
        "worn opening en", "worn opening fr", "not but twice en", "not but twice fr", "hook en", "hook fr",
        "hook of silence", "hook that promises", "hook that changes all", "hook that promises fr",
        "hook that changes all fr", "only the company acts", "only the company acts fr",
        "hashtags", "emoji",
    ],
)  # fmt: skip
def test_a_sign_is_told_for_what_it_is(text, language, rule):
    assert rule in rules(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I spent a week with the night team. I liked the silence, and the coffee at four.", "en"),
        ("J’ai passé une semaine avec l’équipe de nuit. J’ai aimé le calme, et le café de quatre heures.", "fr"),
        ("It’s not a tool, it’s a mindset.", "en"),
        ("We are thrilled to announce that I finally fixed my bike. I am so proud of me, and my knees.", "en"),
        ("The best day: we walked, we talked, we were late. What an amazing place.", "en"),
        ("#one #two #three 🎉 Done.", "en"),
        ("Hot take: flour matters more than water, and I can prove it with my bread.", "en"),
        ("Harbour Mills: “we open in May”. Harbour Mills writes: “bring boots”.", "en"),
        ("Harbour Mills opens in May. I shall bring boots. Harbour Mills hires, too.", "en"),
        ("Harbour Mills ouvre en mai. On y sera tous, avec des bottes. Il pleuvra.", "fr"),
        ("What I am going to bake tomorrow depends on the flour.", "en"),
        ("Je vais changer de façon de pétrir.", "fr"),
        ("", "en"),
    ],
    ids=["own voice", "own voice fr", "not but once", "irony", "a friendly we", "three tags", "a hook that goes on",
         "quoted company", "company and I", "company once", "plans", "change of one's own", "empty"],
)  # fmt: skip
def test_people_s_own_prose_is_left_alone(text, language):
    assert rules(text, language) == set()


def test_the_signs_are_shown_in_the_words_of_the_post():
    [finding] = [f for f in CHECK(make_doc(BROCHURE_FR, language="fr")) if f.rule.endswith("corporate_tone")]

    assert "«\N{NO-BREAK SPACE}solution innovante\N{NO-BREAK SPACE}»" in finding.details["signs"]
