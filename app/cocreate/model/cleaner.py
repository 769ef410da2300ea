"""One sentence of a model's as a person may see it: without masks, or what was not in the material."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.cocreate.disarm import gives_orders
from app.cocreate.masking import Masking
from app.cocreate.model.plain import URL, clean
from app.cocreate.typography import typeset
from app.domain.briefs import Brief
from guardrails.injection.orders import find_orders
from knowledge_base.passages import Passage

_TELLING_RUN = 8
"""Words in a row that two texts share by copying, not by chance."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Restores masked words in a sentence, and strips what was not in the material.

    `told` holds the runs of words the model was instructed with: a sentence that repeats one, or that
    gives orders to a machine itself, is not for anybody's post.
    """

    masking: Masking
    links: frozenset[str]
    language: str
    apostrophe: str = ""
    told: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def for_draft(
        cls,
        masking: Masking,
        brief: Brief,
        passages: Sequence[Passage],
        *,
        apostrophe: str = "",
        told: str = "",
    ) -> "Cleaner":
        material = " ".join([*brief.takes, *(f"{passage.text} {passage.url}" for passage in passages)])
        return cls(
            masking=masking,
            links=frozenset(_links(brief, passages)),
            language=brief.language.value,
            apostrophe=apostrophe,
            told=_runs(told) - _runs(material),
        )

    def clean(self, sentence: str) -> str:
        """Raises UnknownPlaceholder where the sentence holds a placeholder that stands for nothing."""
        unmasked = self.masking.restore(sentence, elide=self.language == "fr")
        plain = clean(unmasked, links=self.links)
        if gives_orders(plain) or _dressed_as_order(sentence) or not self.told.isdisjoint(_runs(plain)):
            return ""
        return typeset(plain, language=self.language, apostrophe=self.apostrophe)


def _dressed_as_order(sentence: str) -> bool:
    """Whether tags or marks, which plain text loses, make an order of it; unseen characters alone do not."""
    return any(order.kind != "unseen" for order in find_orders(sentence))


def _links(brief: Brief, passages: Sequence[Passage]) -> Iterator[str]:
    """Those the author typed, and each source's to its own site: no source may send readers elsewhere."""
    for take in brief.takes:
        yield from URL.findall(take)
    for passage in passages:
        yield from URL.findall(passage.url)
        yield from (link for link in URL.findall(passage.text) if _host(link) == _host(passage.url))


def _host(link: str) -> str:
    try:
        host = urlsplit(link if "://" in link else f"//{link}").hostname or ""
    except ValueError:  # a bracket that is not closed
        return link
    return host.removeprefix("www.")


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return frozenset(zip(*(words[start:] for start in range(_TELLING_RUN)), strict=False))
