"""The one door to Presidio: our own readers on its engine, with no language model behind it.

Importing this module is slow; only `personal_data` does, when the first text is checked.
"""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from guardrails.confidentiality.personal.data_reader import ENTITIES, read_data
from guardrails.confidentiality.personal.datum import Datum

_LANGUAGE = "en"  # our readers know both languages at once; Presidio wants one
_CERTAIN = 1.0


class _Recognizer(EntityRecognizer):
    """One recognizer for all: what a number is depends on what the readers before made of the text."""

    def __init__(self) -> None:
        super().__init__([*ENTITIES, "URL"], name="Tandem", supported_language=_LANGUAGE)

    def load(self) -> None: ...

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        return [RecognizerResult(*datum, _CERTAIN) for datum in read_data(text) if datum.entity in entities]


class NoLanguageModel(NlpEngine):
    """Patterns need no words: nothing is loaded, and nothing is ever downloaded."""

    def load(self) -> None: ...

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        no_tokens = cast(Any, [])  # declared as a spaCy document, read only as a sequence
        return NlpArtifacts([], no_tokens, [], [], self, language)

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **options: Any
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        return False

    def is_punct(self, word: str, language: str) -> bool:
        return False

    def get_supported_entities(self) -> list[str]:
        return []

    def get_supported_languages(self) -> list[str]:
        return [_LANGUAGE]


class _NoContext(ContextAwareEnhancer):
    """Our readers look at the words around a number themselves."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self, text: str, raw_results: list[RecognizerResult], *others: object, **options: object
    ) -> list[RecognizerResult]:
        return raw_results


class PersonalDataReader:
    """Presidio's engine with our recognizer; safe to share between threads.

    Another recognizer of Presidio's, or of a company's own, joins through `extra`.
    """

    def __init__(self, extra: Iterable[EntityRecognizer] = ()) -> None:
        registry = RecognizerRegistry([_Recognizer(), *extra], supported_languages=[_LANGUAGE])
        self._engine = AnalyzerEngine(
            registry, NoLanguageModel(), supported_languages=[_LANGUAGE], context_aware_enhancer=_NoContext()
        )

    def read(self, text: str) -> list[Datum]:
        """Return the data in order of place, pages ("URL") among them."""
        results = self._engine.analyze(text, _LANGUAGE)
        return sorted(
            (Datum(result.entity_type, result.start, result.end) for result in results),
            key=lambda datum: (datum.start, datum.end),
        )
