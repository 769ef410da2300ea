"""How `tandem kb` prints what it knows: lines for people, data for programs."""

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.documents import Document
    from app.domain.ingestion import IngestionFile
    from knowledge_base.passages import Hit


def file_data(file: "IngestionFile") -> dict[str, Any]:
    return {
        "path": file.name,
        "outcome": file.state,
        "reason": file.sentence,
        "id": file.document_id,
        "title": file.title,
        "passages": file.passages,
    }


def file_line(file: "IngestionFile") -> str:
    said = ": ".join(filter(None, [file.title, file.sentence])) or file.name
    return f"{file.state:<9}  {file.name}: {said}" + (f" ({file.passages} passages)" if file.title else "")


def summary(files: "Sequence[IngestionFile]") -> str:
    counts = Counter(file.state for file in files)
    return ", ".join(f"{count} {state}" for state, count in counts.items())


def hit_data(hit: "Hit") -> dict[str, Any]:
    passage = hit.passage
    return {
        "passage": passage.id,
        "document": passage.document_id,
        "score": round(hit.score, 4),
        "title": passage.title,
        "heading": passage.heading,
        "page": passage.page,
        "publisher": passage.publisher,
        "published_on": passage.published_on,
        "url": passage.url,
        "licence": passage.licence,
        "origin": passage.origin,
        "language": passage.language,
        "text": passage.text,
    }


def hit_lines(hit: "Hit") -> str:
    passage = hit.passage
    page = f"p. {passage.page}" if passage.page else ""
    dated = str(passage.published_on or "")
    head = ", ".join(filter(None, [passage.title, passage.heading, page, passage.publisher, dated]))
    return f"[{passage.id}] {hit.score:.2f}  {head}\n{passage.text}"


def document_data(document: "Document") -> dict[str, Any]:
    clearance = document.clearance
    return {
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "origin": clearance.origin,
        "classification": clearance.classification,
        "embargo_until": clearance.embargo_until,
        "valid_until": clearance.valid_until,
        "cleared_by": document.cleared_by,
        "passages": document.passages,
        "path": document.path,
        "checksum": document.checksum,
    }


def document_line(document: "Document") -> str:
    clearance = document.clearance
    limits = [
        f"from {clearance.embargo_until:%Y-%m-%d}" if clearance.embargo_until else "",
        f"until {clearance.valid_until:%Y-%m-%d}" if clearance.valid_until else "",
    ]
    kind = " ".join(filter(None, [clearance.origin, clearance.classification, *limits]))
    return f"{document.id:>5}  {document.language}  {kind}  {document.title} ({document.passages} passages)"
