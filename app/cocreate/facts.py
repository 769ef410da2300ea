"""Source sentences that can stand alone in somebody's post."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.cocreate.lexicon import Lexicon, lexicon, stems
from app.cocreate.shorten import cleaned, shorter_forms
from app.cocreate.typography import QUOTES
from app.cocreate.verbs import has_main_verb
from guardrails.sentences import split_sentences
from knowledge_base.passages import Origin, Passage

MIN_WORDS, MAX_WORDS = 6, 42
_LONGEST = 70
"""Words: longer ones are not even shortened."""

_LIST_ITEM = re.compile(r"\s*(?:[-–—•*·▪►→✓✔+]|\d{1,2}[.)]|[a-z]\))\s")
_LEFTOVERS = re.compile(
    r"[{}<>|`=\\#_\[\]~^]|https?:|www\.|\S@\S|\*\*|\.\.\.|…|;\s*$|:\s*$|\w\(\)|\((?:NYSE|NASDAQ)\b"
    r"|(?:Sen|Rep|Gov|Dr|Mr|Mrs|Ms)\.$"
)
_LABEL = re.compile(r"[^:.]{1,60}\s?: ?[A-ZÀ-Ý]")
_END = re.compile(r"[.!][\"”»)]*$")
_START = re.compile(r"[\"“«(]?\s?[A-ZÀ-ÝŒ0-9]")
_INSIDE_QUOTES = re.compile(r"“[^“”]*”|«[^«»]*»|\"[^\"]*\"")
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"))


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of a passage. `text` lacks its note calls; `verbatim` says that nothing was taken off."""

    text: str
    passage: Passage
    position: int
    """Where it stands among the sentences of its passage, from 0."""
    verbatim: bool = True

    @property
    def language(self) -> str:
        return self.passage.language

    def stems(self) -> frozenset[str]:
        return stems(self.text, self.language)

    def shorter(self) -> tuple["Fact", ...]:
        """Its shorter forms, shortest first; they are no longer verbatim, so they are never quoted."""
        forms = shorter_forms(self.text, self.language)
        return tuple(Fact(form, self.passage, self.position, verbatim=False) for form in forms)


def find_facts(passages: Sequence[Passage], *, language: str) -> tuple[Fact, ...]:
    """The self-standing sentences of the passages, in order, repeats dropped.

    Sentences in another language than the post's come too (to be quoted, never translated), unless
    they hold quotation marks of their own.
    """
    facts: dict[str, Fact] = {}
    for passage in passages:
        for fact in _facts_of(passage):
            foreign = fact.language != language
            if not (foreign and QUOTES.search(fact.text)):
                facts.setdefault(fact.text.casefold(), fact)
    return tuple(facts.values())


def _facts_of(passage: Passage) -> Iterator[Fact]:
    if passage.language not in ("fr", "en"):
        return
    for position, (start, end) in enumerate(split_sentences(passage.text)):
        sentence = passage.text[start:end]
        if _LIST_ITEM.match(_line_start(passage.text, start)):
            continue
        text = _readable(cleaned(sentence), passage.language)
        if stands_alone(text, passage.language, company=passage.origin is Origin.COMPANY):
            yield Fact(text, passage, position, verbatim=text == sentence)


def _readable(sentence: str, language: str) -> str:
    """The sentence, or the fullest of its shorter forms where it is too long to be read in a post."""
    if not MAX_WORDS < len(sentence.split()) <= _LONGEST:
        return sentence
    forms = reversed(shorter_forms(sentence, language))
    return next((form for form in forms if len(form.split()) <= MAX_WORDS), sentence)


def _line_start(text: str, start: int) -> str:
    """The line that the sentence stands on, to see whether it is an item of a list."""
    begin = text.rfind("\n", 0, start) + 1
    return text[begin : start + 2]


def stands_alone(sentence: str, language: str, *, company: bool) -> bool:
    """Whether a reader who sees nothing else understands it, and nobody else's "we" or "you" speaks in it.

    A company's own material may say "we": its reader is a colleague who writes for themselves.
    """
    words = lexicon(language)
    straight = sentence.replace("’", "'")
    return (
        _is_sentence(sentence)
        and has_main_verb(straight, language)
        and not _leans(straight, words)
        and not _speaks(straight, words, company=company)
    )


def _is_sentence(sentence: str) -> bool:
    return (
        MIN_WORDS <= len(sentence.split()) <= MAX_WORDS
        and bool(_END.search(sentence) and _START.match(sentence))
        and not _LEFTOVERS.search(sentence)
        and not _LABEL.match(sentence)
        and "?" not in sentence
        and _balanced(sentence)
    )


def _balanced(sentence: str) -> bool:
    return sentence.count('"') % 2 == 0 and all(sentence.count(a) == sentence.count(b) for a, b in _PAIRS)


def _leans(straight: str, words: Lexicon) -> bool:
    return bool(
        words.leaning.match(straight) or words.pointing.search(straight) or words.calls.match(straight)
    )


def _speaks(straight: str, words: Lexicon, *, company: bool) -> bool:
    """Whether somebody else's first person, or an address to the reader, is heard outside quotations."""
    outside = _INSIDE_QUOTES.sub(" ", straight)
    if not outside.strip(" ."):  # a quotation whose speaker stayed behind in the page
        outside = straight
    if words.reader.search(straight) or words.i.search(outside):
        return True
    return not company and bool(words.we.search(outside))
