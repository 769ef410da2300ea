"""Where a text still says what a source says, word for word: what an action may cut, move or shorten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from app.cocreate.attribution import frames, run_on, source_name
from app.cocreate.facts import Fact, find_facts
from app.cocreate.pieces import Kind
from app.cocreate.typography import plain, quote, typeset
from app.domain.briefs import Brief
from knowledge_base.passages import Passage

_EVEN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})
_KNOWN = {"name", "quoted", "text", "run_on", "url"}
_ENDS = tuple('.!?…»”")')
_BLANK = " \t\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Cited:
    """The half-open code-point span of a fact with its frame, or of the line that says where to read it."""

    start: int
    end: int
    kind: Kind
    fact: Fact


def even(text: str) -> str:
    """The text with apostrophes and spaces made equal, character for character."""
    return text.translate(_EVEN)


def bare(text: str) -> str:
    """The text with all that typography may change made equal, for comparison only; linear in its length."""
    return plain(" ".join(text.split()))


def find_cited(text: str, brief: Brief, passages: Sequence[Passage]) -> tuple[Cited, ...]:
    """The facts of the passages that stand in the text untouched, in order and disjoint.

    A sentence that its author changed, or built into one of their own, is theirs and is not found.
    """
    evened = even(text)
    found = [
        cited
        for fact in find_facts(passages, language=brief.language)
        for form in _forms_in(evened, fact)
        for cited in _citations(evened, form, brief)
    ]
    kept: list[Cited] = []
    for one in sorted(found, key=lambda cited: (cited.start - cited.end, cited.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda cited: cited.start))


def _forms_in(evened: str, fact: Fact) -> tuple[Fact, ...]:
    """The fact or the shorter forms of it that the text may hold."""
    if _inner(fact)[1:] in evened:
        return (fact,)
    return tuple(form for form in fact.shorter() if _inner(form)[1:] in evened)


def _inner(fact: Fact) -> str:
    return even(typeset(fact.text, language=fact.language))


def _citations(evened: str, fact: Fact, brief: Brief) -> Iterator[Cited]:
    values = _values(fact, brief)
    for styles, kind in (
        (frames(brief.language)["fact"], Kind.FACT),
        (frames(brief.language)["line"], Kind.LINE),
    ):
        for frame in (frame for several in styles.values() for frame in several if _is_known(frame)):
            words = even(typeset(frame, language=brief.language)).format_map(values)
            for start in _places(evened, words):
                if _stands_alone(evened, start, start + len(words), kind):
                    yield Cited(start, start + len(words), kind, fact)


def _values(fact: Fact, brief: Brief) -> dict[str, str]:
    text = _inner(fact)
    return {
        "name": even(source_name(fact.passage, brief.language)),
        "quoted": even(quote(text, language=brief.language)),
        "text": text,
        "run_on": even(typeset(run_on(fact) or fact.text, language=fact.language)),
        "url": fact.passage.url,
    }


def _is_known(frame: str) -> bool:
    return {name for _, name, _, _ in Formatter().parse(frame) if name is not None} <= _KNOWN


def _places(evened: str, words: str) -> Iterator[int]:
    start = evened.find(words) if words.strip() else -1
    while start >= 0:
        yield start
        start = evened.find(words, start + len(words))


def _stands_alone(evened: str, start: int, end: int, kind: Kind) -> bool:
    """Whether nobody's words lead into it or go on from it."""
    before, after = evened[max(0, start - 8) : start].rstrip(_BLANK), evened[end : end + 1]
    if kind is Kind.LINE:
        return (not before or before.endswith("\n")) and after in ("", "\n")
    led = (
        not before
        or before.endswith(("\n", *_ENDS))
        or (ord(before[-1]) > 0x2000 and not before[-1].isalnum())
    )
    return led and (not after or after.isspace())
