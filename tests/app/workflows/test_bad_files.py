"""A folder of all that can be wrong with files: each says what, and nothing of any is half there."""

from pathlib import Path
from typing import Any

import pytest

from app.domain.ingestion import FileState, IngestionFile
from app.store import documents, ingestions
from app.store.session import Sessions
from app.workflows.run_ingestion import run_ingestion
from app.workflows.start_ingestion import plan_ingestion
from app.workflows.verify_index import verify_index
from tests.support.archives import make_archive, mark_encrypted
from tests.support.library import PUBLIC, LibraryServices
from tests.support.office import make_compound_file, make_docx, make_pptx, make_xlsx
from tests.support.pdf import draw_pdf, make_pdf

WORD = make_docx(lambda document: document.add_paragraph("Nantes répare les fours."))
SLIDES = make_pptx(lambda presentation: presentation.slides.add_slide(presentation.slide_layouts[0]))
SHEETS = make_xlsx({"A": [["x"]]})
PDF = make_pdf(["Nantes répare les fours."])
GOOD = ("good.md", "# Fours\n\nNantes répare les fours.".encode())
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    b"<rss><channel><item><title>&b;</title></item></channel></rss>"
)

BAD = {
    "password.docx": (make_compound_file("EncryptionInfo", "EncryptedPackage"), "protected by a password"),
    "password.zip": (mark_encrypted(make_archive(("a.md", b"x"))), "protected by a password"),
    "cut.pdf": (PDF[: len(PDF) // 2], "damaged or incomplete"),
    "cut.docx": (WORD[: len(WORD) // 2], "damaged"),
    "cut.pptx": (SLIDES[: len(SLIDES) // 2], "damaged"),
    "cut.xlsx": (SHEETS[: len(SHEETS) // 2], "damaged"),
    "cut.zip": (make_archive(GOOD)[:-30], "damaged"),
    "scan.pdf": (draw_pdf([], [], picture=True), "run text recognition on it first"),
    "long.pdf": (make_pdf(*[[]] * 1_001), "more than 1000 pages"),
    "bomb.zip": (make_archive(("a.txt", b"\0" * 20_000_000)), "more than a hundred times its size"),
    "upwards.zip": (make_archive(("../../a.md", b"x")), "leads out of the archive"),
    "nested.zip": (make_archive(("b.zip", make_archive(GOOD))), "archive inside an archive"),
    "laughs.xml": (LAUGHS, "not safe to read"),
    "program.pdf": (b"MZ\x90\0" + b"\0" * 100, "program, not a document"),
    "binary.txt": (b"\0\1\2" * 100, "binary data"),
    "empty.md": (b"", "empty"),
    "links.md": (b"[" * 60_000, "too long for Markdown"),
}


@pytest.fixture
def services(sessions: Sessions, tmp_path: Path) -> Any:
    return LibraryServices(sessions, data_dir=tmp_path / "data")


def files_of(services: Any, ingestion_id: int) -> dict[str, list[IngestionFile]]:
    """What is said of each file, and of those that came out of it."""
    found: dict[str, list[IngestionFile]] = {}
    with services.sessions() as session:
        for file in ingestions.list_files(session, ingestion_id):
            own = Path(file.name).name if file.name.startswith("/") else None
            key = own or next(reversed(found))
            found.setdefault(key, []).append(file)
    return found


def test_each_bad_file_says_what_is_wrong_and_leaves_nothing(services: Any, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, (data, _) in (*BAD.items(), (GOOD[0], (GOOD[1], ""))):
        (folder / name).write_bytes(data)

    plan = plan_ingestion(services, [folder], clearance=PUBLIC, cleared_by="Comms")
    run_ingestion(services, plan.id)

    found = files_of(services, plan.id)
    for name, (_, reason) in BAD.items():
        refused = [file.sentence for file in found[name] if file.state is FileState.REFUSED]
        assert [reason in sentence and sentence.endswith(".") for sentence in refused] == [True], (
            name,
            refused,
        )
    with services.sessions() as session:
        assert [document.title for document in documents.list_documents(session)] == ["Fours"]
    assert verify_index(services).holds
