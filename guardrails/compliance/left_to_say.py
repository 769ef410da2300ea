"""Words marked to be said again in the language of the post: nobody means to publish them like that."""

import re
from dataclasses import dataclass

from guardrails.doc import Doc
from guardrails.findings import RawFinding

MARKS = {"fr": "[À redire en français : {said}]", "en": "[To say again in English: {said}]"}
"""What stands around an author's words until they have said them in that language."""

_MARK = re.compile(r"\[(?:a redire en|to say again in) \w{2,20}\s?:")


@dataclass(frozen=True, slots=True)
class LeftToSayCheck:
    """The finding is the mark alone: what the author says behind it is nobody's business here."""

    name: str = "compliance.left_to_say"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        return [doc.finding(self.name, *match.span()) for match in _MARK.finditer(doc.folded)]
