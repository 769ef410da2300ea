# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""How an order to a model is worded, in French and English, over folded text on one line.

The words are in guardrails/words/injection_*.txt; here is how they are put together. Every gap is
bounded, so the time is linear in the text.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from guardrails.words import read_phrases


class Phrasing(NamedTuple):
    """An order's wording, looked for only in texts where a word of `signs` stands.

    With `verbs`, it is tried where one of these begins a clause, and nowhere else.
    """

    kind: str
    signs: str
    pattern: re.Pattern[str]
    verbs: str = ""


def _any(name: str) -> str:
    return f"(?:{'|'.join(read_phrases(f'injection_{name}'))})"


def _gap(words: int) -> str:
    """Up to so many words of the same sentence between two parts."""
    return rf"(?:[^\w.!?;]{{1,3}}[\w'-]+){{0,{words}}}?[^\w.!?;]{{1,4}}"


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

_YOURS = r"(?:your|ur|tes|vos|ton|ta|votre)"
_WHOLE = r"(?:all|any|every|whatever|each|tout(?:e|es)?|tous|l'ensemble|chacune?|n'importe quelle?s?)"
_SURE = r"(?:instructions?|prompts?|guidelines|directives?|consignes?|safety \w+|garde-fous|guardrails)"
_VAGUE = r"(?:context|messages?|requests?|conversation|training|contexte|demandes?|programmation|polic(?:y|ies)|limitations|limites|filtres?|filters?|tasks?|taches?|texte?|contenu|content|input)"
_CLEARLY_EARLIER = (
    r"(?:previous|prior|preceding|above|earlier|precedent(?:e|s|es)?|anterieur(?:e|s|es)?|ci-dessus)"
)
_DATED = r"(?:current|old|older|last|past|actuelles?|anciennes?|en vigueur|en place|en cours)"
_BEFORE = (
    r"(?:above|before|earlier|previously|so far|until now|up to now|prior to this|(?:ecrit|dit|demande|indique)\w* (?:avant|plus haut|ci-dessus"
    r"|auparavant|precedemment|jusqu'ici|au-dessus)|precede|se trouve (?:plus haut|ci-dessus|au-dessus)|ci-dessus)"
)
_ALL_BEFORE = (
    r"(?:(?:all|everything|anything|whatever|tout|ce|tout ce|de tout ce|de ce|a tout ce)[ ,]{1,2}(?:of )?(?:(?:what|that|it|which|qui|qu'on|que l'on|que) ?)?"
    rf"(?:[\w']+ ){{0,5}}?{_BEFORE}|the above\b|above\b|what (?:came|was said|you were told|i said) (?:before|above|earlier)?"
    r"|(?:everything|all|anything|whatever|what) (?:that )?(?:you(?:'ve| have| were| had)? (?:been )?(?:told|learned|taught|given|instructed)"
    r"|the (?:developers?|system|prompt|system (?:prompt|message)) (?:said|says|told you))|(?:tout )?ce (?:qu'on|que l'on|qui) (?:t'|vous )(?:a|ont)(?: ete)? (?:dit|demande|appris|ordonne|indique|impose)\w*)"
)
_OVER = (
    r"(?:(?: \w+){0,2}? ?(?:(?:is|are|was|were|est|sont|ont ete|a ete|have been|has been|etai\w+|as|comme|must be|have|ont|now|desormais|maintenant|all"
    rf"|hereby|toutes?|were only|a|n'a|n'ont) ){{1,3}}{_any('nothing_left')}\b|(?: \w+){{0,2}}? (?:no longer (?:apply|count|exist|hold)|don't apply"
    r"|do not apply|ne (?:s'appliquent|valent|comptent|tiennent) plus|n'(?:existent|ont|a) (?:plus|aucune)|n'est plus|ne sont plus))"
)

VERBS = ("set_aside", "show", "send", "put_in")


