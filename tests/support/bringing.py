"""Bringing a file to a voice, without a page and without a database."""

import io
from collections import Counter
from datetime import UTC, datetime

from app.domain.post_archives import DropReason, ImportPreview, Signed, open_archive, sift

LATER = datetime(2031, 1, 1, tzinfo=UTC)


def tell(text: str, declared: str) -> str:
    return declared or ("fr" if "é" in text else "en")


def bring(data: bytes, *, name: str = "Nadia Test", written: bool = False, **more: object) -> ImportPreview:
    archive = open_archive(io.BytesIO(data), signed=Signed(name, written), now=LATER)
    return sift(archive.found, source=archive.source, tell=tell, **more)  # type: ignore[arg-type]


def kept_texts(preview: ImportPreview) -> list[str]:
    return [post.text for post in preview.kept]


def reasons(preview: ImportPreview) -> Counter[DropReason]:
    return Counter({left.reason: left.count for left in preview.left_out})


def shown(preview: ImportPreview) -> str:
    """Every word that the preview would show."""
    return "\n".join([*kept_texts(preview), *(text for left in preview.left_out for text in left.excerpts)])
