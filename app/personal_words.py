"""What leads to a person in a text that is about to leave: addresses, numbers, and names."""

import re
from collections.abc import Iterable
from functools import lru_cache

from guardrails.candidate import Candidate
from guardrails.confidentiality.personal.data_reader import ENTITIES
from guardrails.confidentiality.personal.person_context import RULE
from guardrails.confidentiality.personal.personal_data import PersonalDataCheck
from guardrails.confidentiality.personal.persons import find_persons
from guardrails.doc import Doc

Found = tuple[int, int, str]

PERSONAL_RULES = frozenset({RULE, *(f"confidentiality.{entity.lower()}" for entity in ENTITIES)})
"""What the checks say of personal data: no reason to keep a text from a model, which sees it masked."""

REMEMBERED = 512
"""Texts: the passages of a source come again with every brief."""


class PersonalWords:
    """Finds personal data and names of people: half-open spans in code points, and their kind.

    `public_names` are the company's, its products' and its competitors': a name found inside one of them
    is nobody's. Safe to share between threads.
    """

    def __init__(self, public_names: Iterable[str] = ()) -> None:
        names = sorted((re.escape(name) for name in public_names if name.strip()), key=len, reverse=True)
        self._public = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE) if names else None
        self._find = lru_cache(maxsize=REMEMBERED)(self._look)

    def __call__(self, text: str) -> list[Found]:
        return list(self._find(text))

    def blotted(self, text: str) -> str:
        """The text without them, for whom placeholders would say nothing either."""
        kept, position = [], 0
        for start, end, _ in sorted(self(text)):
            if start >= position:
                kept.append(text[position:start])
            position = max(position, end)
        return " ".join("".join([*kept, text[position:]]).split())

    def _look(self, text: str) -> tuple[Found, ...]:
        data = [
            (one.start, one.end, one.rule.partition(".")[2])
            for one in PersonalDataCheck()(Doc.of(Candidate(text)))
            if one.rule != RULE  # the names below hold them all
        ]
        public = [match.span() for match in self._public.finditer(text)] if self._public else []
        names = [
            (start, end, "person")
            for start, end in find_persons(text)
            if not any(first <= start and end <= last for first, last in public)
        ]
        return (*data, *names)
