"""The invented company that the examples of the rules speak of, and what it keeps to itself."""

from guardrails.authenticity.draft_prints import DraftPrint
from guardrails.authenticity.own_rules import OwnRulesCheck
from guardrails.authenticity.sameness import SamenessIndex
from guardrails.checks import Check
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary, fingerprint_sentences
from guardrails.confidentiality.lexicon import LexiconTerm
from guardrails.confidentiality.quiet_period import QuietPeriod
from guardrails.default_checks import default_checks
from guardrails.policy import Policy, load_policy
from tests.support.posts import COLLEAGUE, CONFIDENTIAL, KEY, TODAY

COLLEAGUE_IN_FRENCH = (
    "Nous avons passé l’équipe de nuit aux camions électriques en mai, et les chauffeurs disent que la "
    "cabine est si calme qu’ils entendent les oiseaux du dépôt. La charge prend quarante minutes, le temps "
    "d’un café et d’un sandwich."
)
COMPANY = (
    "Harbour Mills grinds for bakers who want to know their field. Each sack carries the name of a farm, the "
    "day of the harvest and the hand that sealed it, because a flour without an address is only dust.",
    "Harbour Mills moud pour les boulangers qui veulent connaître leur champ. Chaque sac porte le nom d’une "
    "ferme, le jour de la moisson et la main qui l’a fermé, car une farine sans adresse n’est que poussière.",
)
UNSEEN = (
    "On Sundays our apprentices open the mill to the children of the street. Each may pull the bell rope "
    "once, weigh a little bag of flour, and ask the oldest of the millers anything, even his age. He tells.",
    "Les apprentis ouvrent le moulin le dimanche aux enfants de la rue. Chaque enfant tire une fois la corde "
    "de la cloche, pèse un petit sac de farine et demande au plus vieux des meuniers ce qu’il veut, même "
    "son âge.",
)
"""Drafts on a colleague's desk."""
SECRETS = (*CONFIDENTIAL, "The offer for the northern mills stands at 2.31 million euros.")
INTERNAL = (
    "From Monday, visitors sign in at the north gate and wear a yellow badge in every workshop.",
    "Dès lundi, les visiteurs signent à la porte nord et portent un badge jaune dans tous les ateliers.",
)
TERMS = (
    LexiconTerm("Atlas", "code_name"),
    LexiconTerm("Cormorant", "code_name", others=("Cormoran",)),
    LexiconTerm("Ostrava", "embargo"),
    LexiconTerm("Zephyr Bank", "client"),
    LexiconTerm("Odile Fresnay", "person"),
)


def example_checks(policy: Policy | None = None) -> list[Check]:
    """Every check, for Harbour Mills; the policy is the one delivered unless another is given."""
    texts = [*(("confidential", text) for text in SECRETS), *(("internal", text) for text in INTERNAL)]
    prints = [
        (number, level, blob)
        for number, (level, text) in enumerate(texts, start=1)
        for blob in fingerprint_sentences(text, key=KEY)
    ]
    posts = [("colleague", 7, text) for text in (COLLEAGUE, COLLEAGUE_IN_FRENCH)]
    return default_checks(
        policy=policy or load_policy(),
        today=TODAY,
        lexicon=TERMS,
        quiet_periods=[QuietPeriod(topics=("financial",))],
        fingerprints=FingerprintLibrary.load(prints, key=KEY),
        sameness=SamenessIndex.build([*posts, *(("company", 0, text) for text in COMPANY)], key=KEY),
        drafts=[one for text in UNSEEN if (one := DraftPrint.of(text, owner=8, key=KEY))],
        employer="Harbour Mills",
        products=("Millwright",),
        phrases=("I work at Harbour Mills", "Je travaille chez Harbour Mills"),
        further=[OwnRulesCheck.of(avoided=("synergy", "synergie"), refusals=("my children", "mes enfants"))],
    )
