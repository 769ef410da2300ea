"""Which of the two languages a text is written in, and whether it is surely in neither."""

import re
import unicodedata
from functools import cache
from typing import Any

from knowledge_base.stopwords import ENGLISH, FRENCH

LANGUAGES = ("fr", "en")

_WORD = re.compile(r"[^\W\d_]+")
_ASIDE = re.compile(r"(?:https?://|www\.)\S+|[#@]\w+")
_NO_LANGUAGE = "zxx"  # what the model calls signs and numbers
_DOUBT = 0.01
_FEWEST_LETTERS = 30  # of a paragraph; less may look like any language
_SAMPLE = 5_000  # characters; more says nothing new
_NAMES = {"french": "fr", "français": "fr", "francais": "fr", "english": "en", "anglais": "en"}


def detect_language(text: str) -> str:
    """Return "fr" or "en"; when nothing tells them apart, whichever the model leans to."""
    return _language_of_small_words(text) or _model().classify(text[:_SAMPLE])[0]


def likely_languages(text: str) -> tuple[str, ...]:
    """Return the languages worth searching in: both, when a short query could be either."""
    if language := _language_of_small_words(text):
        return (language,)
    language, probability = _model().classify(text[:_SAMPLE])
    return (language,) if probability >= 0.95 else LANGUAGES


def other_language(text: str) -> str:
    """Return the code of a third language that all of the text is surely written in; "" whenever in doubt.

    Links, tags and mentions are of no language; one paragraph in French or English is doubt enough.
    """
    said = unicodedata.normalize("NFKC", _ASIDE.sub(" ", text[:_SAMPLE]))
    whole = _surely_other(said)
    long_enough = [one for one in said.split("\n") if sum(map(str.isalpha, one)) >= _FEWEST_LETTERS]
    return whole if long_enough and all(map(_surely_other, long_enough)) else ""


def _surely_other(text: str) -> str:
    ranked = _every_language().rank(text.lower())
    doubt = sum(probability for code, probability in ranked if code in (*LANGUAGES, _NO_LANGUAGE))
    return "" if doubt > _DOUBT else str(ranked[0][0])


def normalise_language(declared: str) -> str:
    """Turn "fr-FR", "French" or "FR" into "fr"; an unknown language becomes the empty string."""
    name = declared.strip().lower()
    code = _NAMES.get(name, name[:2] if name[2:3] in {"", "-", "_"} else "")
    return code if code in LANGUAGES else ""


def _language_of_small_words(text: str) -> str:
    """Decide by stop words that only one of the two languages has; "" when they do not decide."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    french = sum(word in FRENCH and word not in ENGLISH for word in words)
    english = sum(word in ENGLISH and word not in FRENCH for word in words)
    if max(french, english) < 2 or max(french, english) < 3 * min(french, english):
        return ""
    return "fr" if french > english else "en"


@cache
def _model() -> Any:
    model = _load_model()
    model.set_languages(list(LANGUAGES))
    return model


@cache
def _every_language() -> Any:
    return _load_model()


def _load_model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
