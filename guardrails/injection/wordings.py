# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""How an order to a model is worded, in French and English, over folded text on one line.

The words are in guardrails/words/injection_*.txt; here is how they are put together. Every gap is
bounded, so the time is linear in the text.
"""

from collections.abc import Iterator

from guardrails.words import read_phrases


def _any(name: str) -> str:
    return f"(?:{'|'.join(read_phrases(f'injection_{name}'))})"


def _gap(words: int) -> str:
    """Up to so many words of the same sentence between two parts."""
    return rf"(?:[^\w.!?;]{{1,3}}[\w'-]+){{0,{words}}}?[^\w.!?;]{{1,4}}"


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


def wordings() -> Iterator[tuple[str, str, str, str]]:
    """Yield (kind, set of signs, list of verbs or "", regular expression)."""
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
    more = r"(?:instructions?|prompts?|guidelines|directives?|consignes?|lignes directrices|orders|ordres|rules|regles)"
    material = r"(?:conversation|material|context|prompt|documents?|passages?|sources?|messages?|contexte|matiere|text|texte)"
    for signs, pattern in (
        (
            "orders",
            rf"\b(?:only|sole|seule?s?|uniques?) (?:\w+ )?{_SURE}\b|\b{_YOURS} only (?:\w+ )?{_SURE}\b",
        ),
        (
            "orders",
            rf"\b(?:no|any|not any|aucune?|pas d'autres?|d'autres?) (?:other |autres? )?{_SURE}\b(?: \w+){{0,2}}? (?:before|prior to|other than|besides|except|avant|que celles?|hormis|sauf)\b",
        ),
        (
            "orders",
            rf"\b(?:overrid\w+|supersed\w+|replac\w+|outrank\w*|trumps?|prevails? (?:over|on)|(?:takes?|has|have) (?:priority|precedence) over|remplace\w*|l'emporte(?:nt)? sur|prime(?:nt)? sur|prevau?t sur|prioritaires? sur|annule\w*) (?:\w+ ){{0,3}}?(?:others?|autres?|existing|previous|precedent\w*) (?:\w+ )?{more}\b",
        ),
        (
            "orders",
            rf"\b{more}\b[^.!?]{{0,40}}?(?:overrid\w+|supersed\w+|l'emporte(?:nt)? sur|prime(?:nt)? sur|prioritaires? sur)",
        ),
        (
            "orders",
            r"\b(?:guidelines|safety|filters|guardrails|garde-fous|filtres)(?: are| sont| is| est)? ?(?:off|disabled|desactive\w*|coupe\w*|suspendu\w*)\b",
        ),
        (
            "vague",
            rf"\b(?:ignor\w*|disregard|forget|skip|neglect|oublie[rz]?|neglige[rz]?)(?: \w+){{0,3}}? (?:rest|remainder|else|reste|autres|other) (?:\w+ ){{0,3}}?{material}\b",
        ),
        (
            "vague",
            rf"\b(?:pretend\w*|as if|as though|comme si|imagine[rz]?)\b[^.!?]{{0,30}}?(?:previous|prior|earlier|above|precedent\w*|{material}|rules?|regles?|consignes?)\b[^.!?]{{0,25}}?(?:not exist|n't exist|never (?:existed|been|written)|n'(?:exist|avai)\w*|started here|begins? here|began here|commenc\w+ ici|existed|existai\w+)",
        ),
        (
            "vague",
            r"\b(?:erase|clear|wipe|delete|reset|drop|flush|efface[rz]?|vide[rz]?|supprime[rz]?|oublie[rz]?) (?:the|your|this|le|ton|votre|ce) (?:whole |entire )?(?:context|contexte|prompt|memory|memoire) (?:and|et|,|then|puis)",
        ),
        (
            "vague",
            r"\b(?:let us |let's )?(?:ignor\w*|disregard|forget|drop|skip|abandon|leave|cancel|oubli(?:e|ez|ons|er)|laiss\w+|abandonn\w+|annul\w+)(?: \w+)? (?:task|assignment|request|job|post|brief|tache|demande|travail|mission|texte)\b (?:at hand|in (?:hand|progress)|you were \w+|en cours|demande\w*|initiale?|d'origine|en question|qu'on t'a)",
        ),
        (
            "vague",
            r"\b(?:do not|don't|never|instead of|ne|au lieu)\b[^.!?]{0,20}?(?:answer|respond to|fulfil|complete|execute|repon\w+|execut\w+|traite\w*|the|du|le|a la) (?:the |la |le |les )?(?:\w+ )?(?:request|task|text|post|demande|tache|texte|requete) (?:initiale?|demande\w*|requested|asked|you were|above|d'origine|precedent\w*)",
        ),
        (
            "output",
            r"\b(?:do not|don't|never|n') ?(?:write|ecri\w+|redige\w*|produi\w+)(?: pas| plus)? (?:the|this|that|any|le|ce|de|la|cette) (?:post|text|draft|texte|brouillon|publication)\b",
        ),
        (
            "before",
            r"\b(?:none|nothing|rien)(?: of| de)?\b[^.!?]{0,25}?(?:above|before|precede|plus haut|ci-dessus|avant)\b[^.!?]{0,25}?(?:appl|obey|follow|count|matter|valid|suivi|compte|s'applique|vaut|doit)",
        ),
        (
            "machines",
            rf"\b(?:forget|oublie[rz]?) (?:that |que )?(?:you are|you're|tu es|vous etes) (?:\w+ )?(?:\w+ )?{machines}",
        ),
        (
            "orders",
            r"\b(?:system|systeme|prompt)\b[^.!?]{0,20}?(?:a lie|lies|lying|is wrong|is fake|\bfaux|\bfausse|\bment|un mensonge|se trompe)\b",
        ),
        (
            "orders",
            rf"\b{more} (?:have|has|were|are|ont|sont) (?:been )?(?:now )?(?:chang\w+|updat\w+|replac\w+|remplac\w+|modifi\w+|mises? a jour)\b[^.!?]{{0,40}}?(?:: ?\w|follow|suis|suivez|obey|voici|use)",
        ),
        (
            "orders",
            rf"\bnew {_SURE} (?:begins?|starts?|follows?|below|here)|\bnouve\w+ {_SURE} (?:ci-dessous|suivent|commencent|ici)",
        ),
        (
            "obey",
            r"\b(?:you (?:now )?(?:answer to|obey) me|you (?:will|must) obey|c'est a moi que tu (?:obeis|reponds)|tu m'obeis|tu n'obeis qu'a moi|do as i tell you|(?:fais|faites) ce que je (?:te|vous) dis)\b",
        ),
        (
            "ignore",
            r"\b(?:ignore|disregard|forget|oublie[rz]?|ignore[rz]) (?:all of (?:that|this|it)|it all|all (?:that|this)|tout (?:ca|cela))\b[^?]{0,15}?\b(?:write|say|answer|instead|respond|ecri\w+|repon\w+|dis|plutot)\b",
        ),
        (
            "ignore",
            r"\b(?:ignore|disregard|forget|drop|oublie[rz]?|laisse[rz]? tomber) (?:the |all |all the |les |tes |toutes les )?(?:rules|regles|instructions|consignes|guidelines)[.!,;:] ?(?:you|tu|vous|now|just|instead|maintenant|write|ecris|reponds|answer|c'est a moi)\b",
        ),
    ):
        yield "override", signs, "", pattern
    told_text = r"(?:the above|what (?:came|comes|stands) (?:before|above)|(?:tout )?ce qui (?:precede|vient avant)|(?:the )?(?:preceding|previous|above|prior) (?:text|conversation|message|content|paragraphs?|lines?)|(?:le|la) (?:texte|conversation|message) (?:precedente?|ci-dessus|qui precede))"
    worthless = r"(?:void|irrelevant|null|nul(?:le)?|(?:just |only )?(?:an example|a test|a draft|for (?:testing|show|practice))|qu'un (?:exemple|test|essai|brouillon)|sans (?:importance|valeur|objet)|a (?:joke|lie)|fake|wrong|faux|fausse|une (?:blague|plaisanterie)|obsolete)"
    kept_to = rf"(?:{_SURE}|style guide|guide de style|rules|regles|restrictions)"
    for signs, pattern in (
        (
            "before",
            rf"\b{told_text}\b(?: \w+){{0,2}}? (?:is|was|were|are|est|etait|n'est|n'etait|sont)(?: \w+)? {worthless}\b",
        ),
        (
            "before",
            r"\b(?:ignore|disregard|forget|oublie[rz]?) (?:all |the |tout |ce qui )?(?:tout|previous|prior|above|everything|precedent\w*|precede|vient avant|what came before|(?:texte|text) (?:above|ci-dessus))\s?(?:[.!:;,]|$)",
        ),
        (
            "vague",
            r"(?:^|[.!?:;,] |please |kindly )(?:ignore|disregard|forget|skip)(?: \w+)? (?:previous|prior|preceding|above) (?:text|conversation|content|messages?|context|input)\b",
        ),
        (
            "vague",
            r"\b(?:ignore[rz]?|oublie[rz]?|tene[rz] (?:pas|aucun) compte|tiens (?:pas|aucun) compte|compte) (?:de |du |le |la |les |tout le )*(?:texte|message|contenu|conversation|contexte) (?:ci-dessus|precedente?|anterieure?|qui precede)\b",
        ),
        (
            "vague",
            r"\b(?:disregard|ignore|forget|drop|bin|neglect|compte|oublie[rz]?|ignore[rz]?)(?: \w+)?? (?:the|your|du|le|de ton|ton) (?:brief|prompt|system prompt|style guide|guide de style)\b",
        ),
        (
            "orders",
            rf"\b(?:set|put|leave|cast|let|throw|lay|mets|mettez|laisse[rz]?|range[rz]?)\b[^.!?]{{1,40}}?\b(?:{_SURE}|system prompt)\b[^.!?]{{0,20}}?\b(?:aside|away|go|behind|out|de cote|tomber|entre parentheses|au placard|au vestiaire|at the door)\b",
        ),
        (
            "orders",
            rf"\b(?:no longer|not|n't|n'est plus|n'es plus|plus|inutile|unnecessary)(?: \w+)? ?(?:necessary|needed|required|necessaire|utile|besoin|obligatoire|need|oblige\w*)?(?: \w+)? ?(?:to |de |d')(?:follow|respect|apply|obey|keep to|suivre|respecter|appliquer|obeir)[^.!?]{{0,12}}? {kept_to}\b",
        ),
        (
            "orders",
            r"\b(?:everything|all|anything|tout|rien)\b[^.!?]{0,20}?\b(?:in|of|dans|de) (?:the|your|le|ton|ta|tes) (?:system )?(?:prompt|consignes|instructions)\b",
        ),
        (
            "orders",
            rf"\b(?:break|bend|violate|disobey|defy|resist|enfrei\w+|viole\w*|transgress\w+|contourn\w+) (?:any of |all |all of )?{_YOURS} (?:\w+ )?(?:rules?|regles|training|programming|guidelines|instructions|consignes|limites|limits)\b",
        ),
        (
            "orders",
            rf"\b(?:free|freed|libre|libere\w*|affranchi\w*|exempt\w*|dispense\w*) (?:of|from|de|des) (?:the |your |any |all |toutes? |tout |les |tes )*{_SURE}\b",
        ),
        (
            "orders",
            rf"\b(?:swap|trade|exchange|substitute|replace|echange[rz]?|troque[rz]?|remplace[rz]?) {_YOURS} (?:\w+ )?(?:{_SURE}|rules|regles|prompt)\b",
        ),
        (
            "orders",
            rf"\b{_YOURS} (?:usual|normal|regular|standard|habituelle?s?|normale?s?|safety|style) (?:{_SURE}|rules|regles|limits|limites|judge?ment|checks|controles)\b[^.!?]{{0,25}}?(?:not|n't|no longer|off|pas|plus|coupe\w*|suspen\w+|disabled|desactiv\w*)\b",
        ),
        (
            "orders",
            rf"\b(?:suspend|ignore|drop|forget|skip|disable|oublie[rz]?|suspend[sz]?|desactive[rz]?) {_YOURS} (?:usual|normal|regular|standard|habituelle?s?|normale?s?) \w+",
        ),
        (
            "orders",
            rf"\b(?:none|no|any|aucune?) (?:of |de |d')(?:{_YOURS}|the|these|those|tes|les) (?:\w+ )?(?:{_SURE}|rules|regles)\b",
        ),
    ):
        yield "override", signs, "", pattern
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
