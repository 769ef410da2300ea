"""Openings that announce what they will do to their reader, and say nothing yet."""

import re

from guardrails.doc import Doc
from guardrails.phrases import listed_phrases
from guardrails.sentences import Span

_MORE_THAN_A_HOOK = 15
"""Characters beside a listed hook: with more, the sentence goes on and may well say something."""

_PROMISE = re.compile(
    r"\b(?:what i(?:'m| am) (?:about|going) to (?:tell|say|share|show|reveal|write)\w*|"
    r"(?:this|what (?:i|you)\b[^.!?\n]{1,60}|the next (?:few )?lines|these \w+ (?:words|lines))\s?"
    r"(?:will|is going to|may|might) (?:completely |forever )?(?:change|transform|blow|shake|surprise|shock)|"
    r"ce que je (?:m'apprete a|vais|viens) (?:vous|te)? ?"
    r"(?:dire|raconter|montrer|reveler|annoncer|partager|ecrire)|"
    r"(?:ceci|cela|ca|ce post|cette histoire|ce qui suit|les lignes qui suivent)\s?"
    r"(?:va|vont|risque de|pourrait) (?:completement )?"
    r"(?:changer|bouleverser|transformer|vous surprendre|surprendre|choquer)|"
    r"(?:va|vont) changer (?:votre|ta|notre) (?:facon|maniere|vision|regard|vie))"
)


def find_empty_hook(doc: Doc) -> Span | None:
    """Return the span of the hook that is all the first sentence has, in the normalised text."""
    if not doc.sentences:
        return None
    start, end = doc.sentences[0]
    listed = listed_phrases("empty_hooks").search(doc.folded, start, end)
    if listed and end - start <= listed.end() - listed.start() + _MORE_THAN_A_HOOK:
        return listed.span()
    promise = _PROMISE.search(doc.folded, start, end)
    return promise.span() if promise else None
