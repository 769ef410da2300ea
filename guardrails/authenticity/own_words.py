"""How much of a text its author has said or typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from guardrails.checks import CheckSkipped
from guardrails.compliance.protected_speech import protected_sentences
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.grounding.material import RUN, Material, read_material
from guardrails.normalisation import fold, normalise
from guardrails.tokens import WORD

_SAID = 0.5
"""The share of a sentence's words in runs of three found in what the author said, from which it is theirs."""
_PASTED = 0.7
"""Of what the author gave, found in one source: they pasted it."""
_OFFERED = 0.7
"""Of a sentence, found in the draft offered: it is the writer's still."""
_FEWEST_CHARACTERS = 200
_FEWEST_WORDS = 3


def said_by_author(doc: Doc) -> Material:
    """What the author said for this text, without what they only pasted from one of its sources."""
    sources = [read_material(source.text) for source in doc.candidate.sources]
    own = [words for words in doc.candidate.own_words if not _is_pasted(words, sources)]
    return read_material("\n".join(own))


def _is_pasted(words: str, sources: list[Material]) -> bool:
    forms = [form for line in read_material(words).lines for form in line]
    return any(source.coverage(forms) >= _PASTED for source in sources)


def typed_sentences(doc: Doc) -> frozenset[int]:
    """The sentences that were not in the draft the writer offered: the author typed them.

    A comma put elsewhere does not make a sentence theirs. Where no draft is known, none is typed.
    """
    if doc.candidate.offered is None:
        return frozenset()
    line, runs = _read_offered(doc.candidate.offered)
    forms = ([word.form for word in doc.words_in(span)] for span in doc.sentences)
    return frozenset(at for at, words in enumerate(forms) if _share_in(words, line, runs) < _OFFERED)


@lru_cache(maxsize=64)
def _read_offered(text: str) -> tuple[str, frozenset[tuple[str, ...]]]:
    """The words in one line, and all runs of three of them; a draft stays the same while its author types."""
    forms = WORD.findall(fold(normalise(text).text))
    return f" {' '.join(forms)} ", frozenset(zip(forms, forms[1:], forms[2:], strict=False))


def _share_in(forms: Sequence[str], line: str, runs: frozenset[tuple[str, ...]]) -> float:
    """The share of the words that lie in a run of three found there; whole short phrases count too."""
    if f" {' '.join(forms)} " in line:
        return 1.0
    covered: set[int] = set()
    for at in range(len(forms) - RUN + 1):
        if tuple(forms[at : at + RUN]) in runs:
            covered.update(range(at, at + RUN))
    return len(covered) / len(forms) if forms else 1.0


@dataclass(frozen=True, slots=True)
class OwnWordsCheck:
    """Advise an author of whom hardly a word is in the text that the writer made for them."""

    share: float = 0.15
    name: str = "authenticity.few_own_words"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if doc.candidate.offered is None:
            raise CheckSkipped
        if len(doc.text.strip()) < _FEWEST_CHARACTERS:
            return []
        share = own_share(doc)
        if share >= self.share or protected_sentences(doc):
            return []
        details = {"share": f"{share:.0%}".rstrip("%")}
        return [doc.finding(self.name, 0, 0, evidence=Evidence.STATISTICAL, details=details)]


def own_share(doc: Doc) -> float:
    """The share of the words, leaving out sentences too short to be anybody's."""
    typed, said = typed_sentences(doc), said_by_author(doc)
    own = total = 0
    for at in range(len(doc.sentences)):
        forms = [word.form for word in doc.canonical(at).words]
        if len(forms) < _FEWEST_WORDS:
            continue
        total += len(forms)
        if at in typed or said.coverage(forms) >= _SAID:
            own += len(forms)
    return own / total if total else 1.0
