# ruff: noqa: E501  (wordings read better unbroken)
"""Orders that are worded in no known way: the ideas they are made of, close together.

An ordinary text holds each of these ideas somewhere; "leave aside", "instructions" and "earlier" within
a few words of each other are found in hardly any.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from guardrails.sentences import Span
from guardrails.words import read_phrases


class _Mix(NamedTuple):
    """Ideas that together are an order, if they stand within so many characters of each other."""

    kind: str
    ideas: frozenset[str]
    reach: int


class _Hit(NamedTuple):
    start: int
    end: int
    ideas: frozenset[str]


def _mix(kind: str, ideas: str, reach: int) -> _Mix:
    return _Mix(kind, frozenset(ideas.split()), reach)


_MIXES = (
    _mix("override", "aside orders earlier", 90),
    _mix("override", "aside orders you", 90),
    _mix("override", "aside told_you", 60),
    _mix("override", "aside vague_orders earlier you", 60),
    _mix("role", "part machine", 60),
    _mix("role", "part unbound", 90),
    _mix("role", "become speaks", 80),
    _mix("prompt", "show inside", 50),
    _mix("exfiltration", "send held out", 120),
    _mix("address", "boss checks lifts", 120),
    _mix("secrecy", "quiet who", 40),
)
# "your instructions", "the earlier rules": hardly ever said in ordinary texts, so that any turn against
# it is telling, unless somebody tells of others.
_YOURS = r"(?:your|ur|tes|ton|ta|vos|votre)"
_EARLIER = (
    r"(?:previous|prior|preceding|earlier|former|foregoing|original|initial|first|above|system|hidden|precedente?s?|anterieure?s?"
    r"|initiale?s?|premieres?|premiers|anciennes?|ci-dessus|d'origine|de depart|recue?s?|qui precedent|du systeme|systeme|que tu as \w+"
    r"|that came (?:before|above|earlier|first)|que vous avez \w+|you (?:know|follow|obey)|que tu (?:connais|suis)|usual|habituelle?s?|you (?:were|have been|'ve been|received|got) ?\w*|given (?:so far|earlier|before|above)|donnees? (?:plus haut|jusqu'ici|avant)"
    r"|(?:set|fixed|written|imposed|fixee?s?|ecrit\w*|imposee?s?) (?:by|par) (?:your|tes|vos) \w+)"
)
_SURE = r"(?:instructions?|prompts?|guidelines|guidance|directives|consignes?|guardrails|garde-fous)"
_VAGUE = (
    r"(?:rules|regles|orders|ordres|task|tache|mission|brief|commands|constraints|contraintes|restrictions)"
)
_POINTED = re.compile(
    rf"\b(?:{_YOURS} (?:\w+ ){{0,1}}?{_SURE}|{_EARLIER} (?:\w+ ){{0,1}}?(?:{_SURE}|{_VAGUE})|(?:{_SURE}|{_VAGUE}) (?:\w+ ){{0,2}}?{_EARLIER}"
    rf"|{_YOURS} {_EARLIER} (?:{_SURE}|{_VAGUE}))\b"
)
_POINTED_REACH = 70
_LONG_WORD = re.compile(r"(?<!\w)[a-z]{5,15}(?!\w)")
_VOWELS, _DOUBLED = re.compile("[aeiouy]"), re.compile(r"(.)\1+")
_TELL_TALES = {
    "ignore": "aside", "ignorez": "aside", "disregard": "aside", "forget": "aside", "oublie": "aside", "oubliez": "aside",
    "previous": "earlier", "precedent": "earlier", "precedentes": "earlier", "precedente": "earlier",
    "instructions": "orders", "instruction": "orders", "prompt": "orders", "consignes": "orders", "guidelines": "orders",
}  # fmt: skip
_SIGNS = re.compile(r"[^\w'’:/.-]|(?<!\w)\.|\.(?!\w)")


def weigh(line: str) -> Iterator[tuple[str, Span]]:
    """Yield (kind, span) of each mix in a folded line; the time is linear in it."""
    hits = _hits(line)
    if len(hits) < 2:
        return
    held = frozenset[str]().union(*(hit.ideas for hit in hits))
    if "turn" in held and held & {"orders", "vague_orders", "told_you"}:
        yield from _turned_against(line, hits)
    for mix in _MIXES:
        if mix.ideas <= held:
            yield from ((mix.kind, span) for span in _within(mix, hits))


def _turned_against(line: str, hits: Sequence[_Hit]) -> Iterator[tuple[str, Span]]:
    pointed = [match.span() for match in _POINTED.finditer(line)]
    pointed += [(hit.start, hit.end) for hit in hits if "told_you" in hit.ideas]
    for start, end in pointed:
        near = [
            hit
            for hit in _between(hits, start - _POINTED_REACH, end + _POINTED_REACH)
            if not (start <= hit.start and hit.end <= end)
        ]
        turns = [hit for hit in near if "turn" in hit.ideas]
        told = {
            idea for hit in _between(hits, start - _POINTED_REACH, end + _POINTED_REACH) for idea in hit.ideas
        }
        is_meant = "you" in told or bool(told & {"orders", "told_you"})
        if turns and is_meant and "teller" not in told:
            yield "override", (min(start, turns[0].start), max(end, turns[0].end))


def _between(hits: Sequence[_Hit], start: int, end: int) -> Sequence[_Hit]:
    first = bisect_left(hits, start, key=attrgetter("start"))
    return hits[first : bisect_right(hits, end, key=attrgetter("start"))]


def _within(mix: _Mix, hits: Sequence[_Hit]) -> Iterator[Span]:
    """The shortest runs of hits that hold all ideas of the mix, from left to right."""
    last_seen: dict[str, _Hit] = {}
    beyond = -1
    for hit in hits:
        ideas = hit.ideas & mix.ideas
        if not ideas:
            continue
        last_seen.update(dict.fromkeys(ideas, hit))
        start = min(seen.start for seen in last_seen.values())
        whole = len(last_seen) == len(mix.ideas) and hit.end - start <= mix.reach
        # One word may hold two ideas, but it takes two words at least to give an order.
        if whole and start > beyond and len(set(last_seen.values())) > 1:
            yield start, hit.end
            beyond = hit.end


def _hits(line: str) -> list[_Hit]:
    """What the words of the line hold; an idea begins at the beginning of a word."""
    plain = f" {_SIGNS.sub(' ', line)} "
    found = []
    for last, (length, ideas) in _idea_finder().iter(plain):
        start = last + 1 - length
        if plain[start] == " " or not plain[start - 1].isalnum():
            found.append(_Hit(max(0, start - 1), min(last, len(line)), ideas))
    return _with_misspelled(plain, found)


def _with_misspelled(plain: str, found: list[_Hit]) -> list[_Hit]:
    """ "ignroe previus instrutions": the tell-tale words with letters turned round or left out."""
    extra = [
        _Hit(match.start() - 1, match.end() - 1, _SKELETONS[bones])
        for match in _LONG_WORD.finditer(plain)
        if (bones := _bones(match.group())) in _SKELETONS and match.group() not in _TELL_TALES
    ]
    return sorted([*found, *extra], key=attrgetter("start")) if extra else found


@lru_cache(maxsize=20_000)
def _bones(word: str) -> str:
    """A word's consonants, each once in a row: what misspelling leaves of it."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word))


@lru_cache(maxsize=1)
def _idea_finder() -> Any:
    import ahocorasick

    ideas: dict[str, set[str]] = {}
    for line in read_phrases("injection_ideas"):
        idea, _, words = line.partition(" | ")
        for word in words.split():
            ideas.setdefault(word.replace("_", " "), set()).add(idea)
    automaton = ahocorasick.Automaton()
    for word, names in ideas.items():
        automaton.add_word(word, (len(word), frozenset(names)))
    automaton.make_automaton()
    return automaton


_SKELETONS = {_bones(word): frozenset([idea]) for word, idea in _TELL_TALES.items() if len(_bones(word)) > 2}
