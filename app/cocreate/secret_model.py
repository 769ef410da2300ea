"""A model that may read what is confidential, because an operator said so: it rewords, and it judges."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from app.cocreate.masking import Detect, Masking, UnknownPlaceholder, clipped
from app.llm.chat_model import ChatModel, Message, Role
from app.llm.errors import ModelError
from guardrails.confidentiality.leaks.leak_judge import JudgeUnavailable
from prompts.loader import load_prompt

AT_ONCE = 8
"""Sentences in one call: more make a small model forget some."""

MOST_PUBLIC = 3
LONGEST_PUBLIC = 1_500

Reply = TypeVar("Reply", bound=BaseModel)


class Rewordings(BaseModel):
    rewordings: list[str]


class Verdict(BaseModel):
    gives_away: bool


@dataclass(frozen=True, slots=True)
class SecretModel:
    """Exists only where TANDEM_CONFIDENTIAL_TO_MODEL allows it. `language_of` names "fr" or "en".

    Personal data and names, which nobody allowed, are masked all the same.
    """

    model: ChatModel
    language_of: Callable[[str], str]
    detect: Detect = lambda _: []

    def reword(self, sentences: Sequence[str]) -> list[str]:
        """Other ways to say them, in both languages. Raises a ModelError."""
        found: list[str] = []
        masking = Masking(self.detect)
        for some in _batches(sentences):
            masked = [masking.mask(sentence) for sentence in some]
            answer = self._ask("reword_facts", some[0], Rewordings, sentences=masked)
            for reworded in answer.rewordings[: 2 * AT_ONCE]:
                with suppress(UnknownPlaceholder):
                    found.append(masking.restore(" ".join(reworded.split())))
        return found

    def gives_away(self, sentence: str, public_texts: Sequence[str]) -> bool:
        """See `guardrails.confidentiality.leaks.leak_judge.Judge`."""
        masking = Masking(self.detect)
        told = masking.mask(sentence)
        public = [clipped(masking.mask(text), LONGEST_PUBLIC) for text in public_texts[:MOST_PUBLIC]]
        try:
            answer = self._ask("judge_leak", sentence, Verdict, sentence=told, public_texts=public)
        except ModelError as error:
            raise JudgeUnavailable from error
        return answer.gives_away

    def _ask(self, prompt: str, sample: str, schema: type[Reply], **inputs: object) -> Reply:
        loaded = load_prompt(f"{prompt}.{self.language_of(sample) or 'en'}")
        text = loaded.render(**inputs)
        messages = [Message(Role.SYSTEM, text.system), Message(Role.USER, text.user)]
        return self.model.complete(messages, schema, temperature=loaded.temperature)


def _batches(sentences: Sequence[str]) -> list[Sequence[str]]:
    return [sentences[start : start + AT_ONCE] for start in range(0, len(sentences), AT_ONCE)]
