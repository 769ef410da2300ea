"""Say of a document that comes in that part of it gives orders to a machine."""

from dataclasses import replace

from guardrails.injection.orders import find_orders
from knowledge_base.passages import LoadedDocument, Remark

_MOST_QUOTED = 2
_LONGEST_QUOTE = 120


def with_alarms(loaded: LoadedDocument) -> LoadedDocument:
    """The document with one more remark, if it has a passage that no draft will be written from."""
    texts = (loaded.title, *(chunk.heading for chunk in loaded.chunks), *(c.text for c in loaded.chunks))
    words = [text[order.start : order.end] for text in texts for order in find_orders(text)]
    if not words:
        return loaded
    shown = " / ".join(" ".join(quote.split())[:_LONGEST_QUOTE] for quote in words[:_MOST_QUOTED])
    remark = Remark(
        "Part of it gives orders to a machine, and no draft is written from that part: “%(words)s”. "
        "Look whether you trust where it comes from.",
        (("words", shown),),
        quotes=True,
    )
    remarks = tuple(other for other in loaded.remarks if other.message != remark.message)
    return replace(loaded, remarks=(*remarks, remark))