def _wordings() -> Iterator[tuple[str, str, str, str]]:
    set_aside, orders, earlier, told_you = map(_any, ("set_aside", "orders", "earlier", "told_you"))
    machines, unbound = _any("machines"), _any("unbound")
    told = rf"(?:{_CLEARLY_EARLIER}|{_YOURS}|{earlier})"
    yield "override", "orders", "set_aside", rf"{set_aside}(?:{_gap(4)}{told}){{1,2}}{_gap(3)}{orders}\b"
    yield (
        "override",
        "orders",
        "set_aside",
        rf"{set_aside}{_gap(4)}{orders}{_gap(4)}(?:{earlier}|{told_you})\b",
    )
    yield "override", "orders", "set_aside", rf"{set_aside}{_gap(2)}{_WHOLE} (?:[\w']+ ){{0,2}}?{_SURE}\b"
    yield "override", "orders", "set_aside", rf"{set_aside}{_gap(2)}{_DATED} (?:[\w']+ )?{_SURE}\b"
    yield "override", "orders", "set_aside", rf"{set_aside}{_gap(2)}{_SURE} {_DATED}\b"
    yield (
        "override",
        "vague",
        "set_aside",
        rf"{set_aside}{_gap(2)}(?:{_WHOLE} )(?:[\w']+ ){{0,2}}?{_CLEARLY_EARLIER} (?:[\w']+ )?{_VAGUE}\b",
    )
    yield "override", "before", "set_aside", rf"{set_aside}[^\w.!?]{{1,3}}{_ALL_BEFORE}"
    yield (
        "override",
        "orders",
        "",
        rf"\b(?:{told} (?:\w+ ){{0,2}}?{orders}|{orders} (?:\w+ ){{0,2}}?(?:{earlier}|{told_you}|given earlier)){_OVER}",
    )
    yield (
        "override",
        "orders",
        "",
        rf"\b(?:consider|treat|regard|considere[rz]?|traite[rz]?|tiens|tenez)(?: que)?{_gap(2)}(?:{told}{_gap(2)}{orders}|{orders}{_gap(2)}{earlier})[^.!?]{{1,30}}?(?:{_any('nothing_left')}|n'existent|plus)\b",
    )
    yield (
        "override",
        "before",
        "",
        rf"\b(?:everything|all|tout)(?: of it| that| ce)?(?: qui)? (?:[\w']+ ){{0,4}}?{_BEFORE}(?: \w+){{0,2}}? (?:is|was|are|were|est|etait|a|n'a|sont)(?: \w+){{0,2}}? (?:{_any('nothing_left')}|aucune (?:valeur|importance)|sans (?:valeur|importance))",
    )
    yield (
        "override",
        "orders",
        "",
        rf"\b(?:despite|contrary to|regardless of|notwithstanding|no matter|whatever|in spite of|against|the opposite of|malgre|contrairement a|peu importe(?:nt)?|quelles? que soi(?:t|ent)|nonobstant|en depit de|au mepris de|a l'encontre de)(?: what)?{_gap(1)}(?:{_YOURS}|the|les|le)(?: {_CLEARLY_EARLIER}| {earlier})? (?:[\w']+ )?(?:{_SURE}|system prompt|regles)\b(?: (?:above|says?|sa(?:ys|id)|{earlier}))?",
    )
    yield (
        "override",
        "before",
        "",
        r"\b(?:despite|regardless of|no matter|whatever|malgre|contrairement a|peu importe|quoi) (?:what )?(?:you(?:'ve| were| have been) (?:been )?told|(?:ce )?(?:qu'on|que l'on) (?:t'|vous )(?:a|ait|ont) (?:dit|demande|indique|ordonne)\w*)[^.!?]{0,20}?,",
    )
    yield (
        "override",
        "orders",
        "",
        rf"\b(?:you|tu|vous) (?:no longer (?:have|need) to|don't have to|need not|are (?:no longer|not) (?:bound|required|obliged)(?: by| to)?|are (?:now )?free (?:of|from)|n'as plus (?:a|besoin de)|n'es plus (?:tenue?|obligee?|liee?|soumise?) (?:de|a|par|aux)|n'avez plus (?:a|besoin de)|n'etes plus (?:tenue?s?|obligee?s?|liee?s?|soumis\w*) (?:de|a|par|aux)){_gap(3)}(?:{told} (?:[\w']+ ){{0,2}}?{orders}|{orders} (?:\w+ ){{0,1}}?(?:{earlier}|{told_you})|{_SURE})\b",
    )
    yield (
        "override",
        "orders",
        "",
        r"\b(?:new|updated|revised|real|true|actual|correct|nouvelles?|vraies?|veritables?|bonnes?) (?:system )?(?:instructions?|prompts?|directives?|consignes?|orders|ordres?)\b[^.!?\n]{0,30}?(?:: ?\S|\b(?:override|replace|supersede|for (?:the )?(?:ai|assistant|model)|remplacent|pour (?:l'ia|l'assistant|le modele)))",
    )
    yield (
        "override",
        "orders",
        "",
        rf"\b(?:here (?:are|is)|voici|follow)(?: only)? {_YOURS} (?:\w+ )?{_SURE}|\b(?:here (?:are|is)|voici) (?:the|les|de) (?:new|real|true|correct|updated|nouvelles|vraies|bonnes) {_SURE}|\bthe (?:real|true|actual|correct) {_SURE} (?:are|is|follow)|\b(?:{_YOURS}) (?:\w+ )?{_SURE} (?:have|ont|are|were|sont|etaient) (?:now )?(?:changed?|wrong|fausses|updated|mises a jour)",
    )
    yield (
        "override",
        "goal",
        "",
        rf"\b{_YOURS} (?:only |new |real |true |actual |sole |seule |nouvelle |vraie |veritable |nouveau |vrai |seul |unique )+(?:task|goal|purpose|objective|instructions?|mission|tache|but|objectif|consignes?)\b (?:is (?:to|now)|are|est (?:de|d'|desormais|maintenant)|sont|consiste|will be|sera|now)",
    )
    yield (
        "override",
        "from now",
        "",
        rf"\b(?:from (?:now|this point|here) (?:on|forward)|from this moment|henceforth|going forward|starting now|desormais|dorenavant|a partir de (?:maintenant|cet instant|ce message|la)|des (?:maintenant|a present)),? (?:you (?:will|must|shall|are|should|only|can|respond|answer|act|obey)|tu (?:es|dois|reponds|n'|ne |vas|obeis|agis|suis|fais)|vous (?:etes|devez|repondez|n'|ne |allez|obeissez|agissez|suivez)|ignore|disregard|forget|oublie|your (?:name|task|purpose))[^.!?\n]{{0,80}}?(?:{machines}|{unbound}|\b(?:obey|instructions?|prompts?|guide in|respond|answer only|reply|restrictions?|obei\w*|consignes?|ordres?|repond\w* (?:uniquement|seulement)|uniquement par|only (?:answer|respond|reply|say|write)))",
    )
    yield (
        "role",
        "unbound",
        "",
        rf"\b(?:you are (?:now|no longer|currently|henceforth|going to be|really)|you're now|you will now be|you (?:must|will|shall|should) (?:now )?(?:act|behave|respond|answer|pretend|play)|act (?:as|like)|behave (?:as|like)|pretend (?:to be|that you are|you are|you're)|imagine (?:you are|that you are|you're)|simulate|role-?play|assume the (?:role|identity|persona)|take on the (?:role|persona)|play the (?:role|part)|switch (?:in)?to|enter|activate|enable|tu (?:es|n'es) (?:maintenant|desormais|a present|dorenavant|plus)|vous (?:etes|n'etes) (?:maintenant|desormais|a present|dorenavant|plus)|tu (?:joues|deviens|incarnes)|vous (?:jouez|devenez|incarnez)|agi(?:s|ssez) (?:comme|en tant)|comporte[rz]?(?:-toi|-vous)? comme|fai(?:s|tes) (?:comme si|semblant)|joue[rz]? le role|incarne[rz]?|(?:prends|prenez) le role|imagine[rz]? que|simule[rz]?|passe[rz]? en|active[rz]?|bascule[rz]? en|(?:mets-toi|mettez-vous) en|deviens|devenez|tu peux|you can){_gap(8)}{unbound}",
    )
    yield (
        "role",
        "machines",
        "",
        rf"\b(?:you are (?:now|no longer|currently|henceforth|really)|you're now|you will now be|tu (?:es|n'es) (?:maintenant|desormais|a present|dorenavant|plus)|vous (?:etes|n'etes) (?:maintenant|desormais|a present|dorenavant|plus)|act as|behave as|agi(?:s|ssez) comme|comporte[rz]?(?:-toi|-vous)? comme|pretend (?:to be|that you are|you are|you're)|role-?play as|fai(?:s|tes) comme si (?:tu etais|vous etiez)|joue[rz]? le role d){_gap(3)}{machines}",
    )
    yield "prompt", "orders", "show", rf"{_any('show')}{_gap(4)}{_any('inner')}(?!\w)"
    yield "prompt", "before", "show", rf"{_any('show')}{_gap(2)}{_any('inner')}(?!\w)"
    yield (
        "exfiltration",
        "holdings",
        "send",
        rf"{_any('send')}{_gap(8)}{_any('holdings')}[^.!?\n]{{0,80}}?(?:https?://|www\.|\S{{1,60}}@\S{{2,60}}|\b(?:to|at|vers|a) (?:the following|this|l'adresse|cette|the) (?:address|url|e?-?mail|endpoint|server|webhook|suivante|adresse)?|(?:in|as|into|dans|comme) (?:the|a|an|une?|l') ?(?:url|link|lien|query|parametre|image))",
    )
    yield (
        "address",
        "machines",
        "",
        r"\b(?:if you (?:are|'re) (?:an? |the )?(?:ai\b|llm|large language|language model|chatbot|ai assistant|assistant\b)|si (?:tu es|vous etes) (?:une? |l')?(?:ia\b|intelligence artificielle|llm|modele de langage|assistant(?: ia| virtuel)?\b|chatbot))",
    )
    yield (
        "address",
        "machines",
        "",
        r"\b(?:note|message|instructions?|attention|reminder|hint|memo|order|command|consignes?|avis|rappel|ordre|remarque|important)s?,? (?:to|for|a|pour|a l'attention de|destinee?s? a|aux?) ?(?:the |all |any |l'|les |le |tous les |toute |tout )?(?:ai\b|llms?|language models?|chatbots?|(?:ai )?assistants?(?! (?:manager|director|professor|teacher))|models?|ia\b|modeles?(?: de langage)?|agents? (?:ia|d'ia)|ai agents?)(?: (?:model|assistant|agent|system|reader|reading|that|qui|de langage|lisant|ia)s?)?[^.!?\n]{0,40}?[:,—–-] ?\w",
    )
    yield (
        "address",
        "machines",
        "",
        r"\b(?:dear|hey|hello|hi|attention|listen|ok|cher|chere|bonjour|ecoute[rz]?),? (?:ai\b|llm|language model|chatbot|(?:ai )?assistant|chatgpt|model|ia\b|assistante?|modele|intelligence artificielle)\b[^.!?\n]{0,20}?[,:!] ?[^.!?\n]{0,20}?\b(?:ignore|forget|write|say|add|include|print|reveal|tell|send|do not|don't|you must|you are|please|repeat|output|oublie|ecris|dis|ajoute|inclus|affiche|revele|envoie|ne |tu dois|vous devez|repete|reponds|mentionne)",
    )
    yield (
        "address",
        "machines",
        "",
        r"\b(?:any|all|every|the|toute|tout|tous les|l'|les) ?(?:ais?\b|llms?|ai (?:models?|assistants?|agents?|systems?|tools?)|language models?|chatbots?|ia\b|modeles? de langage|assistants? (?:ia|virtuels?)|agents? ia) (?:reading|processing|summari[sz]ing|parsing|ingesting|analy[sz]ing|that reads?|which reads?|lisant|qui li(?:t|ra|sent|raient)|traitant|qui traite\w*|analysant|qui analyse\w*|resumant|qui resume\w*) (?:this|these|the following|ce|ces|cette|cet)\b",
    )
    yield (
        "secrecy",
        "reader",
        "",
        rf"\b(?:(?:do not|don't|never|must not|without) (?:mention|tell|reveal|say|disclose|inform|telling|informing|mentioning|alert|notify|alerting|show)\w*|(?:ne|n') ?(?:le |l'|en |lui )?(?:dis|dites|mentionne[rz]?|revele[rz]?|signale[rz]?|parle[rz]?|previens|prevenez|informe[rz]?|montre[rz]?|avertis|avertissez)(?:-le)? (?:pas|jamais|rien)|ne (?:pas|jamais) (?:dire|mentionner|reveler|signaler|prevenir|informer|montrer|avertir)|sans (?:le |en |l'|rien )?(?:dire|mentionner|reveler|signaler|prevenir|informer|avertir|parler)(?: a)?){_gap(5)}(?:(?:this|these|those|your|the|ces|cette|tes|vos|les) (?:\w+ )?(?:instructions?|prompts?|consignes?|directives?)|(?:the|l'|a l') ?(?:users?\b|utilisat\w+)|that you (?:were|have been) (?:told|instructed))",
    )
    yield (
        "dictation",
        "only",
        "",
        r"(?:^|[.!?:;,\n\"«»*>-] ?|\b(?:please|must|should|and|then|instead|dois|devez|et|puis|veuillez|plutot|only|always|toujours) )(?:respond|reply|answer|output|return|say|write|print|repond(?:s|ez|re)|dis|dites|ecri(?:s|vez|re)|affiche[rz]?|renvoie[rz]?|retourne[rz]?),? (?:back )?(?:only|exactly|solely|nothing but|simply|just|always|verbatim|uniquement|exactement|seulement|simplement|toujours|rien d'autre que)(?: with(?! \w+ing)| by| the (?:word|words|phrase|sentence|following)| par| avec| le mot| les mots| la phrase| ceci:?|: ?\S| ?[\"'«“])",
    )
    yield (
        "dictation",
        "output",
        "put_in",
        rf"{_any('put_in')}{_gap(8)}(?:in|to|into|at the (?:end|top|beginning|bottom|start) of|on|dans|a la fin de|au debut de|a|en (?:tete|fin|bas|haut) de|de) (?:(?:the|your|any|this|les?|la|ta|tes|votre|vos|du|des) |l'|(?=every|each|chaque|tout|generated|les? |la |the )){_any('output')}\b",
    )


_SIGNS = {
    "orders": "instruction prompt guideline guidance directive consigne ordre orders rules regle constraint contrainte restriction guardrail garde-fou "
    "safeguard safety command programming directions message recommandation indication prescription parametrage style_guide system configuration",
    "vague": "context message request conversation training demande programmation polic limit filter filtre task tache text contenu content input",
    "before": "above before earlier previously so_far until_now up_to_now precede ci-dessus plus_haut auparavant precedemment jusqu'ici au-dessus avant "
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
        Phrasing(kind, signs, re.compile(pattern), verbs) for kind, signs, verbs, pattern in _wordings()
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
