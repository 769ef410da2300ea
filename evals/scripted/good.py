"""What the good model answers: the author's words and sentences of the passages, planned, written, mended."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.scripted.asked import Asked, AskedPassage, Task
from guardrails.sentences import split_sentences
from guardrails.stems import content_stems
from knowledge_base.language import detect_language

_WORD = re.compile(r"[^\W_]+")
_LEANING = re.compile(
    r"(?:this|these|that|those|it|its|they|their|he|she|such|here|so|but|and|or|also|still|however|both|then"
    r"|ce|cet|cette|ces|cela|ça|c['’]est|il|ils|elle|elles|leur|leurs|mais|et|ou|or|aussi|ainsi|en effet|là"
    r"|on|nous|we|our|notre|nos|i|je|j['’])\b",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 6, 38  # words of a sentence that can stand alone
_EARLIER = 0.3
"""What a place further up is worth, beside a word in common with the author, which is 1."""
_ANGLES = ("own_take", "surprise", "lesson")
_SAYS = {"en": "{fact}, says {publisher}.", "fr": "{fact}, selon {publisher}."}
_ASKS = {"en": "What did you see yourself of {topic}?", "fr": "Qu'avez-vous vu vous-même de {topic} ?"}
_HELLO = {"greeting": "Bonjour !"}

Sentence = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of a passage that can stand alone, with its source named where it is not the employer."""

    passage_id: int
    text: str
    weight: float


def answer(asked: Asked) -> str:
    """JSON in the form asked for."""
    return json.dumps(_ANSWERS[asked.task](asked), ensure_ascii=False)


def facts_of(asked: Asked) -> list[Fact]:
    """Nearest first to what the author said, figures before none; one of each passage, then the rest."""
    said = content_stems(_words(" ".join((asked.topic, *asked.takes))))
    places = {passage.id: place for place, passage in enumerate(asked.passages)}
    ranked = sorted(
        (fact for one in asked.passages for fact in _facts(one, asked, said)),
        key=lambda f: _EARLIER * places[f.passage_id] - f.weight,
    )
    first: dict[int, Fact] = {}
    for fact in ranked:
        first.setdefault(fact.passage_id, fact)
    return [*first.values(), *(fact for fact in ranked if first[fact.passage_id] is not fact)]


def _facts(passage: AskedPassage, asked: Asked, said: frozenset[str]) -> Iterator[Fact]:
    if detect_language(passage.text) not in {asked.language, ""}:
        return
    for start, end in split_sentences(passage.text):
        text = " ".join(passage.text[start:end].split())
        words = _words(text)
        if _SHORTEST <= len(words) <= _LONGEST and text.endswith(".") and not _LEANING.match(text):
            shared = len(content_stems(words) & said)
            yield Fact(
                passage.id, _credited(text, passage, asked), shared + 0.5 * bool(re.search(r"\d", text))
            )


def _credited(text: str, passage: AskedPassage, asked: Asked) -> str:
    if passage.kind != "industry" or not passage.publisher or passage.publisher in text:
        return text
    return _SAYS[asked.language].format(fact=text.rstrip("."), publisher=passage.publisher)


def _plan(asked: Asked) -> dict[str, Any]:
    facts = facts_of(asked)
    if asked.takes:
        chosen = [(angle, fact) for angle, fact in zip(_ANGLES, [*facts, None, None, None], strict=False)]
        kept = [pair for at, pair in enumerate(chosen) if pair[1] is not None or at < len(asked.takes)]
    else:
        kept = [("sourced", fact) for fact in facts[:3]]
    plans = [
        {
            "angle": angle,
            "point": fact.text if fact else asked.takes[0][:200],
            "evidence": [fact.passage_id] if fact else [],
            "exclusions": [],
        }
        for angle, fact in kept
    ]
    return {
        "variants": plans,
        "question": "" if len(plans) >= 3 else _ASKS[asked.language].format(topic=asked.topic),
    }


def _write(asked: Asked) -> dict[str, Any]:
    return {"paragraphs": _paragraphs(asked, asked.angle, _evidence(asked))}


def _evidence(asked: Asked) -> list[Fact]:
    """The fact that the plan makes its point of, or else the best of the passages it names."""
    facts = [fact for fact in facts_of(asked) if fact.passage_id in asked.evidence]
    wanted = [fact for fact in facts if _words(fact.text) == _words(asked.point)]
    return (wanted or facts)[:1]


def _paragraphs(asked: Asked, angle: str, facts: Sequence[Fact]) -> list[dict[str, Any]]:
    told = [[_sentence(fact.text, fact.passage_id)] for fact in facts]
    said = [_own(take) for take in asked.takes]
    parts = {
        "own_take": [*said, *told],
        "surprise": [*told, *said[:1]],
        "lesson": [*said[-1:], *told] if len(said) > 1 else [*told, *said],
    }.get(angle, [*told, *said])
    room, kept = asked.longest, []
    for part in parts:
        room -= sum(len(sentence["text"]) + 2 for sentence in part)
        if room >= 0:
            kept.append({"sentences": part})
    return kept


def _own(take: str) -> list[Sentence]:
    """A take stays as it was typed, sentence by sentence."""
    return [_sentence(" ".join(take[start:end].split())) for start, end in split_sentences(take)]


def _sentence(text: str, *ids: int) -> Sentence:
    return {"text": text, "passage_ids": list(ids)}


def _revise(asked: Asked) -> dict[str, Any]:
    """Whatever was found fault with goes; where it was the whole length, the last sentence does."""
    draft = [[_sentence(text, *ids) for text, ids in part] for part in asked.draft]
    wrong = [" ".join(words.split()) for words in asked.complaints]
    kept = [
        [
            one
            for one in part
            if not any(words and (words in one["text"] or one["text"] in words) for words in wrong)
        ]
        for part in draft
    ]
    if not wrong and kept and sum(len(one["text"]) for part in kept for one in part) > asked.longest:
        kept = [*kept[:-1], kept[-1][:-1]]
    return {"paragraphs": [{"sentences": part} for part in kept if part]}


def _whole(asked: Asked) -> dict[str, Any]:
    """Plan and drafts in one answer, for a prompt that asks for both at once."""
    plan = _plan(asked)
    by_text = {fact.text: fact for fact in facts_of(asked)}
    drafts = [
        {"angle": one["angle"], "paragraphs": _paragraphs(asked, one["angle"], _fact(by_text, one["point"]))}
        for one in plan["variants"]
    ]
    return {"drafts": drafts, "question": plan["question"]}


def _fact(by_text: dict[str, Fact], point: str) -> list[Fact]:
    return [by_text[point]] if point in by_text else []


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


_ANSWERS: Mapping[Task, Callable[[Asked], dict[str, Any]]] = {
    Task.PLAN: _plan,
    Task.WRITE: _write,
    Task.REVISE: _revise,
    Task.WHOLE: _whole,
    Task.GREET: lambda _: _HELLO,
    Task.JUDGE: lambda _: {"gives_away": False},
    Task.REWORD: lambda _: {"rewordings": []},
    Task.REWORK: lambda asked: {"text": asked.user[-200:]},
    Task.UNKNOWN: lambda _: {},
}
