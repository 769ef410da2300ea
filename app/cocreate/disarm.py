"""Material without what gives orders to a machine: left out before a writer sees it, and that is said."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from app.cocreate.composition import Composition
from app.domain.briefs import Brief
from guardrails.injection.orders import Order, find_orders
from guardrails.sentences import split_sentences
from knowledge_base.passages import Passage

LEFT_OUT = "orders_left_out"
"""The notice of a composition from whose material something was left out."""

_SAID = frozenset({"override", "role", "prompt", "exfiltration", "address", "secrecy", "dictation"})


@lru_cache(maxsize=512)
def disarmed(text: str) -> str:
    """`text` without the sentences that hold an order, and without what only a machine would read."""
    return _without(text, find_orders(text)) if text.strip() else text


@lru_cache(maxsize=64)
def unveiled(text: str) -> str:
    """`text` without what only a machine would read: an author's own sentences stay, whatever they say."""
    return _without(text, [order for order in find_orders(text) if order.kind not in _SAID])


def gives_orders(text: str) -> bool:
    return bool(find_orders(text))


def disarm_passages(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages as they may be written from; one whose title gives orders is not trusted at all."""
    kept = []
    for passage in passages:
        text = disarmed(passage.text)
        if text.strip() and not any(map(gives_orders, (passage.title, passage.publisher, passage.heading))):
            kept.append(passage if text == passage.text else replace(passage, text=text))
    return tuple(kept)


def disarm_brief(brief: Brief, disarm: Callable[[str], str]) -> Brief:
    """The brief with everything the author typed disarmed."""
    answers = tuple(replace(answer, text=disarm(answer.text)) for answer in brief.answers)
    return replace(brief, topic=disarm(brief.topic), idea=disarm(brief.idea), answers=answers)


def told(composition: Composition, *, left_out: bool, passages: Sequence[Passage]) -> Composition:
    """The composition with the passages as they stand in the library, and a notice if some were cut."""
    notice = composition.notice or (LEFT_OUT if left_out else "")
    return replace(composition, passages=tuple(passages), notice=notice)


def _without(text: str, orders: Sequence[Order]) -> str:
    if not orders:
        return text
    cut = bytearray(len(text))
    for order in orders:
        cut[order.start : order.end] = b"\1" * (order.end - order.start)
    said = [order for order in orders if order.kind in _SAID]
    for start, end in split_sentences(text):
        if any(order.start < end and start < order.end for order in said):
            cut[start:end] = b"\1" * (end - start)
    kept = "".join(sign for sign, gone in zip(text, cut, strict=True) if not gone)
    return re.sub(r"(?<=\S)[ \t]{2,}", " ", kept).strip()
