"""Saying a confidential text in other words while it is at hand, so that it is recognised when others do."""

import logging
from collections.abc import Sequence

from app.llm.errors import ModelError
from app.services import Services

logger = logging.getLogger(__name__)


def reword_secret(services: Services, sentences: Sequence[str]) -> list[str]:
    """What a model makes of the sentences, if one is configured and may read them; else nothing.

    The rules of the house need no paraphrases of their own: synonyms, spellings, voice and word order are
    levelled when a fingerprint is made. A model that fails costs the rewordings, never the document.
    """
    if services.secret_model is None or not sentences:
        return []
    try:
        return services.secret_model.reword(sentences)
    except ModelError as error:
        logger.warning("a confidential text was kept without rewordings", extra={"code": error.code})
        return []
