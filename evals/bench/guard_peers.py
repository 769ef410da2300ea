"""What one would put in place of our detectors: Presidio as it comes, and detect-secrets."""

import logging
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.case import Side
from evals.detection import Span

_KINDS: Mapping[str, str] = {
    "EMAIL_ADDRESS": "email",
    "IBAN_CODE": "iban",
    "IP_ADDRESS": "ip",
    "US_SSN": "ssn",
    "CREDIT_CARD": "card",
    "PHONE_NUMBER": "phone",
    "FR_NIR": "nir",
    "FR_SIREN": "siren",
    "FR_SIRET": "siret",
    "PERSON": "person",
}


@lru_cache(maxsize=1)
def presidio() -> Callable[[str, Side], list[Span]]:
    """Presidio's own recognizers for English, without a language model: a spaCy model would be a download.

    It has none for French numbers, and none of its recognizers is registered for French, so French
    texts are read as English ones.
    """
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry

    from guardrails.confidentiality.personal.presidio_engine import NoLanguageModel

    logging.getLogger("tldextract").setLevel(
        logging.CRITICAL
    )  # it tries the network, and says at length why not
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"])
    engine = AnalyzerEngine(registry, NoLanguageModel(), supported_languages=["en"])

    def find(text: str, _language: Side) -> list[Span]:
        results: list[Any] = engine.analyze(text, "en")
        return [
            Span(_KINDS[result.entity_type], result.start, result.end)
            for result in results
            if result.entity_type in _KINDS
        ]

    return find


def detect_secrets() -> Callable[[str, Side], list[Span]] | None:
    """detect-secrets with all its plugins, or None where it is not installed (`make peers`)."""
    try:
        from detect_secrets import SecretsCollection
        from detect_secrets.settings import default_settings
    except ImportError:
        return None

    def find(text: str, _language: Side) -> list[Span]:
        with TemporaryDirectory() as folder, default_settings():
            path = Path(folder) / "post.txt"
            path.write_text(text, encoding="utf-8")
            secrets = SecretsCollection()
            secrets.scan_file(str(path))
            values = [str(secret.secret_value) for _, secret in secrets if secret.secret_value]
        places = ((text.find(value), value) for value in values)
        return [Span("secret", at, at + len(value)) for at, value in places if at >= 0]

    return find
