"""How `tandem kb` prints what it knows: lines for people, data for programs."""

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.documents import ClearanceChange, Document
    from app.domain.ingestion import IngestionFile
    from app.workflows.verify_index import Proof
    from knowledge_base.passages import Clearance, Hit, Passage


def file_data(file: "IngestionFile") -> dict[str, Any]:
    return {
        "path": file.name,
        "outcome": file.state,
        "reason": file.sentence,
        "id": file.document_id,
        "title": file.title,
        "passages": file.passages,
        "remarks": [str(remark) for remark in file.remarks],
    }


def file_line(file: "IngestionFile") -> str:
    said = ": ".join(filter(None, [file.title, file.sentence])) or file.name
    count = f" ({file.passages} passages)" if file.title else ""
    noticed = "".join(f"\n{'':<9}  {remark}" for remark in file.remarks)
    return f"{file.state:<9}  {file.name}: {said}{count}{noticed}"


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
        "audience": clearance.audience,
        "rights": clearance.rights,
        "cleared_by": document.cleared_by,
        "passages": document.passages,
        "path": document.path,
        "checksum": document.checksum,
        "remarks": [str(remark) for remark in document.remarks],
    }


def document_line(document: "Document") -> str:
    kind = _clearance(document.clearance)
    return f"{document.id:>5}  {document.language}  {kind}  {document.title} ({document.passages} passages)"


def source_data(
    document: "Document", passages: "Sequence[Passage]", changes: "Sequence[ClearanceChange]"
) -> dict[str, Any]:
    return {
        **document_data(document),
        "cleared_at": document.cleared_at,
        "texts": [{"id": p.id, "heading": p.heading, "page": p.page, "text": p.text} for p in passages],
        "history": [asdict(change) for change in changes],
    }


def source_lines(
    document: "Document", passages: "Sequence[Passage]", changes: "Sequence[ClearanceChange]"
) -> str:
    facts = {
        "from": document.path,
        "by": ", ".join(filter(None, [document.author, document.publisher])),
        "dated": f"{document.dated:%Y-%m-%d}",
        "licence": document.licence,
        "audience": document.clearance.audience,
        "rights": document.clearance.rights,
    }
    said = [f"{name:>9}  {fact}" for name, fact in facts.items() if fact]
    said += [f"{'note':>9}  {remark}" for remark in document.remarks]
    kept = [_passage_lines(passage) for passage in passages] or ["No text of it is kept."]
    return "\n".join([document_line(document), *said, *map(_change_line, changes), "", "\n\n".join(kept)])


def proof_lines(proof: "Proof") -> str:
    lines = [f"FAIL  {_TROUBLES[trouble]}: {many}" for trouble, many in proof.troubles.items()]
    agreed = f"ok    {proof.documents} documents, {proof.passages} passages: indexes and database agree"
    return "\n".join(lines or [agreed])


_TROUBLES = {
    "vectors_missing": "passages without a vector",
    "vectors_surplus": "vectors without a passage",
    "vectors_differing": "vectors cleared otherwise than their passages",
    "words": "the word index does not hold the words of the rows",
    "unwatched": "documents that are not watched as they should be",
    "unwatchable": "confidential documents without fingerprints that can be read (add their files again)",
    "unlikened": "confidential documents without the vectors that are wanted (add their files again)",
    "overkept": "confidential documents of which vectors are kept that are not wanted",
    "confidential_text": "confidential documents of which text was kept",
    "uploads": "uploads that nobody will read",
}


def _passage_lines(passage: "Passage") -> str:
    page = f"p. {passage.page}" if passage.page else ""
    return f"[{passage.id}]  {', '.join(filter(None, [passage.heading, page]))}\n{passage.text}"


def _change_line(change: "ClearanceChange") -> str:
    before = _clearance(change.before) + " → " if change.before else ""
    note = f" ({change.note})" if change.note else ""
    return f"  {change.at:%Y-%m-%d}  {change.by}: {before}{_clearance(change.after)}{note}"


def _clearance(clearance: "Clearance") -> str:
    limits = [
        f"from {clearance.embargo_until:%Y-%m-%d}" if clearance.embargo_until else "",
        f"until {clearance.valid_until:%Y-%m-%d}" if clearance.valid_until else "",
    ]
    return " ".join(filter(None, [clearance.origin, clearance.classification, *limits]))
