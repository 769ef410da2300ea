"""A general dictionary: a secret told in the other language is known by the words that it leads to there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Self

from guardrails.confidentiality.leaks.company_terms import Entry
from guardrails.confidentiality.leaks.concepts import Concept, beginning_of, language_of
from guardrails.confidentiality.leaks.moments import Key
from guardrails.confidentiality.leaks.vocabulary import LANGUAGES, stem
from guardrails.doc import Doc
from guardrails.normalisation import fold
from guardrails.stems import STOPWORDS
from guardrails.tokens import WORD


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Single words only, and never to a word of the same language: general words have many meanings."""

    _keys: Mapping[str, Mapping[str, tuple[Key, ...]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        keys: dict[str, dict[str, dict[Key, None]]] = {language: {} for language in LANGUAGES}
        for entry in entries:
            words = {one: list(_words(said)) for one, said in zip(LANGUAGES, entry, strict=True)}
            for language, other in permutations(LANGUAGES, 2):
                across = dict.fromkeys(map(beginning_of, words[other]))
                for word in words[language]:
                    keys[language].setdefault(stem(word, language), {}).update(across)
        return cls(
            {one: {word: tuple(found) for word, found in known.items()} for one, known in keys.items()}
        )

    def led_across(self, doc: Doc, sentence: int, concepts: Sequence[Concept]) -> list[Concept]:
        """What the sentence of that number speaks of, each word under those of the other language too.

        They prove no more than a word in other words does, so they take nothing from what is heard anyway.
        """
        if not self._keys:
            return list(concepts)
        languages = language_of([word.form for word in doc.words_in(doc.sentences[sentence])])
        return [self._led(concept, doc.folded[slice(*concept.span)], languages) for concept in concepts]

    def _led(self, concept: Concept, form: str, languages: Iterable[str]) -> Concept:
        across = [key for one in languages for key in self._keys[one].get(stem(form, one), ())]
        own = {content for content, _ in concept.keys}
        more = [key for key in dict.fromkeys(across) if key[0] not in own]
        return Concept(concept.span, (*concept.keys, *more)) if more else concept


NO_DICTIONARY = Dictionary()


def _words(phrases: Iterable[str]) -> Iterator[str]:
    for phrase in phrases:
        content = [form for form in WORD.findall(fold(phrase)) if form not in STOPWORDS]
        if len(content) == 1:
            yield content[0]
