"""Archives: every good file in, every bad one named, nothing unfolded beyond reason."""

from pathlib import Path

import pytest

from knowledge_base.loaders import UnreadableFile, load_all, load_archive, load_file, read_files, zip_entries
from knowledge_base.passages import LoadedDocument
from tests.support.archives import link_to, make_archive, mark_encrypted, misname
from tests.support.office import make_docx

WORD = make_docx(lambda document: document.add_paragraph("Nantes répare."))
GOOD = ("bien.md", b"# Un titre\n\nUn texte.")


def read(folder: Path, data: bytes) -> dict[str, str]:
    """What came of each entry: the text of a document, or why there is none."""
    path = folder / "all.zip"
    path.write_bytes(data)
    return {
        item.name: " ".join(chunk.text for chunk in item.document.chunks)
        if isinstance(item.document, LoadedDocument)
        else str(item.document)
        for item in read_files(path)
    }


def test_an_archive_is_read_file_by_file(tmp_path):
    data = make_archive(
        ("notes/un.txt", b"Premier texte."),
        ("notes/bilan.docx", WORD),
        ("page.html", b"<p>Une page.</p>"),
        ("photo.png", b"\x89PNG\r\n\x1a\n"),
        ("notes/", b""),
    )

    assert read(tmp_path, data) == {
        "notes/un.txt": "Premier texte.",
        "notes/bilan.docx": "Nantes répare.",
        "page.html": "Une page.",
        "photo.png": "This is a picture: it holds no text that can be read.",
    }


def test_a_file_is_the_same_document_inside_an_archive_and_outside(tmp_path):
    (tmp_path / "a.docx").write_bytes(WORD)
    (tmp_path / "a.zip").write_bytes(make_archive(("x/a.docx", WORD)))

    (item,) = read_files(tmp_path / "a.zip")

    assert item.document == load_file(tmp_path / "a.docx")
    assert item.part == "x/a.docx"


def test_hidden_files_and_what_systems_add_are_passed_over(tmp_path):
    data = make_archive(GOOD, ("__MACOSX/._bien.md", b"x"), (".git/config.txt", b"x"), ("Thumbs.db", b"x"))

    assert list(read(tmp_path, data)) == ["bien.md"]


def test_each_entry_comes_with_its_name(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(make_archive(GOOD, ("vide.txt", b"")))

    (good, document), (bad, error) = load_archive(path)

    assert (good, bad) == ("bien.md", "vide.txt")
    assert isinstance(document, LoadedDocument)
    assert isinstance(error, UnreadableFile)


@pytest.mark.parametrize(
    ("encoded", "shown"),
    [("été.md".encode(), "été.md"), ("étéé.md".encode("cp850"), "étéé.md")],
    ids=["macOS", "Windows"],
)
def test_names_keep_their_accents(tmp_path, encoded, shown):
    plain = b"x" * len(encoded.removesuffix(b".md")) + b".md"
    data = misname(make_archive((plain.decode(), b"Un texte.")), plain, encoded)

    assert read(tmp_path, data) == {shown: "Un texte."}


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (("../../etc/cron.txt", b"x"), "leads out of the archive"),
        (("/etc/cron.txt", b"x"), "leads out of the archive"),
        (("a/..\\b.txt", b"x"), "leads out of the archive"),
        (("C:\\a.txt", b"x"), "leads out of the archive"),
        (link_to("/etc/passwd", name="notes.txt"), "link to another file"),
        (("more.zip", make_archive(GOOD)), "archive inside an archive"),
        (("more.md", make_archive(GOOD)), "archive inside an archive"),
        (("more.tar", b"x"), "archive inside an archive"),
        (("a.md", b"%PDF-1.7"), "PDF file"),
        (("a.exe", b"MZ\x90\0"), "a program"),
        (("a.csv", b"a,b"), "Save it as .xlsx"),
        (("a.bin", b"a"), "cannot be read"),
    ],
    ids=[
        *(
            "upwards",
            "absolute",
            "upwards on Windows",
            "drive",
            "link",
            "nested",
            "nested under another name",
        ),
        *("other archive", "renamed", "program", "other format", "unknown"),
    ],
)
def test_an_unfit_entry_is_refused_and_the_others_are_read(tmp_path, entry, reason):
    found = read(tmp_path, make_archive(entry, GOOD))

    assert found.pop("bien.md") == "Un texte."
    (sentence,) = found.values()
    assert reason in sentence


