"""One sentence as it is read for judging: its words, its figures and names, and what it claims."""

from dataclasses import dataclass
from functools import cached_property

from guardrails.canonical import canonical_words
from guardrails.grounding.approximations import loosened
from guardrails.grounding.claims import find_causes, find_superlatives, is_first_person, is_opinion
from guardrails.grounding.credits import ADDRESS, Credits
from guardrails.grounding.figures import Figure, find_figures
from guardrails.grounding.names import Name, names_in
from guardrails.grounding.reasons import (
    is_act,
    is_announcement,
    is_company,
    is_comparison,
    is_named,
    is_singular,
    multiplies,
)
from guardrails.grounding.synonyms import meanings
from guardrails.normalisation import fold
from guardrails.tokens import Word

_A_FEW = 12


@dataclass(frozen=True, slots=True, eq=False)
class Circle:
    """What is known around a text: the folded words of names that need no support, those that may be
    credited, the publishers' words, and the language of the text.
    """

    known_names: frozenset[str]
    known: frozenset[str]
    credited: Credits
    language: str


class Sentence:
    """A sentence by itself; all offsets count from its beginning. Links and a leading credit say nothing."""

    def __init__(self, text: str, circle: Circle) -> None:
        self.text = text
        self.span = (0, len(text))
        self.language = circle.language
        self.known = circle.known
        whole = fold(text)
        start = circle.credited.leading(whole)
        self.folded = whole[start:]
        self.figures = [
            loosened(whole, figure)
            for figure in find_figures(whole, spelled=True, languages=(circle.language,))
            if figure.span[0] >= start
        ]
        self.names = [
            name for name in names_in(text) if name.span[0] >= start and not name.forms <= circle.known_names
        ]
        self.words = _words(whole, start)
        self.forms = [word.form for word in self.words]
        self.line = f" {' '.join(self.forms)} "
        self.stems = meanings(self._told_exactly())

    def _told_exactly(self) -> list[str]:
        """The words without shares in words: a source may tell "one in three" as 32%."""
        loose = [figure.span for figure in self.figures if figure.loose]
        return [w.form for w in self.words if not any(left <= w.start < right for left, right in loose)]

    @cached_property
    def company(self) -> bool:
        return is_company(self.folded, self.known)

    @cached_property
    def named(self) -> bool:
        return is_named(self.folded, self.known)

    @cached_property
    def acts(self) -> bool:
        return is_act(self.folded)

    @cached_property
    def personal(self) -> bool:
        """Whether it speaks of its author alone."""
        return is_singular(self.folded) and not self.company

    @property
    def counts_something(self) -> bool:
        return any(not figure.loose for figure in self.figures)

    @property
    def claims(self) -> bool:
        return self.claims_hard or bool(self.names) or bool(self.figures)

    @cached_property
    def claims_hard(self) -> bool:
        """Whether it says what must be held: a figure that weighs, an act, a first place, a cause."""
        if any((not figure.minor or self.acts) and not self.remembers(figure) for figure in self.figures):
            return True
        if is_opinion(self.folded):
            return False
        about = self.named or bool(self.names) or self.company
        if about and (self.acts or multiplies(self.folded)):
            return True
        if self.named and (is_announcement(self.folded) or is_comparison(self.folded)):
            return True
        return bool(find_superlatives(self.folded) or find_causes(self.folded))

    @property
    def weighs(self) -> bool:
        """Whether others would want to see it checked."""
        about = self.company or bool(self.names)
        announces = self.named and is_announcement(self.folded)
        return self._counts() or announces or (about and (multiplies(self.folded) or self.acts))

    def _counts(self) -> bool:
        return any(
            (not figure.minor or self.named or min(figure.values, default=0) > _A_FEW)
            and not self.remembers(figure)
            for figure in self.figures
        )

    def remembers(self, claim: Figure | Name) -> bool:
        """A year of the author's own life ("I joined in 2015"): theirs to know."""
        return (
            isinstance(claim, Figure)
            and claim.kind == "date"
            and bool(claim.values)
            and is_first_person(self.folded)
        )


def _words(whole: str, start: int) -> list[Word]:
    links = [match.span() for match in ADDRESS.finditer(whole, start)]
    return [
        word
        for word in canonical_words(whole)
        if word.start >= start and not any(left <= word.start < right for left, right in links)
    ]
