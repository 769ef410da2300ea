# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Knows speech about work itself, so that no rule asks anything of it.

Why this exists: people have the right to speak of their pay, hours and conditions, of health and safety,
of unions and strikes, and to criticise those who lead them. Such a sentence often holds figures, dates
and names that no source of a post can hold ("I earn £31,400"), so a check of facts would question exactly
the speech that nobody may question. Recognising it serves only to leave it alone: the answer is never
shown, stored, counted or logged, and nothing here may be used to find such speech. While somebody types,
the process remembers the last sentences it read, as it does for every other check.
"""

import re
from functools import lru_cache

from guardrails.doc import Doc
from guardrails.phrases import listed_phrases

_I = r"\b(?:i|i'm|i've|i'd|we|we're|we've|me|us|my|our|je|j|nous|on|moi|mon|ma|mes|notre|nos)\b"
_STAFF = (
    r"\b(?:colleagues?|coworkers?|workers?|employees?|staff|apprentices?|technicians?|nurses|drivers|women|temps|"
    r"collegues|salariee?s?|employee?s?|ouvriers?|ouvrieres?|apprentie?s?|technicien\w*|interimaires?|femmes|"
    r"equipes?|everyone|everybody|nobody|people|personne|tout le monde|gens)\b"
)
_IN_CONTEXT = tuple(
    (re.compile(subject), re.compile(mark))
    for subject, mark in (
        # Pay, in words that also have other uses.
        (r"\b(?:je (?:gagne|touche)|on (?:gagne|touche)|nous (?:gagnons|touchons)|(?:i|we) (?:earn|make|get paid|"
         r"take home|am paid|are paid))\b|\b(?:paye|payee|payes|payees|paid)\b", rf"{_I}|{_STAFF}|\b(?:mois|heure|brut|"
         r"nets?|hour|month|year|less|moins)\b"),
        (r"\b(?:augment\w+|revalori\w+|primes?|bonus(?:es)?|raises?|pay|paie)\b",
         r"\b(?:demand\w+|reclam\w+|negoci\w+|exig\w+|obten\w+|obtenu\w*|merit\w+|attend\w*|gele\w*|ask\w*|deserv\w+|bargain\w*|"
         r"negotiat\w+|claim\w*|want|voulons|veut|refus\w+|inflation|individuelles?|generale|panier|anciennete|promised?|"
         r"promis\w*|talk|frozen|loyer|rent|sans|without)\b"),
        (r"\b(?:gagne|gagnent|touche|touchent|earns?|make|makes)\b",
         r"\b(?:salariee?s?|collegues?|hommes|femmes|ouvrier\w*|colleagues?|men|women|workers|coworkers?)\b"),
        # Hours, when somebody works them.
        (r"(?:\d ?h|\b(?:heures?|hours?|hrs|jours|days|nuits|nights|week-?ends?|dimanches|samedis|sundays|saturdays))\b",
         r"\b(?:on|je|j|nous|i|we|ils|elles|they|colleagues|collegues|salaries|apprentis) (?:\w+ )?(?:fais|fait|faisons|font|"
         r"travaill\w+|boss\w+|enchain\w+|tiens|tenons|dors|dormons|work\w*|do|did|does|pull\w*|slept|sleep)\b|"
         r"\b(?:de travail|d'affilee|de suite|sans pause|sans repos|au lieu de|instead of|in a row|without a break|of work|of rest|"
         r"non payee?s|non comptee?s|a la suite)\b"),
        (r"\b(?:planning|plannings|repos|conges?|pauses?|shifts?|schedules?|breaks?|holidays?|vacances|hours|heures|week-?ends?|"
         r"samedis?|dimanches?|saturdays?|sundays?|nuits?|nights?|lunch|dejeuner)\b",
         r"\b(?:imposee?s?|refusee?s?|sautee?s?|supprimee?s? (?:nos|mes)|retiree?s?|changee?s?|changed|cancelled|denied|refused|"
         r"forced|obligee?s?|doubled|skip\w*|nobody|personne ne|without asking|sans (?:que|nous|un mot|prevenir)|prevenir|"
         r"no notice|notice|respect\w*|mandatory|compulsory|obligatoires?|fatigue\w*|tired|exhausted|epuise\w*)\b"),
        # Health and safety, when somebody is exposed or speaks up.
        (r"(?:\d ?°|\b(?:degres|degrees)\b)|\b(?:trop chaud|trop froid|too hot|too cold|chaleur|heat|clim|extracteur|extractor|ventilation|"
         r"poussieres?|dust|fumees?|fumes|bruit|noise|masques?|masks?|gants|gloves|casques?|harnais|harness|harnesses|epi|ppe|"
         r"solvants?|solvents?|produits chimiques|chemicals|machine|presse|press|echelle|ladder|chariot|forklift)\b",
         r"\b(?:broken|break|en panne|cassee?s?|manqu\w+|missing|dangere\w*|danger|dangerous|unsafe|signal\w+|alert\w+|report\w+|blesse\w*|"
         r"brakes?|freins?|freine\w*|faulty|defectueu\w+|injur\w+|hurt|malaises?|faint\w*|protec\w+|rien (?:fait|change)|nothing|furnace|atelier|workshop|fonderie|foundry|respir\w+|"
         r"breathe|brul\w+|burn(?:ed|t|s)?|malades?|sick|securite|safety|entrepot|warehouse|vestiaires?|sourds?|deaf)\b"),
        (r"\b(?:accidents?|blessures?|blesse\w*|injur\w+|fatigue\w*|surcharg\w+|stress\w*|douleurs?|mal de dos|back pain|depression|"
         r"securite|safety|danger\w*)\b",
         rf"{_STAFF}|\b(?:atelier|workshop|usine|floor|poste|travail|work|chantier|depot|entrepot|warehouse|consignes|je|j|nous|i|we)\b"),
        # Organising, in words that also have other uses.
        (r"\b(?:organis\w+|organiz\w+|s'organise|mobilis\w+|rassemblement|manif\w*|rally|ballot|defil\w+|cortege|tract\w*|leaflets?|vote[sdz]?|"
         r"votons|voting|elections?|boycott\w*)\b",
         r"\b(?:grille|gate|entre nous|sans (?:hierarchie|chefs?)|no managers|droits|rights|together|ensemble|representant\w*|"
         r"representatives?|retraites?|pensions?|comparer|compare|direction|management|emplois|jobs|workers|salaries)\b"),
        # Rooms and means that are missing, time that is not counted, days at home taken away.
        (r"\b(?:vestiaires?|douches?|toilettes|sanitaires|locker rooms?|changing rooms?|restrooms?|showers)\b",
         rf"\b(?:pas|aucune?|sans|no|not|never|without|jamais|manqu\w+|missing|demand\w+|ask\w*|sales?|dirty)\b|{_STAFF}"),
        (r"\b(?:pointer|badger|pointeuse|badgeuse|pointage|clock(?:ing)? (?:in|out)|habillage|changing clothes|getting changed)\b",
         r"\b(?:minutes?|heures?|hours?|for free|offerte?s?|unpaid|non paye\w*|not paid|gratuit\w*|habillage|clothes)\b"),
        (r"\b(?:remote (?:days?|work\w*)|work(?:ing)? from home|home (?:office|working)|teletravail)\b",
         r"\b(?:without|sans|unfair|injuste\w*|discuss\w*|consult\w*|impos\w*|from \w+ (?:days? )?to|passe\w* de|retir\w+|supprim\w+|"
         r"no longer|refus\w+|taken away|fini|droit|right)\b"),
        (r"\b(?:reorganis\w+|reorganiz\w+|restructur\w+|plans? sociaux|plan social|pse)\b",
         r"\b(?:aucune?|none|jamais|never|encore une|yet another|(?:deux|trois|quatr)ieme|second|third|fourth|without|sans|nobody|personne)\b"),
        # One's pay beside another's, and asking together.
        (r"\b(?:same (?:job|work|post|shift|task|corridors?)|meme (?:poste|travail|boulot|metier|tache)|memes (?:taches|couloirs|postes))\b",
         rf"[£€$]|\b(?:euros?|pounds?|dollars?|a month|an hour|par mois|de l'heure|less|moins|gap|ecart)\b|{_STAFF}"),
        (r"(?:[£€$]|\b(?:euros?|pounds?|dollars?)\b)[^.!?]{0,20}\b(?:an hour|de l'heure|a month|par mois)\b", rf"{_STAFF}|\b(?:less|moins)\b"),
        (r"\b(?:joint letter|open letter|lettre (?:commune|ouverte|collective)|courrier (?:commun|collectif))\b",
         rf"\b(?:bonus(?:es)?|primes?|night|nuit|hours|heures|pay|conditions?|direction|management|others?)\b|{_STAFF}"),
        # Rumours and fears for one's own place, and the right to speak or to keep silent.
        (r"\b(?:suppressions? de postes?|licenci\w+|redundanc\w+|layoffs?|lay-offs?|job cuts|emplois?|jobs?|postes?|fermeture|closure|"
         r"restructur\w+|outsourc\w+|delocalis\w+|externalis\w+)\b",
         r"\b(?:on parle|rumeurs?|rumou?rs?|everybody says|people say|personne ne nous|nobody (?:tells|told)|peur|afraid|scared|inquiet\w*|"
         r"la direction|management|(?:dans|par) la presse|(?:in|from) the press|avant de nous|before telling us|"
         r"worried|opposons|oppose|defend\w*|notre emploi|our jobs|my job|mon poste|mon emploi|speaking up|contest\w+|injust\w+|unfair)\b"),
        # Criticism of those who lead, and of how people are treated.
        (r"\b(?:(?:la|notre|ma|cette|d'une) direction|direction generale|chefs?|cheffes?|patrons?|patronne|hierarchie|encadrement|managers?|"
         r"management|managements|boss(?:es)?|directors|director|directeurs?|directrice|dirigeants?|leadership|executives|ceo|pdg|dg|drh|hr|rh|"
         r"actionnaires|shareholders|supervisors?|superieurs?|upstairs|en haut|les bureaux|the board|team lead|foreman|contremaitre)\b",
         r"\b(?:ne|n|pas|jamais|rien|sans|personne|aucune?|not|never|nothing|no|nobody|without|t|don't|doesn't|refus\w+|ignor\w+|mepris\w*|"
         r"ment|menti|mentent|mensonges?|lied|lies|lying|tort|wrong|fail\w*|promis\w*|promised?|promises|contempt\w*|humili\w+|cri(?:e|ent|ait)|"
         r"shout\w*|yell\w*|threat\w*|menac\w+|punish\w*|sanctionn\w+|injust\w+|unfair\w*|honte|shame\w*|disagree\w*|desaccord|critiqu\w+|"
         r"criticis\w+|deceiv\w+|decu\w*|disappoint\w*|incompeten\w+|confiance|trust|turned down|contraire|opposite|inverse|mauvais\w*|"
         r"bad|badly|pire|worse|favou?ritis\w+|micro-?manag\w+|autoritaire|toxic\w*|toxique\w*|compt\w+|count|pression|pressure|sourde?)\b"),
        (r"\b(?:(?:nous|me|m|les|leurs?|ses) (?:traite|traitent|meprise|ment|menace|licencie|impose|oblige|force)\w*|(?:treats?|lied to|lies to|"
         r"ignores?|threatens?|punish\w*|exploits?|silences?) (?:us|me|its|their|them|people|workers|apprentices))\b", r"."),
    )
)  # fmt: skip
_NOT_WORK = re.compile(
    r"\b(?:(?:european|western|credit|soviet|customs) union|syndicat (?:de copropriete|des eaux|mixte)|"
    r"(?:lucky|bird) strike)\b"
)
_GOES_ON = re.compile(
    rf"{_I}|\b(?:it|they|them|that|this|ca|cela|les|le|il|elle|ils|elles|he|she|rendez-vous|come|venez|join|rejoignez)\b"
)
_SALARIES = re.compile(r"\bsalaries\b", re.IGNORECASE)
_SHORT = 6
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-ZÀ-Þ][\w&-]+")


@lru_cache(maxsize=2_000)
def is_protected(folded: str) -> bool:
    """Whether one folded sentence speaks of work itself, in either language."""
    sentence = _NOT_WORK.sub(" ", folded)
    if listed_phrases("protected_speech").search(sentence):
        return True
    return any(subject.search(sentence) and mark.search(sentence) for subject, mark in _IN_CONTEXT)


def protected_sentences(doc: Doc) -> frozenset[int]:
    """The numbers of the sentences to leave alone: those that speak of work, and those that go on with it.

    "A year waiting for my overtime. Fifty-three hours. I counted them myself.": all three.
    """
    found: set[int] = set()
    for at, (start, end) in enumerate(doc.sentences):
        folded = doc.folded[start:end]
        # Without accents, "salariés" (employees) reads like "salaries" (pay).
        pay = _SALARIES.search(doc.text, start, end)
        if pay or is_protected(folded) or (at - 1 in found and _goes_on(doc.text[start:end], folded)):
            found.add(at)
    return frozenset(found)


def _goes_on(sentence: str, folded: str) -> bool:
    """A short sentence or one that points back, and names nobody and counts nothing new."""
    words = folded.split()
    begins = re.match(r"\W*\w", sentence)
    if _NAME.search(sentence, begins.end() if begins else 0):
        return False
    if len(words) <= _SHORT:
        return True
    return bool(_GOES_ON.search(folded)) and not re.search(r"\d{2}|%", folded)
