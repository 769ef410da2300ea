"""Tell a post's author, and its reader, that part of it speaks to a machine."""

from dataclasses import dataclass

from guardrails.compliance.protected_speech import protected_sentences
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.injection.orders import find_orders_in

HIDDEN = frozenset({"unseen", "ink", "comment", "coded"})
"""Kinds that a reader would not see."""


@dataclass(frozen=True, slots=True)
class InjectionCheck:
    """Orders to a model in words, and what is written so that only a machine reads it.

    Speech about work itself is left alone, whatever it asks for.
    """

    name: str = "injection.order"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        orders = find_orders_in(doc)
        left_alone = [
            doc.original_span(*doc.sentences[at]) for at in (protected_sentences(doc) if orders else ())
        ]
        return [
            RawFinding(
                "injection.hidden" if order.kind in HIDDEN else "injection.order",
                order.start,
                order.end,
                Evidence.PATTERN,
            )
            for order in orders
            if not any(start <= order.start and order.end <= end for start, end in left_alone)
        ]
