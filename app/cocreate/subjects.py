"""What a question says it is about: a source's own sentence, or the topic as it reads in a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.cocreate.facts import Fact
from app.cocreate.lexicon import lexicon, stems
from app.cocreate.openings import runs_on
from app.cocreate.typography import QUOTES
from app.cocreate.verbs import has_main_verb
from app.domain.briefs import Brief
from knowledge_base.passages import Passage

_LONGEST_CLAIM = 130
_BEST = 4
_LONGEST = 60
_CUT = re.compile(r"\s?[:;–—(?!]|\. |, ")
_LABELS = re.compile(
    r"(?:enquête|étude|rapport|entretien|interview|tribune|dossier|communiqué|bilan|portrait|actualité|édito"
    r"|offre d['’]emploi|job|survey|study|report|press release|news|opinion|analysis|case study|guide|how-to"
    r"|podcast|vidéo|video|replay|webinaire)s?\b[\w\s-]{0,14}$",
    re.IGNORECASE,
)
_DETERMINED = {
    "fr": re.compile(
        r"(?:l['’]|(?:les?|la|une?|mon|ma|mes|nos|notre|votre|vos|ce|cette|ces|cet|leur|leurs|\d+)\s)", re.I
    ),
    "en": re.compile(r"(?:the|an?|my|our|your|this|these|those|their|why|how|what|\d+)\s", re.IGNORECASE),
}
_INFINITIVE = re.compile(r"[a-zà-ÿ]{2,}(?:er|ir|oir|re)\s", re.IGNORECASE)
_QUESTION = re.compile(r"(?:pourquoi|comment|quand|que|qui|quel\w*|où|est-ce)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """`kind` names the lead that fits: "claim", "phrase", "bare", "title", or "nothing" at the worst."""

    kind: str
    text: str = ""
    passage_id: int | None = None


def subject_of(
    brief: Brief, facts: Sequence[Fact], passages: Sequence[Passage], topics: Sequence[str]
) -> Subject:
    """A topic of the author that the best facts touch, else one of these facts, else the brief's topic.

    `facts` are on the topic, best first.
    """
    best = facts[:_BEST]
    said = " ".join(fact.text for fact in best)
    touched = next((topic for topic in topics if topic and _names(topic, said, brief.language)), "")
    if touched and (subject := spoken(touched, brief.language)).kind != "nothing":
        return subject
    claim = next((fact for fact in best if can_be_asked_about(fact)), None)
    if claim is not None:
        return Subject("claim", claim.text, claim.passage.id)
    titles = {passage.title.casefold() for passage in passages}
    return spoken(brief.topic, brief.language, title=brief.topic.casefold() in titles)


def _names(topic: str, said: str, language: str) -> bool:
    """Whether the text holds each word of a topic; a single word as it is, since stems alone mislead."""
    if len(topic.split()) == 1:
        return re.search(rf"(?<!\w){re.escape(topic)}(?!\w)", said, re.IGNORECASE) is not None
    return stems(topic, language) <= stems(said, language)


def can_be_asked_about(fact: Fact) -> bool:
    """Whether a fact is short enough to be read out in a question, word for word."""
    return fact.verbatim and not QUOTES.search(fact.text) and len(fact.text) <= _LONGEST_CLAIM


def spoken(topic: str, language: str, *, title: bool = False) -> Subject:
    """The topic as it can stand in the middle of a sentence, without what follows a colon.

    A whole sentence, a question, a label ("Survey") and what is too long come out as "nothing".
    """
    head = _CUT.split(topic.strip(), maxsplit=1)[0].strip(" .,'\"«»“”")
    asks = language == "fr" and _QUESTION.match(head)
    if not head or len(head) > _LONGEST or asks or _LABELS.match(head) or _is_clause(head, language):
        return Subject("nothing")
    if title:
        return Subject("title", head)
    if _DETERMINED[language].match(head):
        return Subject("phrase", runs_on(head, page="", language=language) or head)
    if head[:1].isupper() and len(head.split()) <= 2 and language == "en":
        return Subject("phrase", head)
    if language == "fr" and _INFINITIVE.match(head):
        return Subject("title", head)
    return Subject("bare", head if head[1:2].isupper() or _is_name(head) else head[:1].lower() + head[1:])


def _is_name(head: str) -> bool:
    return head[:1].isupper() and len(head.split()) == 1


def _is_clause(head: str, language: str) -> bool:
    if language == "en" and re.match(r"(?:why|how|what)\b", head, re.IGNORECASE):
        return False
    first = lexicon(language)
    speaks = first.i.search(head) or first.reader.search(head)
    return bool(speaks) or has_main_verb(f"{head}.", language)
