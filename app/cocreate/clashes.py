"""Where an author and a source tell the same thing and differ on a number, a date or a name."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.cocreate.lexicon import lexicon, stems
from app.cocreate.mismatches import find_mismatch
from app.cocreate.ranking import RankedFact
from app.domain.briefs import Brief
from guardrails.grounding.figures import find_figures
from guardrails.normalisation import fold
from guardrails.sentences import split_sentences
from knowledge_base.passages import Passage

_NEXT_WORDS = re.compile(r"\s*(?:(?:de|d'|of)\s*)?([^\W\d_][\w'-]*)(?:\s+([^\W\d_][\w'-]*))?")
_MONEY = re.compile(r"[€$£]|euro|dollar|pound")
_PERCENT, _SUMS = "%", "€"

Counts = Mapping[str, frozenset[float]]
"""What is counted, as a stem (or "%", "€"), and the numbers it is given."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A fact that tells what a take tells, otherwise; `said` and `told` are the author's and the
    source's words for it, as written: a number with its noun, a date or a name.
    """

    ranked: RankedFact
    said: str
    told: str
    close: bool
    """Whether they share more than the noun, so that both are surely about the same thing."""


def find_clashes(
    ranked: Sequence[RankedFact], brief: Brief, passages: Sequence[Passage]
) -> tuple[Clash, ...]:
    """The facts that contradict a take on a number of the same noun, a date or a name, in the order given.

    A number that the sources give somewhere for that noun is no contradiction, nor is a percentage
    or a sum beside one about something else.
    """
    given = _given(passages, brief.language)
    native = [one for one in ranked if one.fact.language == brief.language]
    found = (
        next((c for take in brief.takes if (c := _clash(one, take, given, passages))), None) for one in native
    )
    return tuple(clash for clash in found if clash is not None)


def _clash(one: RankedFact, take: str, given: Counts, passages: Sequence[Passage]) -> Clash | None:
    counted = _counted_otherwise(one, take, given)
    if counted is not None:
        return counted
    mismatch = find_mismatch(one.fact, take, passages)
    return Clash(one, *mismatch, close=True) if mismatch else None


def _counted_otherwise(one: RankedFact, take: str, given: Counts) -> Clash | None:
    fact, language = one.fact, one.fact.language
    told = _spelled(fact.text, language)
    for noun, (numbers, words) in _spelled(take, language).items():
        if noun not in told or numbers & given.get(noun, frozenset()):
            continue
        shared = (stems(take, language) & fact.stems()) - {noun}
        if shared or noun not in (_PERCENT, _SUMS):
            said, written = _whole_noun(words, take, shared, language), told[noun][1]
            return Clash(one, said, _whole_noun(written, fact.text, shared, language), close=bool(shared))
    return None


def _whole_noun(words: str, text: str, shared: frozenset[str], language: str) -> str:
    """ "2,300 night" as "2,300 night calls", where both speak of calls."""
    after = re.search(rf"{re.escape(words)} ([^\W\d_][\w'-]*)", text.replace("’", "'"))
    return f"{words} {after.group(1)}" if after and stems(after.group(1), language) & shared else words


def _given(passages: Sequence[Passage], language: str) -> Counts:
    found: dict[str, set[float]] = defaultdict(set)
    for passage in passages:
        if passage.language == language:
            for noun, numbers in _counts(passage.text, language).items():
                found[noun] |= numbers
    return {noun: frozenset(numbers) for noun, numbers in found.items()}


def _counts(text: str, language: str) -> Counts:
    return {noun: numbers for noun, (numbers, _) in _spelled(text, language).items()}


def _spelled(text: str, language: str) -> dict[str, tuple[frozenset[float], str]]:
    """For each noun that the text counts, its numbers and the first of them as written, noun included."""
    found: dict[str, tuple[frozenset[float], str]] = {}
    for start, end in split_sentences(text):
        sentence = text[start:end].replace("’", "'")
        for figure in find_figures(fold(sentence), spelled=True, languages=(language,)):
            if not figure.values or figure.kind != "number":
                continue
            noun, stop = _noun(sentence, figure.span, figure.values, language)
            if noun:
                numbers, words = found.get(noun, (frozenset(), sentence[figure.span[0] : stop].strip()))
                found[noun] = (numbers | figure.values, words)
    return found


def _noun(sentence: str, span: tuple[int, int], values: frozenset[float], language: str) -> tuple[str, int]:
    """What a figure counts, and where that word ends."""
    written = sentence[slice(*span)]
    if min(values) < 0:
        return _PERCENT, span[1]
    if _MONEY.search(written.casefold()):
        return _SUMS, span[1]
    match = _NEXT_WORDS.match(sentence, span[1])
    if match is None or match.group(1).casefold() in lexicon(language).stop_words:
        return "", span[1]
    return next(iter(stems(match.group(1), language)), ""), match.end(1)
