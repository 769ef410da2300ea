"""What a good model would answer, a brief to answer, and a writer to fall back on."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.cocreate.composition import AuthorVoice, Composition, Progress, Variant, no_progress
from app.domain.briefs import Answer, Brief, Question
from app.domain.people import Language
from app.llm.call import NO_CALL, Call
from guardrails.authenticity.voice.profile import VoiceProfile
from knowledge_base.passages import Origin, Passage

AUTHOR_NAME = "Maëlys Quérandec"

FRENCH_BRIEF = Brief(
    topic="Les pneus d'hiver",
    language=Language.FRENCH,
    idea="Je monte des pneus d'hiver depuis dix ans. Mon contact : ines@atelier.test ou 06 12 34 56 78.",
    answers=(Answer(Question("q1", "Qu'est-ce qui vous a surpris ?"), "Les gens attendent la neige."),),
)
ENGLISH_BRIEF = Brief(
    topic="Winter tyres",
    language=Language.ENGLISH,
    idea="I have fitted winter tyres for ten years. Reach me at ines@atelier.test or 06 12 34 56 78.",
    answers=(Answer(Question("q1", "What surprised you?"), "People wait for the snow."),),
)
BRIEFS = {"fr": FRENCH_BRIEF, "en": ENGLISH_BRIEF}

PASSAGES = (
    Passage(
        id=11,
        document_id=1,
        text="Les ventes de pneus d'hiver ont progressé de 12 % en 2026. Contact : presse@galbrune.example.",
        language="fr",
        title="Bilan de saison",
        publisher="Galbrune",
        url="https://galbrune.example/bilan",
        published_on=date(2026, 10, 5),
    ),
    Passage(
        id=12,
        document_id=2,
        text="Braking distance on snow falls by a third with winter tyres.",
        language="en",
        title="Road safety notes",
        publisher="Tyre Institute",
        origin=Origin.INDUSTRY,
    ),
)

SENTENCES = {
    "fr": (
        "Je monte des pneus d'hiver depuis dix ans et les gens attendent la neige.",
        "Les ventes ont progressé de 12 % en 2026.",
        "Sur la neige, la distance de freinage baisse d'un tiers, selon le Tyre Institute.",
    ),
    "en": (
        "I have fitted winter tyres for ten years, and people wait for the snow.",
        "Sales of them grew by 12 % in 2026.",
        "On snow, braking distance falls by a third, says the Tyre Institute.",
    ),
}


def draft(*sentences: str, angle: str = "own_take", ids: Sequence[int] = ()) -> dict[str, Any]:
    """A draft of one paragraph, each sentence resting on `ids`."""
    return {
        "angle": angle,
        "paragraphs": [{"sentences": [{"text": text, "passage_ids": list(ids)} for text in sentences]}],
    }


def reply(*drafts: dict[str, Any], question: str = "") -> str:
    return json.dumps({"drafts": list(drafts), "question": question}, ensure_ascii=False)


def good_reply(language: str) -> str:
    """Three drafts with three angles, the first in two paragraphs."""
    own, fact, other = SENTENCES[language]
    first = draft(own)
    first["paragraphs"] += draft(fact, ids=[11])["paragraphs"]
    return reply(
        first, draft(fact, own, angle="surprise", ids=[11]), draft(other, own, angle="lesson", ids=[12])
    )


def voice(language: str, *, profile: VoiceProfile | None = None) -> AuthorVoice:
    return AuthorVoice(AUTHOR_NAME, profile or VoiceProfile.empty(language), employer="Galbrune")


def find_personal_data(text: str) -> list[tuple[int, int, str]]:
    """Addresses and French numbers, as simply as tests need."""
    patterns = {"EMAIL": r"[\w.]+@[\w.]+\w", "PHONE": r"0\d(?: \d\d){4}"}
    return [
        (*match.span(), kind) for kind, pattern in patterns.items() for match in re.finditer(pattern, text)
    ]


class SteadyWriter:
    """Always writes the same, and remembers that it was asked."""

    composition = Composition((Variant("own_take", "Written without a model."),), "built-in")

    def __init__(self) -> None:
        self.calls = 0

    def write(
        self,
        brief: Brief,
        passages: Sequence[Passage],
        voice: AuthorVoice,
        *,
        progress: Progress = no_progress,
        call: Call = NO_CALL,
    ) -> Composition:
        self.calls += 1
        return replace(self.composition, passages=tuple(passages))
