"""What a good model would answer, a brief to answer, and a writer to fall back on."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from werkzeug import Response

from app.cocreate.composition import AuthorVoice, Composition, Progress, Variant, no_progress
from app.domain.briefs import Answer, Brief, Question
from app.domain.people import Language
from app.llm.call import NO_CALL, Call
from guardrails.authenticity.voice.profile import VoiceProfile
from knowledge_base.passages import Origin, Passage
from tests.support.openai_server import OpenAiServer, Reply, says

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
        text="Braking distance on snow falls by a third with winter tyres: 31 metres instead of 48.",
        language="en",
        title="Road safety notes",
        publisher="Tyre Institute",
        origin=Origin.INDUSTRY,
    ),
)

SENTENCES = {
    "fr": (
        "Je monte des pneus d'hiver depuis dix ans.",
        "Les ventes ont progressé de 12 % en 2026.",
        "Sur la neige, on freine en 31 m au lieu de 48, selon le Tyre Institute.",
    ),
    "en": (
        "I have fitted winter tyres for ten years.",
        "Sales of them grew by 12 % in 2026.",
        "On snow, braking distance falls by a third, says the Tyre Institute.",
    ),
}


TASKS = {
    "plan": ("plan up to three drafts", "prévoir jusqu'à trois propositions"),
    "write": ("write one draft", "écrire une proposition"),
    "revise": ("mend these places", "corriger ces endroits"),
}


def task_of(user: str) -> str:
    """Which task a prompt sets: "plan", "write" or "revise"."""
    return next(name for name, signs in TASKS.items() if any(sign in user for sign in signs))


def plan(*variants: tuple[str, Sequence[int]], question: str = "", **said: Any) -> str:
    """A plan of drafts, each an angle and the ids it rests on."""
    drafts = [{"angle": angle, "point": "", "evidence": list(ids), **said} for angle, ids in variants]
    return json.dumps({"variants": drafts, "question": question}, ensure_ascii=False)


def draft(*sentences: str, ids: Sequence[int] = ()) -> str:
    """A draft of one paragraph, each sentence resting on `ids`."""
    return cited_draft(*((text, ids) for text in sentences))


def cited_draft(*sentences: tuple[str, Sequence[int]]) -> str:
    """A draft of one paragraph, each sentence with its own ids."""
    told = [{"text": text, "passage_ids": list(ids)} for text, ids in sentences]
    return json.dumps({"paragraphs": [{"sentences": told}]}, ensure_ascii=False)


ONE = plan(("own_take", (11,)))
THREE = plan(("own_take", (11,)), ("surprise", (11,)), ("lesson", (12,)))


def good_drafts(language: str) -> tuple[str, str, str]:
    """Three drafts with three angles, each sentence with the id of what holds it."""
    own, fact, other = SENTENCES[language]
    return (
        cited_draft((own, ()), (fact, (11,))),
        cited_draft((fact, (11,)), (own, ())),
        cited_draft((other, (12,)), (own, ())),
    )


@dataclass
class Answering:
    """Answers by the task that a prompt sets; the last draft of each kind for ever."""

    plan: str
    drafts: Sequence[str]
    revisions: Sequence[str] = ("{}",)

    def to(self, asked: Sequence[str]) -> str:
        """`asked` are the user's parts of all prompts so far, the newest last."""
        task = task_of(asked[-1])
        if task == "plan":
            return self.plan
        given = self.drafts if task == "write" else self.revisions
        before = sum(task_of(user) == task for user in asked[:-1])
        return given[min(before, len(given) - 1)]


def answers(plan: str, *drafts: str, revisions: Sequence[str] = ("{}",), piece: int = 16) -> Reply:
    """A server that answers so."""
    answering = Answering(plan, drafts, revisions)

    def reply(server: OpenAiServer, request: dict[str, Any]) -> Response:
        asked = [one["messages"][-1]["content"] for one in server.requests]
        return says(answering.to(asked), piece=piece)(server, request)

    return reply


def answers_well(language: str, *, piece: int = 16) -> Reply:
    return answers(THREE, *good_drafts(language), piece=piece)


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
