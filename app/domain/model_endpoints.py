"""Endpoints of models: what each is for."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a model is asked for."""

    DRAFT = "draft"
    JUDGE = "judge"
    EMBEDDINGS = "embeddings"
