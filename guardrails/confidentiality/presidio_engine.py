"""The one door to Presidio: our own recognizers on its engine, with no language model behind it.

Importing this module is slow; only `personal_data` does, when the first text is checked.
"""

import ipaddress
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, cast

from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from guardrails.confidentiality import phones
from guardrails.confidentiality.checksums import is_card, is_iban, is_nir, is_siren, is_siret

_LANGUAGE = "en"  # our patterns know no language; Presidio wants one
_START, _STOP = r"(?<![\w@.-])", r"(?![\w@-])"
_IBAN_COUNTRIES = {
    15: "NO", 16: "BE", 18: "DK FI NL", 19: "SI", 20: "AT EE LT LU", 21: "CH HR LI LV", 22: "BG DE GB IE",
    24: "AD CZ ES RO SE SK TN", 25: "PT", 26: "IS TR", 27: "FR GR IT MC SM", 28: "CY HU PL", 31: "MT",
}  # fmt: skip
_IBAN = "|".join(
    rf"(?:{'|'.join(countries.split())})\d{{2}}(?:[ .-]?[A-Z0-9]){{{length - 4}}}"
    for length, countries in _IBAN_COUNTRIES.items()
)
_LOCAL, _DOMAIN = r"[\w.+%-]{0,63}[\w+%-]", r"(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}"
_AT = r"(?: ?[\[({<] ?(?:at|arobase|chez|a|@) ?[\])}>] ?| arobase )"
_DOT = r"(?: ?[\[({<] ?(?:dot|point|\.) ?[\])}>] ?| (?:dot|point) |\.)"
# Four numbers with dots count releases and paragraphs as well as machines.
_VERSION = (
    r"(?:\b(?:versions?|release|build|rev|revision|firmware|update|patch|section|article|chapter|chapitre|"
    r"paragraph(?:e)?|clause|annexe?|norme?|python|java|node|macos|windows|android|ios|v)|§)"
)
_MOVE = r"\b(?:from|to|than|de|à|vers|depuis|en|que)"
_PRIVATE_NETWORK = r"10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\."
_BRACKETED_DOT = r" ?[\[({<] ?(?:dot|point) ?[\])}>] ?"


def _is_mail(text: str) -> bool:
    return ".." not in text


def _is_address(text: str) -> bool:
    """A machine's address, but none of those that are set apart for examples (RFC 5737, RFC 3849)."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return not any(address in network for network in _EXAMPLE_NETWORKS if network.version == address.version)


_EXAMPLE_NETWORKS = [
    ipaddress.ip_network(network)
    for network in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "127.0.0.0/8", "0.0.0.0/8",
                    "255.0.0.0/8", "2001:db8::/32", "::/127")
]  # fmt: skip


class _Kind(NamedTuple):
    entity: str
    patterns: tuple[str, ...]
    proof: Callable[[str], bool]


_ALWAYS: Callable[[str], bool] = bool
_KINDS = (
    _Kind("EMAIL", (
        rf"(?<![\w.+%@-]){_LOCAL}@{_DOMAIN}(?![\w@])",
        rf"(?<![\w.+%@-]){_LOCAL}{_AT}(?:[\w-]{{1,63}}{_DOT}){{1,3}}[^\W\d_]{{2,24}}\b",
        rf"(?<![\w.+%@-]){_LOCAL}(?: at | ?@ ?)[\w-]{{1,63}}(?: dot |{_BRACKETED_DOT})[^\W\d_]{{2,24}}\b",
    ), _is_mail),
    _Kind("PHONE", phones.PATTERNS, phones.is_phone),
    _Kind("IBAN", (rf"(?<![A-Z0-9])(?:{_IBAN})(?![A-Z0-9])",), is_iban),
    _Kind("CARD", (r"(?<![\w.,+-])\d(?:[ -]?\d){12,18}(?![\w-])",), is_card),
    _Kind("NIR", (
        r"(?<![\w-])[12378][ .-]?\d{2}[ .-]?\d{2}[ .-]?(?:\d{2}|2[AB])"
        r"[ .-]?\d{3}[ .-]?\d{3}[ .-]{0,3}\d{2}(?![\w-])",
    ), is_nir),
    _Kind("SIRET", (r"(?<![\w-])\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{5}(?![\w-])",), is_siret),
    _Kind("SIREN", (
        r"(?<![\w.,+#/-])\d{9}(?![\w.,-]\d|\w)",
        r"(?<=\b(?:siren|rcs(?: [^\W\d_]{2,30})?(?: [AB])?)(?: n°)?[ :]{1,3})"
        r"\d{3}[ .]?\d{3}[ .]?\d{3}(?![ .]?\d)",
        r"\bFR ?\d{2} ?\d{3} ?\d{3} ?\d{3}(?![ .]?\d)",
    ), lambda text: is_siren(re.sub(r"^FR ?\d{2}", "", text, flags=re.IGNORECASE))),
    _Kind("IP", (
        rf"(?<![\w.v§-])(?<!{_VERSION}\W{{0,3}})(?:(?={_PRIVATE_NETWORK})|(?<!{_MOVE}\W{{1,2}}))"
        r"\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)",
        r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:.])",
    ), _is_address),
    _Kind("PLATE", (r"(?<![\w-])(?-i:[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2})(?![\w-])",), _ALWAYS),
)  # fmt: skip


ENTITIES = tuple(kind.entity for kind in _KINDS)


class _Recognizer(PatternRecognizer):
    """Patterns that propose, and a proof that decides."""

    def __init__(self, kind: _Kind) -> None:
        patterns = [
            Pattern(f"{kind.entity} {number}", pattern, 0.5) for number, pattern in enumerate(kind.patterns)
        ]
        super().__init__(kind.entity, supported_language=_LANGUAGE, patterns=patterns)
        self._proof = kind.proof

    def validate_result(self, pattern_text: str) -> bool:
        return self._proof(pattern_text)


class _NoLanguageModel(NlpEngine):
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
    """Scores are never raised by neighbouring words: a proof has decided already."""

    def __init__(self) -> None: ...

    def enhance_using_context(
        self, text: str, raw_results: list[RecognizerResult], *others: object, **options: object
    ) -> list[RecognizerResult]:
        return raw_results


class PersonalData(NamedTuple):
    """An entity such as "EMAIL" at [start, end) of the text that was read."""

    entity: str
    start: int
    end: int


class PersonalDataReader:
    """Presidio's engine with our recognizers; safe to share between threads."""

    def __init__(self) -> None:
        registry = RecognizerRegistry([_Recognizer(kind) for kind in _KINDS], supported_languages=[_LANGUAGE])
        self._engine = AnalyzerEngine(
            registry, _NoLanguageModel(), supported_languages=[_LANGUAGE], context_aware_enhancer=_NoContext()
        )

    def read(self, text: str) -> list[PersonalData]:
        results = self._engine.analyze(text, _LANGUAGE)
        return sorted(
            (PersonalData(result.entity_type, result.start, result.end) for result in results),
            key=lambda data: (data.start, data.end),
        )
