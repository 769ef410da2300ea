from pathlib import Path

import pytest

from app.cocreate.angles import ANGLES, angle_of_fact
from app.cocreate.arrange import make_plans
from app.cocreate.facts import Fact
from app.cocreate.ranking import rank_facts
from app.cocreate.takes import OwnBlock, Stance, own_blocks
from guardrails.authenticity.voice.style import Style
from tests.support.briefings import make_brief, make_passage

WORDS = Path(__file__).parents[3] / "app" / "web" / "templates" / "drafts" / "_angles.html"
PLAIN = OwnBlock("I was there.", Stance.OPENS, "")
KINDS = [
    ("en", "I don't agree that a quick answer makes a happy customer.", "disagreement"),
    ("en", "I was wrong three times before a technician was right once.", ""),
    ("en", "We used to close on Sundays; now nobody remembers why.", "before_after"),
    ("en", "Before noon I never eat.", ""),
    ("en", "A customer in Leeds told me that her oven no longer sulks on Mondays.", "testimonial"),
    ("en", "A baker told me that her oven sulks on Mondays.", ""),
    ("en", "My daughter told me that nobody bakes at night.", ""),
    ("en", "A customer asked me why the hall closes so early.", ""),
    ("en", "My partner told me to leave the oven alone.", ""),
    ("en", "Thank you to everybody who stayed until six.", "thanks"),
    ("en", "I'm not convinced that shifting the bake helps.", "doubt"),
    ("fr", "Je ne suis pas d'accord : un délai court ne suffit pas.", "disagreement"),
    ("fr", "Avant on fermait le dimanche, maintenant personne n'y pense.", "before_after"),
    ("fr", "Depuis que les prix sont affichés, on me demande moins de remises.", "before_after"),
    ("fr", "Avant midi je ne mange pas.", ""),
    ("fr", "Une cliente de Bourges m'a dit que son four ne boudait plus.", "testimonial"),
    ("fr", "Nos partenaires nous ont remerciés d'être venus de nuit.", "thanks"),
    ("fr", "Une boulangère m'a dit que son four boudait le lundi.", ""),
    ("fr", "Ma fille m'a demandé pourquoi le pain dort au frigo.", ""),
    ("fr", "Un client m’a demandé pourquoi la halle ferme si tôt.", ""),
    ("fr", "Merci à celles et ceux qui sont restés.", "thanks"),
    ("fr", "Je ne suis pas convaincu par ce délai.", "doubt"),
]
FACTS = [
    ("en", "The desk solved 58% of calls by telephone, against 49% the winter before.", "before_after"),
    ("en", "“Our queue is half as long,” said Odile Marchevert of the Vernoy market.", "testimonial"),
    ("en", "The covered market in Vernoy has 38 stalls.", "sourced"),
    ("fr", "Le marché attire 2 600 clients, contre 1 900 en 2019.", "before_after"),
    ("fr", "« La file a diminué », dit Odile Marchevert, primeure à Vernoy.", "testimonial"),
    ("fr", "La halle de Vernoy compte 38 étals.", "sourced"),
]


@pytest.mark.parametrize("code", ANGLES)
def test_every_angle_has_its_name_and_hint_on_the_page(code):
    assert WORDS.read_text(encoding="utf-8").count(f'"{code}"') >= 3


@pytest.mark.parametrize(("language", "take", "kind"), KINDS, ids=[k[1][:24] for k in KINDS])
def test_the_author_s_words_say_what_they_do(language, take, kind):
    (block,) = own_blocks(make_brief(language, takes=(take,)), Style())

    assert block.kind == kind


@pytest.mark.parametrize(("language", "text", "angle"), FACTS, ids=[f[1][:24] for f in FACTS])
def test_a_draft_that_opens_with_its_fact_is_named_for_what_the_fact_does(language, text, angle):
    fact = Fact(text, make_passage(text, language), 0)

    assert angle_of_fact(fact, PLAIN, {}) == angle


ASKED = "Who decides on the stalls of a market like this?"


@pytest.mark.parametrize("kind", ["disagreement", "before_after", "testimonial", "thanks", "question"])
def test_a_draft_that_opens_with_telling_words_is_named_for_them(kind):
    take = next(
        (t for language, t, k in KINDS if language == "en" and k == kind),
        ASKED,
    )
    brief = make_brief("en", takes=(take,))

    (plan, *_) = make_plans(own_blocks(brief, Style()), rank_facts([], brief), brief)

    assert plan.angle == kind
