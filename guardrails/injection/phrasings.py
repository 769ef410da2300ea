# ruff: noqa: E501  (lists of signs read better unbroken)
"""The wordings of orders, ready to be looked for: by their signs first, and where their verbs stand."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from guardrails.injection.wordings import wordings
from guardrails.words import read_phrases

VERBS = ("set_aside", "show", "send", "put_in")
LEADS = frozenset(
    [
        "please",
        "now",
        "and",
        "then",
        "so",
        "must",
        "should",
        "shall",
        "will",
        "can",
        "to",
        "you",
        "just",
        "simply",
        "kindly",
        "immediately",
        "instead",
        "also",
        "first",
        "ai",
        "assistant",
        "let",
        "s",
        "merci",
        "de",
        "d",
        "veuillez",
        "maintenant",
        "et",
        "puis",
        "alors",
        "dois",
        "devez",
        "faut",
        "tu",
        "vous",
        "desormais",
        "svp",
        "plait",
        "simplement",
        "donc",
        "priere",
        "peux",
        "pouvez",
        "vas",
        "allez",
        "suite",
        "qu",
        "n",
        "l",
        "is",
        "ok",
    ]
)
"""Words that lead up to an order: "please", "tu dois"; otherwise it begins a clause."""


class Phrasing(NamedTuple):
    """An order's wording, looked for only in texts where a word of `signs` stands.

    With `verbs`, it is tried where one of these begins a clause, and nowhere else.
    """

    kind: str
    signs: str
    pattern: re.Pattern[str]
    verbs: str = ""


_SIGNS = {
    "orders": "style_guide guide_de_style instruction prompt guideline guidance directive consigne ordre orders rules regle constraint contrainte restriction guardrail garde-fou "
    "safeguard safety command programming directions message recommandation indication prescription parametrage style_guide system configuration",
    "ignore": "ignore disregard forget oublie drop_ laisse_tomber",
    "obey": "obey answer_to_me obeis reponds i_tell_you ce_que_je",
    "vague": "brief style_guide guide_de_style rest reste else post pretend comme_si as_if as_though context message request conversation training demande programmation polic limit filter filtre task tache text contenu content input",
    "before": "ignore_tout oublie_tout ignorez_tout oubliez_tout ce_qui ignore_previous disregard_previous irrelevant void example exemple everything above before earlier previously so_far until_now up_to_now precede ci-dessus plus_haut auparavant precedemment jusqu'ici au-dessus avant "
    "_told learned taught _given instructed developer system prompt t'a vous_a t'ont vous_ont t'ait",
    "goal": "task goal purpose objective instruction mission tache _but_ objectif consigne",
    "from now": "from_now from_this henceforth going_forward starting_now desormais dorenavant a_partir_de des_maintenant des_a_present from_here",
    "unbound": "restrict unfiltered uncensored restriction filter limit guardrail censor constraint moral ethic rules _mode mode_ anything_now jailbreak "
    "evil filtre garde-fou censure contrainte tabou regle bride",
    "machines": "model chatbot llm gpt assistant modele artificielle _ai_ _ai, _ai. _ai: _ai- _ais_ 'ai: (ai _ia_ _ia, _ia. _ia: 'ia _dan_ _dan, _dan. jailbr agent a.i",
    "holdings": "password credential api secret token confiden private internal personal customer client _user employee company sensitive history _log "
    "conversation prompt instruction context memory passage document source mot_de_passe mots_de_passe identifiant donnees information fichier historique",
    "reader": "instruction prompt consigne directive user utilisat told",
    "only": "only exactly solely nothing_but simply just always verbatim uniquement exactement seulement simplement toujours rien_d'autre",
    "output": "answer response output reply replies summar draft every_post each_post every_text each_text post_you generated completion reponse sortie "
    "resume brouillon chaque publications posts textes publication_que texte_que post_que",
}  # fmt: skip
"""For each set its words, with "_" for a space."""


@lru_cache(maxsize=1)
def phrasings() -> tuple[Phrasing, ...]:
    return tuple(
        Phrasing(kind, signs, re.compile(pattern), verbs) for kind, signs, verbs, pattern in wordings()
    )


@lru_cache(maxsize=1)
def verb_finder() -> Any:
    """An automaton over one folded line of the beginnings of verbs: (length, the lists that have it)."""
    import ahocorasick

    lists: dict[str, set[str]] = {}
    for name in VERBS:
        for line in read_phrases(f"injection_{name}"):
            lists.setdefault(_beginning(line), set()).add(name)
    automaton = ahocorasick.Automaton()
    for beginning, names in lists.items():
        automaton.add_word(beginning, (len(beginning), frozenset(names)))
    automaton.make_automaton()
    return automaton


def _beginning(line: str) -> str:
    """The letters that every spelling of the line begins with."""
    letters = re.match(r"[a-z][a-z' -]*", line)
    if letters is None:
        raise ValueError(f"{line} does not begin with letters")
    is_optional = line[letters.end() : letters.end() + 1] in {"?", "*"}
    return letters.group()[:-1] if is_optional else letters.group()


@lru_cache(maxsize=1)
def sign_finder() -> Any:
    """An automaton over one folded line; its values are the sets of signs in which the word stands."""
    import ahocorasick

    sets: dict[str, set[str]] = {}
    for name, words in _SIGNS.items():
        for word in words.split():
            sets.setdefault(word.replace("_", " "), set()).add(name)
    automaton = ahocorasick.Automaton()
    for word, names in sets.items():
        automaton.add_word(word, frozenset(names))
    automaton.make_automaton()
    return automaton
