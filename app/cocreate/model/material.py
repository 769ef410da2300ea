"""What a model is told: the prompt of the brief's language, filled with masked material."""

from collections.abc import Sequence
from typing import Any

from app.cocreate.composition import AuthorVoice
from app.cocreate.disarm import disarmed
from app.cocreate.masking import Masking
from app.domain.briefs import Brief
from app.llm.chat_model import Message, Role
from guardrails.compliance.channels import ROOM
from knowledge_base.passages import Passage
from prompts.loader import Prompt, load_prompt

MAX_EXEMPLARS = 6
MAX_EXEMPLAR = 1500
MAX_PASSAGE = 2500
MAX_TAKE = 6000
"""Code points, each: what is beyond adds cost, not grounding."""

_COMFORTABLE = 1300
"""Code points: a post that is read to its end, where the channel would take more."""


def draft_prompt(brief: Brief) -> Prompt:
    return load_prompt(f"write_draft.{brief.language.value}")


def draft_messages(
    prompt: Prompt, brief: Brief, passages: Sequence[Passage], voice: AuthorVoice, masking: Masking
) -> tuple[Message, Message]:
    """Fill the prompt. The author's name is not told; nothing goes in that was not masked."""
    exemplars = voice.exemplars or voice.profile.exemplars
    text = prompt.render(
        topic=masking.mask(brief.topic),
        channel=brief.channel.value,
        max_characters=min(ROOM[brief.channel.value].limits[0].size, _COMFORTABLE),
        employer=masking.mask(voice.employer),
        takes=_takes(brief, masking),
        passages=[_passage(passage, masking) for passage in passages],
        style=voice.profile.style if voice.profile.known else None,
        hashtags=[masking.mask(tag) for tag in voice.profile.style.hashtags[:5]],
        exemplars=[masking.mask(disarmed(post))[:MAX_EXEMPLAR] for post in exemplars[:MAX_EXEMPLARS]],
    )
    return Message(Role.SYSTEM, text.system), Message(Role.USER, text.user)


def _takes(brief: Brief, masking: Masking) -> list[dict[str, str]]:
    blocks = [("", brief.idea), *((answer.question.text, answer.text) for answer in brief.answers)]
    return [
        {"question": masking.mask(question), "text": masking.mask(text.strip())[:MAX_TAKE]}
        for question, text in blocks
        if text.strip()
    ]


def _passage(passage: Passage, masking: Masking) -> dict[str, Any]:
    return {
        "id": passage.id,
        "kind": passage.origin.value,
        "title": masking.mask(passage.title),
        "publisher": masking.mask(passage.publisher),
        "date": passage.published_on.isoformat() if passage.published_on else "",
        "text": masking.mask(passage.text)[:MAX_PASSAGE],
    }
