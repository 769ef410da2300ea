"""Posts in which only the company acts."""

import re
from collections.abc import Iterable

from guardrails.doc import Doc
from guardrails.normalisation import fold, normalise

_LETS_SPEAK = re.compile(r"[^.!?\n]{0,25}(?:[«\":]|https?://)|\W*\)")
_FEWEST_ACTS = 2
_UNNAMED = (
    r"(?:the|our) (?:company|group|team|firm|works|factory|plant)|le groupe|l'entreprise|la societe|"
    r"la maison|l'usine|notre (?:entreprise|societe|groupe|equipe|maison|usine)"
)


def acting_company(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the company at the beginning of a folded sentence, by a name or as "the company"."""
    named = "|".join(re.escape(fold(normalise(name).text)) for name in names if name.strip()) or "(?!)"
    return re.compile(rf"\W{{0,5}}(?:{named}|{_UNNAMED})(?!\w)")


def only_the_company_acts(doc: Doc, company: re.Pattern[str]) -> bool:
    """Whether half of the sentences, and two at least, begin with it; one that is quoted only speaks."""
    begun = [
        match.end()
        for start, end in doc.sentences
        if (match := company.match(doc.folded, start, end))
        and not _LETS_SPEAK.match(doc.folded, match.end(), end)
    ]
    return len(begun) >= _FEWEST_ACTS and 2 * len(begun) >= len(doc.sentences)
