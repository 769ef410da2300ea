"""The small words a voice is told by, in French and in English."""

import re

_FUNCTION_WORDS_FR = """
le la les un une des du de au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur
leurs je j tu il elle on nous vous ils elles me m te t se s lui eux moi toi soi y en l d c qu n qui que quoi
dont où et ou ni mais car donc or si comme quand lorsque puisque parce pour par avec sans sous sur dans entre
vers chez avant après depuis pendant contre ne pas plus moins très trop bien peu beaucoup tout tous toute
toutes même autre autres aussi encore déjà toujours jamais souvent ici là cela ça ceci est sont était être
a ont avait avoir ai suis es sommes êtes été fait faire faut peut peuvent doit dois puis ainsi alors enfin
aujourd'hui voilà voici rien quelques plusieurs chaque aucun certains
"""
_FUNCTION_WORDS_EN = """
the a an and or but nor so yet if because although though while when where as than that which who whom whose
what how why i me my mine we us our ours you your yours he him his she her it its they them their theirs this
these those there here is are was were be been being am have has had having do does did doing will would shall
should can could may might must not no never always often also just only even still already too very really
quite rather much many more most less few some any all both each every other another such same own of in on at
by for with without from to into onto over under about after before between through during against within up
down out off then now again once however therefore
i'm i've it's that's don't can't won't isn't didn't doesn't we're we've you're there's let's
"""
FUNCTION_WORDS = {
    "fr": tuple(dict.fromkeys(_FUNCTION_WORDS_FR.split())),
    "en": tuple(dict.fromkeys(_FUNCTION_WORDS_EN.split())),
}

CONNECTIVES = {
    "fr": (
        "alors", "ainsi", "aussi", "bref", "car", "cependant", "certes", "d'abord", "d'ailleurs",
        "de plus", "donc", "du coup", "également", "en effet", "en fait", "en revanche", "enfin",
        "ensuite", "et pourtant", "mais", "malgré tout", "néanmoins", "or", "par ailleurs", "par contre",
        "par exemple", "pourtant", "puis", "toutefois",
    ),
    "en": (
        "actually", "also", "although", "and yet", "as a result", "because", "besides", "but", "finally",
        "first", "for example", "for instance", "furthermore", "however", "in addition", "in fact",
        "indeed", "instead", "meanwhile", "moreover", "nevertheless", "of course", "on the other hand",
        "so", "still", "then", "therefore", "though", "thus", "yet",
    ),
}  # fmt: skip


def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Whole phrases, longest first, with either apostrophe."""
    ordered = sorted(phrases, key=len, reverse=True)
    body = "|".join(re.escape(phrase).replace("'", "['’]") for phrase in ordered)
    return re.compile(rf"(?<![\w'’\-])(?:{body})(?![\w\-])", re.IGNORECASE)


CONNECTIVE_PATTERNS = {language: _phrases(phrases) for language, phrases in CONNECTIVES.items()}

FIRST_PERSON = {
    "fr": re.compile(r"(?<![\w\-])(?:j['’]|je\b|moi\b|mon\b|ma\b|mes\b|m['’]|me\b)", re.IGNORECASE),
    # The pronoun is a capital letter in English; "i." in a list or "i.e." is not one.
    "en": re.compile(r"(?<![\w\-.])(?:I(?![\w.\-])|(?:[Mm]y|[Mm]e|[Mm]ine|[Mm]yself)\b)"),
}
WE = {
    "fr": re.compile(r"(?<![\w\-])(?:nous|notre|nos)\b", re.IGNORECASE),
    "en": re.compile(r"(?<![\w\-.])(?:[Ww]e|[Oo]urs?|us|Us|[Oo]urselves)\b"),
}
TU = re.compile(
    r"(?<![\w\-])(?:tu|toi|ton|ta|tes|t['’])(?!\w)|(?<![\w\-])t['’](?=\w)|(?<=\w)-(?:toi|tu)\b", re.I
)
VOUS = re.compile(r"(?<![\w\-])(?:vous|votre|vos)\b|(?<=\w)-vous\b", re.IGNORECASE)
YOU = re.compile(r"(?<![\w\-])(?:you|your|yours|yourself)\b", re.IGNORECASE)
ON = re.compile(r"(?<![\w\-])(?:l['’])?on\b|(?<=\w)-on\b", re.IGNORECASE)
CONTRACTION = re.compile(r"\w(?:n['’]t|['’](?:re|ve|ll|d|m|s))\b", re.IGNORECASE)

ATTRIBUTION = {
    "fr": re.compile(
        r"\b(?:selon|d['’]après|rapporte\b|explique\b|publiée? par|étude d[eu']|source ?:)", re.IGNORECASE
    ),
    "en": re.compile(
        r"\b(?:according to|reports? that|(?:reported|published) by"
        r"|(?:study|report|survey) (?:by|from)|source ?:)",
        re.IGNORECASE,
    ),
}
