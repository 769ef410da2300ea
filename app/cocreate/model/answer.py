"""What a model is asked to return: a plan, a draft, or a stretch of text that was reworked."""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, Field

Angle = Literal["own_take", "surprise", "lesson", "doubt", "story", "sourced"]
"""Some of the built-in writer's codes, which pages translate; the prompts explain each to the model."""

ANGLES: frozenset[str] = frozenset(get_args(Angle))


def known_angle(angle: object) -> object:
    """A model that is not held to the schema makes up angles; what it says under them may be good."""
    return angle if isinstance(angle, str) and angle in ANGLES else "own_take"


class Sentence(BaseModel):
    """One sentence of a post, and the ids of the passages it rests on."""

    text: str
    passage_ids: list[int] = Field(default_factory=list)


class Paragraph(BaseModel):
    """Sentences that stand together, with a blank line after them."""

    sentences: list[Sentence]


class VariantAnswer(BaseModel):
    """One post."""

    paragraphs: list[Paragraph]


class ReworkAnswer(BaseModel):
    """A stretch of text in the place of another."""

    text: str


class PlannedDraft(BaseModel):
    """One draft before it is written: what it says, what it rests on, what it leaves out."""

    angle: Annotated[Angle, BeforeValidator(known_angle)]
    point: str = ""
    evidence: list[int] = Field(default_factory=list)
    exclusions: list[str] = Field(default_factory=list)


class PlanAnswer(BaseModel):
    """Up to three drafts, and one question to the author when the material carries fewer; else ""."""

    variants: list[PlannedDraft]
    question: str = Field(default_factory=str)
