"""Read a model's text as the object that was asked for, or say what it is instead."""

import json
import re

from pydantic import ValidationError

from app.llm.chat_model import Answer
from app.llm.errors import ModelNonsense, ModelRefused

_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL | re.IGNORECASE)
# People write "I can't" and "je ne peux pas" all day; a refusal says what it will not do for you.
_REFUSAL = re.compile(
    r"\b(?:as an AI|en tant qu['’](?:IA|intelligence artificielle)"
    r"|I (?:cannot|can['’]t|won['’]t|am (?:unable|not able) to) (?:(?:help|assist|comply)\b"
    r"|(?:fulfil\w*|write|create|generate|produce) (?:this|that|such|your|a post|posts|content))"
    r"|je ne (?:peux|puis) pas (?:(?:vous |t['’]|te )(?:aider|assister)|accéder à (?:cette|votre|ta)"
    r"|(?:écrire|rédiger|créer|générer|produire) (?:ce|cet|cette|de tel\w*|un texte|de contenu)))\b",
    re.IGNORECASE,
)
_REFUSAL_LENGTH = 600
"""A refusal is short; a longer text that says "I can't" somewhere is merely not JSON."""


def read_answer(text: str, schema: type[Answer]) -> Answer:
    """Parse JSON, with or without a fence or a sentence around it.

    Raises ModelRefused for a short text that declines, ModelNonsense for anything else.
    """
    text = _THOUGHTS.sub("", text).strip()
    if not text:
        raise ModelNonsense("The model gave an empty answer.")
    for candidate in (text, _between_braces(text)):
        try:
            return schema.model_validate(json.loads(candidate, strict=False))
        except (ValueError, ValidationError, RecursionError):
            continue
    if looks_like_refusal(text):
        raise ModelRefused("The model declined to write this.")
    raise ModelNonsense("The model's answer could not be read.")


def looks_like_refusal(text: str) -> bool:
    """Whether a short text declines in English or French, rather than being written by the author."""
    return len(text) <= _REFUSAL_LENGTH and _REFUSAL.search(text[:120]) is not None


def _between_braces(text: str) -> str:
    return text[text.find("{") : text.rfind("}") + 1]
