"""What a reader noticed about a document, as JSON in its row."""

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from knowledge_base.passages import Classification, Remark

_REMARKS = TypeAdapter(tuple[Remark, ...])


def dump_remarks(remarks: Iterable[Remark], classification: Classification) -> list[Any]:
    """As the row keeps them; of a confidential document, none that quotes it."""
    secret = classification is Classification.CONFIDENTIAL
    values: list[Any] = _REMARKS.dump_python(
        tuple(remark for remark in remarks if not (secret and remark.quotes)), mode="json"
    )
    return values


def load_remarks(values: Iterable[Any]) -> tuple[Remark, ...]:
    return _REMARKS.validate_python(values)
