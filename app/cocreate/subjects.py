"""What a question says it is about: a few words of a source or of the author, or the topic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.cocreate.choices import number
from app.cocreate.excerpts import count_words, excerpt
from app.cocreate.facts import Fact
from app.cocreate.lexicon import lexicon, stems
from app.cocreate.openings import runs_on
from app.cocreate.specifics import figures_in, find_specifics
from app.cocreate.takes import MIN_WORDS, sayable
from app.cocreate.typography import QUOTES
from app.cocreate.verbs import has_main_verb
from app.domain.briefs import Brief
from guardrails.sentences import split_sentences
from knowledge_base.passages import Passage

_LONGEST_CLAIM = 170
_BEST = 4
_WEIGHED = 3
_BRIEF, _PER_WORD = 9, 1.5
"""Words that are read out beside nine that ask, and how many places each further one costs a fact."""
_MOST_READ_OUT = 15
_NO_CLAUSE = 8.0
_TELLING_COUNT = 3
_MOST_OF_A_TITLE = 8
_LONGEST = 60
_CUT = re.compile(r"\s?[:;–—(?!]|\. |, ")
_METHOD = re.compile(
    r"\b(?:échantillon|a (?:interrogé|sondé)|ont été (?:interrogés|recueillies)|(?:asked|surveyed|polled) \d"
    r"|(?:answers|responses) were|sample)\b",
    re.IGNORECASE,
)
"""How a survey was made, which nobody else has a view of."""
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
    """`kind` names the lead that fits: "quoted", "said", "phrase", "bare", or "nothing" at the worst."""

    kind: str
    text: str = ""
    passage_id: int | None = None
    counts: bool = False
    """Whether what is quoted says how many or how much."""


def subjects_of(
    facts: Sequence[Fact], brief: Brief, *, topics: Sequence[str] = (), limit: int = _BEST
) -> tuple[Subject, ...]:
    """What of the best facts can be read out in few words: those on a topic of the author first, the rest
    in an order of the seed's own.

    A main clause, a count with what it counts, and whole sentences where nothing shorter stands.
    `facts` are on the topic, best first. What is paid for work is not asked about.
    """
    pay = lexicon(brief.language).genres["vacancy"]["pays"]
    able = [fact for fact in facts if can_be_asked_about(fact) and not pay.search(fact.text)]
    read_out = [_Excerpt.of(fact) for fact in able[: _WEIGHED * limit]]
    ordered = sorted(enumerate(read_out), key=lambda one: one[0] + one[1].cost)
    best = [one for _, one in ordered if count_words(one.text) <= _MOST_READ_OUT][:limit]
    best.sort(key=lambda one: number(brief.seed, one.text))
    best.sort(key=lambda one: not _touches(topics, one.fact.text, brief.language))
    return tuple(
        Subject("quoted", one.text, one.fact.passage.id, counts=bool(figures_in(one.text, brief.language)))
        for one in best
    )


def counts_alone(passages: Sequence[Passage], language: str, *, topic: str) -> tuple[Subject, ...]:
    """Counts with what they count, for passages of which no sentence stands by itself."""
    found = find_specifics(passages, language=language, topic=topic)
    return tuple(
        Subject("quoted", one.text, one.passage_id, counts=True) for one in found if one.kind == "figure"
    )


class _Excerpt(NamedTuple):
    """What can be read out of a fact, and how many places that costs it beside a short clause."""

    fact: Fact
    text: str
    cost: float

    @classmethod
    def of(cls, fact: Fact) -> "_Excerpt":
        text = excerpt(fact.text, fact.language)
        counted = max(figures_in(fact.text, fact.language), key=count_words, default="")
        if not text and count_words(counted) >= _TELLING_COUNT:
            return cls(fact, counted, _NO_CLAUSE)
        text = text or fact.text.rstrip(".! ")
        method = _NO_CLAUSE if _METHOD.search(fact.text) else 0
        return cls(fact, text, _PER_WORD * max(0, count_words(text) - _BRIEF) + method)


def topic_touched(topics: Sequence[str], facts: Sequence[Fact], language: str) -> Subject | None:
    """The first topic of the author that the best facts speak of, as it stands in a sentence."""
    said = " ".join(fact.text for fact in facts[:_BEST])
    spoken_of = (spoken(topic, language) for topic in topics if topic and _names(topic, said, language))
    return next((subject for subject in spoken_of if subject.kind in ("phrase", "bare")), None)


def topic_of_brief(brief: Brief, passages: Sequence[Passage]) -> Subject:
    """The topic in as few words as it takes: as it reads in a sentence, or the beginning of a title."""
    titles = {passage.title.casefold() for passage in passages}
    subject = spoken(brief.topic, brief.language, title=brief.topic.casefold() in titles)
    return subject if subject.kind != "nothing" else Subject("quoted", _shortened_title(brief))


def _shortened_title(brief: Brief) -> str:
    """The title up to its question mark; of a long one its first words, not ending on a small one."""
    said = " ".join(brief.topic.split("?")[0].split()).strip(' .,!…"«»“”')
    words = said.split()
    if not re.search(r"\w", said):
        return ""
    if len(words) <= _MOST_OF_A_TITLE:
        return said
    kept, stop = words[:_MOST_OF_A_TITLE], lexicon(brief.language).stop_words
    while len(kept) > 1 and (kept[-1].casefold() in stop or len(kept[-1]) < 3):
        kept.pop()
    return " ".join(kept).rstrip(" ,.;:!—–-") + "…"


def subject_said(brief: Brief) -> Subject | None:
    """The author's own first sentence, in few words; None where it asks or is too long to say back."""
    take = next((sayable(one, brief.language) for one in brief.takes), "").strip()
    spans = split_sentences(take)
    first = " ".join(take[spans[0][0] : spans[0][1]].split()) if spans else ""
    if "?" in first or QUOTES.search(first) or count_words(first) < MIN_WORDS:
        return None
    said = excerpt(first, brief.language)
    return Subject("said", said[:1].upper() + said[1:]) if said else None


def _touches(topics: Sequence[str], text: str, language: str) -> bool:
    return any(_names(topic, text, language) for topic in topics if topic)


def _names(topic: str, said: str, language: str) -> bool:
    """Whether the text holds each word of a topic; a single word as it is, since stems alone mislead."""
    if len(topic.split()) == 1:
        return re.search(rf"(?<!\w){re.escape(topic)}(?!\w)", said, re.IGNORECASE) is not None
    return stems(topic, language) <= stems(said, language)


def can_be_asked_about(fact: Fact) -> bool:
    """Whether a fact can be read out in a question, word for word, and is nobody's quotation."""
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
        return Subject("quoted", head)
    if _DETERMINED[language].match(head):
        return Subject("phrase", runs_on(head, page="", language=language) or head)
    if head[:1].isupper() and len(head.split()) <= 2 and language == "en":
        return Subject("phrase", head)
    if language == "fr" and _INFINITIVE.match(head):
        return Subject("quoted", head)
    return Subject("bare", head if head[1:2].isupper() or _is_name(head) else head[:1].lower() + head[1:])


def _is_name(head: str) -> bool:
    return head[:1].isupper() and len(head.split()) == 1


def _is_clause(head: str, language: str) -> bool:
    if language == "en" and re.match(r"(?:why|how|what)\b", head, re.IGNORECASE):
        return False
    first = lexicon(language)
    speaks = first.i.search(head) or first.reader.search(head)
    return bool(speaks) or has_main_verb(f"{head}.", language)
