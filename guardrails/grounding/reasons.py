# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""What makes a sentence claim something, and the reasons why one may claim nothing."""

import re
from collections.abc import Collection

from guardrails.grounding.claims import is_opinion
from guardrails.tokens import WORD
from guardrails.words import read_words

_TIMES = re.compile(
    r"\b(?:(?:deux|trois|quatre|cinq|six|dix|\d+) fois (?:plus|moins|mieux)|(?:two|three|four|five|ten|\d+) times (?:as|more|less|fewer|"
    r"faster|cheaper|\w+er)|twice as|half as|(?:la moitie|le double|le triple|le tiers|un tiers|un quart|(?:one )?(?:half|third|quarter)|"
    r"double|triple) (?:de|des|du|of|the)(?! (?:year|day|week|month|annee)))\b"
)
_COMPARISON = re.compile(
    r"\b(?:(?:plus|moins|mieux|davantage) (?:\w+ ){0,3}qu(?:e|')(?! jamais)|(?:more|less|fewer|better|worse|\w{3,}er) (?:\w+ ){0,2}than(?! ever))"
)
_ANNOUNCEMENT = re.compile(
    r"\b(?:(?:va|vont|compte|prevoit|s'apprete a|s'appretent a) (?:bientot )?\w+(?:er|ir|re|oir)\b|"
    r"(?:will|is going to|are going to|plans? to|is about to|are about to) (?!you\b)\w+|"
    r"annonc\w+|announc\w+|\w{4,}(?:eront|iront|era|ira)\b)"
)
_OURS = re.compile(
    r"\b(?:nous|notre|nos|we|we're|we've|we'll|our|entreprise|societe|boite|groupe|usine|filiale|company|employer|firm|group|"
    r"factory|plant|clients?|customers?|concurrents?|competitors?|fournisseurs?|suppliers?|cabinet|agence|agency)\b"
)
_SINGULAR = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|je|j|me|moi|my|mine|mon|ma|mes)\b|\bj'")
_FIRST = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|je|j|me|m|moi|my|mine|mon|ma|mes|we|we're|we've|us|our|nous|notre|nos|on)\b"
)
_ADDRESSED = re.compile(
    r"\b(?:you|your|yours|you're|you'll|yourself|vous|votre|vos|tu|te|toi|ton|ta|tes|let's|lets)\b"
)
_GENERAL = re.compile(
    r"\b(?:if|whether|maybe|perhaps|probably|may|might|could|would|should|must|si|peut-etre|sans doute|pourrait|pourraient|devrait|"
    r"devraient|faudrait|il faut|il suffit|one|anyone|anybody|someone|somebody|everyone|everybody|nobody|people|personne|"
    r"quelqu'un|tout le monde|chacun|chacune|always|never|often|sometimes|toujours|jamais|souvent|parfois|ca|c'est|c'etait|it's|it is|it was|"
    r"that's|that is|this is|there's|there is|voila|voici|here's|here is|ce n'est|ce sont|qu'importe|tant mieux|tant pis|"
    r"beau|belle|beaux|belles|joli|jolie|love|loved|lovely|great|amazing|interesting|fascinating|fun|funny|sad|hard|easy|good|nice|"
    r"important|difficile|facile|triste|drole|etonnant\w*|fascinant\w*|interessant\w*|magnifique|formidable|bon|bonne|super|genial\w*)\b"
)
_GREETING = re.compile(
    r"^\W*(?:thanks?|thank you|congrat\w*|well done|bravo|merci|felicitations|hello|hi|hey|bonjour|bonsoir|salut|welcome|bienvenue|happy|"
    r"joyeux|joyeuse|bonne|bon|cheers|kudos|hats off|chapeau|see|read|watch|listen|join|check|come|meet|find|learn|try|take|make|"
    r"look|ask|tell|share|register|click|follow|venez|rejoignez|regardez|lisez|ecoutez|decouvrez|retrouvez|essayez|posez|dites|"
    r"racontez|inscrivez|suivez|prenez|pensez|imaginez|imagine|remember|don't|do not|never|always|stop|start|keep|stay|be|"
    r"how|why|what|when|where|comment|pourquoi|quand|ou)\b"
)
_PRESENTS = re.compile(
    r"\b(?:here(?:'s| is| are)|voici|voila|these are|en \w+ points|in \w+ (?:points|steps)|\w+ (?:things|tips|lessons|ways|steps|reasons|"
    r"questions|choses|lecons|conseils|raisons|idees))\b|^\W*\d{1,2}\W*$"
)
_SHORT = 6
_SMALL = 1_000.0


def grave_acts() -> frozenset[str]:
    return read_words("acts")


def is_company(folded: str, known: Collection[str]) -> bool:
    """Whether it speaks of the company, its people, or those it deals with; of its author's own, only by name."""
    return is_named(folded, known) or (bool(_OURS.search(folded)) and not is_singular(folded))


def is_named(folded: str, known: Collection[str]) -> bool:
    """Whether it names the company, a product or the publisher of a source."""
    return not frozenset(WORD.findall(folded)).isdisjoint(known)


def multiplies(folded: str) -> bool:
    """ "Twice as fast": a figure without digits."""
    return bool(_TIMES.search(folded))


def is_comparison(folded: str) -> bool:
    return bool(_COMPARISON.search(folded))


def is_act(folded: str) -> bool:
    """Something done that weighs, such as a sale, a loss or a dismissal."""
    return not grave_acts().isdisjoint(WORD.findall(folded))


def is_announcement(folded: str) -> bool:
    return bool(_ANNOUNCEMENT.search(folded))


def is_singular(folded: str) -> bool:
    """Whether it speaks of its author alone, who was there."""
    return bool(_SINGULAR.search(folded))


def is_remark(folded: str, *, counts: bool) -> bool:
    """Whether there is a reason to take the sentence as no claim: a view, a question, a wish, a few words.

    One that `counts` something needs a stronger reason.
    """
    bare = folded.rstrip(" \"')»")
    if bare.endswith("?") or is_opinion(folded) or _ADDRESSED.search(folded) or _PRESENTS.search(folded):
        return True
    if counts:
        return False
    if bare.endswith(("!", ":", "…", "...")) or len(WORD.findall(folded)) <= _SHORT:
        return True
    return any(reason.search(folded) for reason in (_FIRST, _GENERAL, _GREETING))


def is_small(values: Collection[float]) -> bool:
    """A plain number of things that one person can have seen."""
    return bool(values) and all(0 <= value <= _SMALL for value in values)