def test_an_encrypted_entry_is_refused_and_the_others_are_read(tmp_path):
    found = read(tmp_path, mark_encrypted(make_archive(("secret.md", b"x"), GOOD)))

    assert "protected by a password" in found["secret.md"]
    assert found["bien.md"] == "Un texte."


def test_a_damaged_entry_is_refused_and_the_others_are_read(tmp_path):
    data = bytearray(make_archive(("a.txt", b"Some text to damage."), GOOD))
    data[40] ^= 0xFF

    found = read(tmp_path, bytes(data))

    assert found == {"a.txt": "This file is damaged or incomplete.", "bien.md": "Un texte."}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_archive(GOOD)[:-30], "no ZIP archive, or it is damaged"),
        (b"PK\x03\x04 and nothing more", "no ZIP archive, or it is damaged"),
        (make_archive(("a.txt", b"\0" * 20_000_000)), "more than a hundred times its size"),
        (make_archive(*[(f"{n}.txt", b"x") for n in range(1_001)]), "more than 1000 files"),
        (make_archive(*[(f"{n}.txt", b"") for n in range(11_000)]), "more than 10000 files"),
        (WORD, "Word document: let its name end in .docx"),
        (b"Rar!\x1a\x07\0", "use a .zip"),
        (make_archive(), "holds no files"),
    ],
    ids=["truncated", "no directory", "bomb", "many", "very many", "word renamed", "rar renamed", "empty"],
)
def test_an_unfit_archive_is_refused_whole(tmp_path, data, reason):
    found = read(tmp_path, data)

    assert list(found) == ["all.zip"]
    assert reason in found["all.zip"]


def test_an_archive_that_unfolds_into_too_much_is_refused_before_it_does(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_entries, "LARGEST_TOTAL", 3 * 1024 * 1024)
    noise = bytes(range(256)) * 4_096

    found = read(tmp_path, make_archive(*[(f"{n}.txt", noise) for n in range(4)]))

    assert "more than 3 MB" in found["all.zip"]


def test_a_size_that_lies_unfolds_no_further_than_it_says(tmp_path):
    honest = make_archive(("a.txt", b"x" * 1_000_000))
    lying = honest.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    assert read(tmp_path, lying) == {"a.txt": "This file is damaged or incomplete."}


def test_one_file_is_one_item_without_a_part(tmp_path):
    (tmp_path / "a.md").write_text("Un texte.")

    (item,) = read_files(tmp_path / "a.md")

    assert (item.name, item.part) == ("a.md", "")
    assert item.document == load_file(tmp_path / "a.md")


def test_a_missing_file_is_one_item_too(tmp_path):
    (item,) = read_files(tmp_path / "gone.zip")

    assert str(item.document) == "There is no such file."


def test_all_documents_of_an_archive_come_at_once(tmp_path):
    (tmp_path / "a.zip").write_bytes(make_archive(GOOD, ("b.txt", b"Autre."), ("c.png", b"\x89PNG")))
    (tmp_path / "b.zip").write_bytes(make_archive(("c.png", b"\x89PNG")))

    assert [document.title for document in load_all(tmp_path / "a.zip")] == ["Un titre", "b"]
    with pytest.raises(UnreadableFile, match="picture"):
        load_all(tmp_path / "b.zip")


def test_an_archive_is_no_single_document(tmp_path):
    (tmp_path / "a.zip").write_bytes(make_archive(GOOD))

    with pytest.raises(UnreadableFile, match="several documents"):
        load_file(tmp_path / "a.zip")
