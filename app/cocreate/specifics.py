"""What a passage holds that can be asked about in few words: a figure with its noun, a name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.cocreate.lexicon import lexicon
from app.cocreate.verbs import has_main_verb
from guardrails.sentences import split_sentences
from knowledge_base.passages import Origin, Passage

_INITIALS = 4

_NUMBER = r"[$€£+]?\s?\d{1,3}(?:[ \u00a0\u202f.,]\d{3})*(?:[.,]\d+)?"
_SCALE = r"(?:\s?[%€]|\s(?:millions?|milliards?|billions?|thousand|milliers)(?:\s(?:de|d['’]|of))?)?"
_FIGURE = re.compile(rf"(?<![\w.,:/$-]){_NUMBER}{_SCALE}(?:[ \u00a0](?!\d)[^\W\d_][\w'’.-]*){{0,6}}")
_LINKS = frozenset("de des du d' d’ la l' l’ of the its all".split())  # noqa: SIM905
_PREPOSITIONS = frozenset(
    [
        "across",
        "along",
        "within",
        "per",
        "against",
        "towards",
        "among",
        "parmi",
        "dès",
        "malgré",
        "grâce",
        "voire",
        "via",
    ]
)
_TAIL = re.compile(r"(?:[^\W\d_]+(?:ées?|és|ent|ed|ing)|[^\W\d_]['’]?)$", re.IGNORECASE)
_SCALE_WORD = re.compile(r"[%€$£]|million|milliard|billion|thousand|milliers")
_NUMBER_START = re.compile(rf"{_NUMBER}{_SCALE}")
_NOT_A_COUNT = re.compile(
    r"[$€£+]?(?:19|20)\d\d\b(?! ?%)"
    r"|\d{1,2} (?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|jan|feb|mar|apr|may|jun|jul|aug|sep"
    r"|dec|at |et |and |to |à |[ap]\.?m\b|ans?\b|years? old)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?:\n•-]\s)(?<=\s)(?:[A-ZÀ-Ý][\w.’'-]*[\w](?:\s(?=[A-Z])|(?![\w])))+")
_CALENDAR = re.compile(
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|february|march"
    r"|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|gbps|mbps|usa?|eu|ue|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|i|i['’]\w+|france)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Specific:
    """`kind` is "figure" or "subject"; `text` stands in the passage word for word."""

    kind: str
    text: str
    passage_id: int


def find_specifics(passages: Sequence[Passage], *, language: str, topic: str = "") -> tuple[Specific, ...]:
    """What can be asked about, in the order of the passages, each thing once; same-language passages only."""
    native = [passage for passage in passages if passage.language == language]
    found: dict[str, Specific] = {}
    for specific in (*_figures(native), *_subjects(native, topic)):
        found.setdefault(specific.text.casefold(), specific)
    return tuple(found.values())


def figures_in(sentence: str, language: str) -> tuple[str, ...]:
    """Each count with what it counts; neither dates nor hours, nor a clause that merely begins with one."""
    found = (_trimmed(match.group().strip(), language) for match in _FIGURE.finditer(sentence))
    return tuple(
        text
        for text in found
        if text and not _NOT_A_COUNT.match(text) and not has_main_verb(f"Ces {text}", language)
    )


def _figures(passages: Sequence[Passage]) -> Iterator[Specific]:
    for passage in passages:
        for start, end in split_sentences(passage.text):
            for text in figures_in(passage.text[start:end], passage.language):
                yield Specific("figure", text, passage.id)


def _trimmed(text: str, language: str) -> str:
    """The number and its noun group: up to the first small word that does not link two nouns.

    Empty for small bare numbers and for numbers without a noun.
    """
    stop = lexicon(language).stop_words
    number = _NUMBER_START.match(text)
    if number is None:
        return ""
    words: list[str] = []
    for word in text[number.end() :].split():
        if word.casefold() not in _LINKS and (
            word.casefold() in stop or len(word) < 3 or word.casefold() in _PREPOSITIONS
        ):
            break
        words.append(word.rstrip(".,;:"))
        if word.endswith("."):
            break
    while words and (words[-1].casefold() in _LINKS or (len(words) > 1 and _TAIL.match(words[-1]))):
        words.pop()
    return " ".join((number.group().strip(), *words)) if _is_telling(number.group(), words) else ""


def _is_telling(number: str, words: Sequence[str]) -> bool:
    digits = len(re.sub(r"\D", "", number))
    scaled = bool(_SCALE_WORD.search(number))
    nouns = [word for word in words if word.casefold() not in _LINKS]
    if re.search(r"[$€£]", number):
        return digits > 3 or bool(_SCALE_WORD.search(re.sub(r"[$€£]", "", number)))
    return bool(nouns and (scaled or digits > 1))


def _subjects(passages: Sequence[Passage], topic: str) -> Iterator[Specific]:
    """Names of the document that fits best, in its title or the topic and used twice or more.

    A company's own name is left out: its people meet it everywhere.
    """
    best = [passage for passage in passages if passage.document_id == passages[0].document_id]
    counts: Counter[str] = Counter()
    where: dict[str, int] = {}
    for passage in best:
        for match in _NAME.finditer(passage.text):
            name = match.group().strip(" .’'")
            counts[name] += 1
            where.setdefault(name, passage.id)
    about = " ".join((topic, *(passage.title for passage in best)))
    own = {passage.publisher for passage in passages if passage.origin is Origin.COMPANY}
    for name, count in counts.most_common():
        if count > 1 and name in about and name not in own and _is_subject(name, best):
            yield Specific("subject", name, where[name])


def _is_subject(name: str, passages: Sequence[Passage]) -> bool:
    """Whether it names a thing: neither a person nor a place, a common word with a capital, or initials."""
    words = name.split()
    stop = lexicon(passages[0].language).stop_words
    plain = len(name) > 2 and len(words) <= 4 and "_" not in name and not _CALENDAR.match(name)
    return (
        plain
        and words[0].casefold() not in stop
        and not (name.isupper() and len(name) <= _INITIALS)
        and not _is_speaker(name, passages)
        and not _is_place(name, passages)
        and _is_one_thing(name, passages)
    )


def _is_one_thing(name: str, passages: Sequence[Passage]) -> bool:
    """Whether an article stands before it, and nobody writes it as a common word."""
    article = re.compile(
        rf"(?:\b(?:les?|la|une?|du|au|the|an?)\s|\bl['’])(?:[\w-]+ ){{0,2}}"
        rf"{re.escape(name)}(?!\w| [a-z]+ (?:de|of))",
        re.IGNORECASE,
    )
    common = re.compile(rf"(?<!\w){re.escape(name.lower())}(?!\w)")
    texts = [passage.text for passage in passages]
    return any(article.search(text) for text in texts) and not any(common.search(text) for text in texts)


def _is_place(name: str, passages: Sequence[Passage]) -> bool:
    """Whether something is said to be in it, or it begins a longer name ("Nuit des fournils")."""
    where = re.compile(
        rf"(?:\bà|\bin|\bat|\bfrom|\bnear|\bvers|\b(?:usine|gare|ville|atelier|fonderie|site) de)"
        rf" {re.escape(name)}\b"
        rf"|{re.escape(name)} (?:des?|du|of) [a-z]"
    )
    return any(where.search(passage.text) for passage in passages)


def _is_speaker(name: str, passages: Sequence[Passage]) -> bool:
    """Whether the passages quote a person of this name."""
    spoken = re.compile(
        rf"(?:said|says|added|déclare|explique|souligne|selon) {re.escape(name)}|{re.escape(name)} said"
    )
    return any(spoken.search(passage.text) for passage in passages)
