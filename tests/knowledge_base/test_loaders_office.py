"""Word, PowerPoint and Excel files, as people really make them."""

from datetime import date
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge_base.loaders import UnreadableFile, load_file
from knowledge_base.passages import LoadedDocument
from tests.support.office import (
    add_slide,
    add_table,
    make_compound_file,
    make_docx,
    make_pptx,
    make_xlsx,
    make_zip,
    rewrite,
)


def load(folder: Path, name: str, data: bytes) -> LoadedDocument:
    path = folder / name
    path.write_bytes(data)
    return load_file(path)


def lines(document: LoadedDocument) -> list[tuple[str, str]]:
    return [(chunk.heading, chunk.text) for chunk in document.chunks]


def report(document):
    document.add_heading("Le bilan de l'hiver", 0)
    document.add_paragraph("Avant tout titre.")
    document.add_heading("Les fours", 1)
    document.add_paragraph("Nantes répare.")
    document.add_paragraph("Un point", style="List Bullet")
    add_table(document, [["Année", "Fours", "Villes"], ["2025", "12", "Nantes"], ["2026", "14", ""]])
    document.add_paragraph().add_run("Les pièces").bold = True
    document.add_paragraph("Elles sont en stock.")


def test_word_reads_paragraphs_and_rows_under_their_headings(tmp_path):
    document = load(tmp_path, "bilan.docx", make_docx(report))

    assert lines(document) == [
        ("", "Avant tout titre."),
        (
            "Les fours",
            "Nantes répare.\nUn point\nAnnée: 2025; Fours: 12; Villes: Nantes\nAnnée: 2026; Fours: 14",
        ),
        ("Les pièces", "Elles sont en stock."),
    ]


def test_word_says_who_wrote_it_and_when(tmp_path):
    document = load(tmp_path, "a.docx", make_docx(report, title="Fichier modèle", author="Inès Roche"))

    assert (document.title, document.author) == ("Le bilan de l'hiver", "Inès Roche")
    assert (document.published_on, document.language) == (date(2026, 5, 4), "fr")


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Our winter", "Our winter"), ("Microsoft Word - draft3.docx", "winter notes"), ("", "winter notes")],
    ids=["given", "made up by the program", "none"],
)
def test_word_without_a_title_line_takes_its_property_or_its_name(tmp_path, title, shown):
    data = make_docx(lambda document: document.add_paragraph("We repair."), title=title)

    assert load(tmp_path, "winter_notes.docx", data).title == shown


def test_a_date_in_the_name_says_more_than_when_the_file_was_saved(tmp_path):
    document = load(tmp_path, "2026-03-01-bilan.docx", make_docx(report))

    assert document.published_on == date(2026, 3, 1)


def put(xml: str):
    """Fill a document with a paragraph of the given runs."""
    return lambda document: document.element.body.insert(
        0, parse_xml(f"<w:p {nsdecls('w', 'r')}>{xml}</w:p>")
    )


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>Un</w:t><w:tab/><w:t>deux</w:t></w:r>", "Un deux"),
        (
            "<w:ins><w:r><w:t>Ajouté</w:t></w:r></w:ins><w:del><w:r><w:delText>Rayé</w:delText></w:r></w:del>",
            "Ajouté",
        ),
        ("<w:hyperlink><w:r><w:t>Un lien</w:t></w:r></w:hyperlink>", "Un lien"),
        ("<w:sdt><w:sdtContent><w:r><w:t>Un champ</w:t></w:r></w:sdtContent></w:sdt>", "Un champ"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Vu</w:t></w:r>", "Vu"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Caché</w:t></w:r><w:r><w:t>Montré</w:t></w:r>", "Montré"),
        ("<w:r><w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent></w:r>", "Encadré"),
    ],
    ids=["tab", "changes", "link", "content control", "field code", "hidden", "text box"],
)
def test_word_reads_what_its_reader_would_see(tmp_path, xml, text):
    assert [shown for _, shown in lines(load(tmp_path, "a.docx", make_docx(put(xml))))] == [text]


FOOTNOTES = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:id="0"><w:p><w:r><w:t>separator</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>Mesuré en mars.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
RELATIONSHIP = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"'
    b' Target="%s"/></Relationships>'
)


def relate(parts, kind, target):
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", RELATIONSHIP % (kind, target))


def test_word_reads_a_footnote_where_it_is_called(tmp_path):
    def add(parts):
        parts["word/footnotes.xml"] = FOOTNOTES.encode()
        relate(parts, b"footnotes", b"footnotes.xml")

    data = make_docx(put('<w:r><w:t>Douze fours</w:t><w:footnoteReference w:id="2"/><w:t>.</w:t></w:r>'))

    document = load(tmp_path, "a.docx", rewrite(data, add))

    assert lines(document) == [("", "Douze fours.\nMesuré en mars.")]


def test_word_survives_links_to_parts_that_are_not_there(tmp_path):
    """Some programs leave such links behind, and Word opens the file all the same."""
    data = rewrite(make_docx(report), lambda parts: relate(parts, b"image", b"../NULL"))

    assert load(tmp_path, "a.docx", data).title == "Le bilan de l'hiver"


def test_word_survives_the_strict_variant(tmp_path):
    def make_strict(parts):
        for name, data in parts.items():
            parts[name] = data.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
                b"http://purl.oclc.org/ooxml/wordprocessingml/",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/",
                b"http://purl.oclc.org/ooxml/officeDocument/",
            )

    assert load(tmp_path, "a.docx", rewrite(make_docx(report), make_strict)).title == "Le bilan de l'hiver"


@pytest.mark.parametrize("name", ["a.docm", "a.docx"])
def test_word_with_macros_is_read_without_them(tmp_path, name):
    def add_macros(parts):
        parts["word/vbaProject.bin"] = make_compound_file("VBA")
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            b"vnd.ms-word.document.macroEnabled.main",
        )
        relate(parts, b"vbaProject", b"vbaProject.bin")

    document = load(tmp_path, name, rewrite(make_docx(report), add_macros))

    assert document.title == "Le bilan de l'hiver"
    assert [str(remark) for remark in document.remarks] == ["Its macros were left out."]


def deck(presentation):
    slide = presentation.slides.add_slide(presentation.slide_layouts[0])
    slide.shapes.title.text = "Our winter"
    slide.placeholders[1].text = "Keighley, 2026"
    add_slide(presentation, "Ovens", "Twelve ovens came back.", "Two did not.", notes="Thank the fitters.")
    add_slide(presentation, "Not yet", "A secret.")._element.set("show", "0")
    slide = add_slide(presentation, "Figures")
    table = slide.shapes.add_table(2, 2, 0, 0, 100, 100).table
    for number, text in enumerate(("Year", "Ovens", "2026", "14")):
        table.cell(number // 2, number % 2).text = text


def test_slides_keep_their_number_title_notes_and_tables(tmp_path):
    document = load(tmp_path, "deck.pptx", make_pptx(deck, author="Ann Lee", title="PowerPoint Presentation"))

    assert [(chunk.page, chunk.heading, chunk.text) for chunk in document.chunks] == [
        (1, "Our winter", "Keighley, 2026"),
        (2, "Ovens", "Twelve ovens came back.\nTwo did not.\nThank the fitters."),
        (4, "Figures", "Year: 2026; Ovens: 14"),
    ]
    assert (document.title, document.author) == ("Our winter", "Ann Lee")
    assert (document.published_on, document.language) == (date(2026, 5, 4), "en")


def test_hidden_slides_are_left_out_and_counted(tmp_path):
    document = load(tmp_path, "deck.pptx", make_pptx(deck))

    assert [str(remark) for remark in document.remarks] == ["Hidden slides were left out: 1."]


def test_a_slide_with_a_statement_only_is_kept(tmp_path):
    document = load(
        tmp_path, "a.pptx", make_pptx(lambda deck: add_slide(deck, "Twelve ovens came back in one winter"))
    )

    assert [chunk.text for chunk in document.chunks] == ["Twelve ovens came back in one winter"]


def test_sheets_name_their_columns_in_each_row(tmp_path):
    sales = [
        ["Fours vendus"],
        ["Ville", "Fours", "Part", "Le", "Prix"],
        ["Nantes", 12, 0.153, date(2026, 3, 1), 1250.5],
        ["Lyon", 7.0, None, None, None],
        [],
        ["Source : les ateliers"],
    ]
    document = load(tmp_path, "ventes-2026.xlsx", make_xlsx({"Ventes": sales, "Feuil2": [["Seul"]]}))

    assert lines(document) == [
        (
            "Ventes",
            "Fours vendus\nVille: Nantes; Fours: 12; Part: 0.153; Le: 2026-03-01; Prix: 1250.5\n"
            "Ville: Lyon; Fours: 7\nSource : les ateliers",
        ),
        ("", "Seul"),
    ]
    assert document.title == "ventes 2026"


@pytest.mark.parametrize(
    ("value", "format_", "shown"),
    [
        (0.153, "0.0%", "15.3 %"),
        (12.5, '#,##0.00 "€"', "12.50 €"),
        (1200, "[$€-40C]#,##0", "1200 €"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (True, "General", "TRUE"),
        ("#N/A", "General", None),
    ],
    ids=["percent", "euros", "whole euros", "noise", "small", "truth", "error"],
)
def test_a_cell_reads_as_it_is_shown(tmp_path, value, format_, shown):
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.active.append(["Valeur", value])
    workbook.active["B1"].number_format = format_
    workbook.save(tmp_path / "a.xlsx")

    expected = f"Valeur: {shown}" if shown else "Valeur"
    assert [chunk.text for chunk in load_file(tmp_path / "a.xlsx").chunks] == [expected]


def test_hidden_sheets_are_left_out_and_counted(tmp_path):
    data = make_xlsx({"Vu": [["Bonjour"]], "Caché": [["Secret"]]}, hidden=["Caché"])

    document = load(tmp_path, "a.xlsx", data)

    assert lines(document) == [("Vu", "Bonjour")]
    assert [str(remark) for remark in document.remarks] == ["Hidden sheets were left out: 1."]


def test_a_workbook_that_is_a_database_is_refused_in_good_time(tmp_path):
    rows = [[f"Ligne {n}", *range(30)] for n in range(3_400)]

    with pytest.raises(UnreadableFile, match="more than 100000 filled cells"):
        load(tmp_path, "a.xlsx", make_xlsx({"Tout": rows}))


def test_a_cell_far_away_costs_nothing(tmp_path):
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.active["A1"] = "Ici"
    workbook.active["XFD1048576"] = "Au bout du monde"
    workbook.save(tmp_path / "a.xlsx")

    assert [chunk.text for chunk in load_file(tmp_path / "a.xlsx").chunks] == ["Ici"]


WORD = make_docx(report)
BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
)


def with_part(name: str, data: bytes) -> bytes:
    return rewrite(WORD, lambda parts: parts.update({name: data}))


def shortened(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", make_compound_file("EncryptionInfo", "EncryptedPackage"), "protected by a password"),
        ("a.pptx", make_compound_file("EncryptedPackage"), "protected by a password"),
        ("a.doc", make_compound_file("WordDocument"), "old format: save it as .docx"),
        ("a.xls", make_compound_file("Workbook"), "old format: save it as .xlsx"),
        ("a.ppt", make_compound_file("PowerPoint Document"), "old format: save it as .pptx"),
        ("a.docx", make_compound_file("WordDocument"), "old format: save it as .docx"),
        ("a.msg", make_compound_file("__substg1.0_0037001F"), "save it as .eml"),
        ("a.docx", shortened(WORD), "no Word document, or it is damaged"),
        ("a.pptx", shortened(make_pptx(deck)), "no PowerPoint presentation, or it is damaged"),
        ("a.xlsx", shortened(make_xlsx({"A": [["x"]]})), "no Excel workbook, or it is damaged"),
        ("a.docx", b"Just text.", "no Word document"),
        ("a.docx", make_xlsx({"A": [["x"]]}), "Excel workbook: let its name end in .xlsx"),
        ("a.pdf", WORD, "Word document: let its name end in .docx"),
        ("a.docx", make_zip({"a.txt": b"Hello"}), "ZIP archive: let its name end in .zip"),
        ("a.docx", with_part("word/document.xml", b"<broken"), "damaged or incomplete"),
        ("a.docx", with_part("word/document.xml", BILLION_LAUGHS + b"<a>&b;</a>"), "not safe to read"),
        (
            "a.docx",
            with_part("word/styles.xml", BILLION_LAUGHS.decode().encode("utf-16")),
            "not safe to read",
        ),
        ("a.docx", with_part("word/settings.xml", b" " * 30_000_000), "more than a hundred times its size"),
        ("a.docx", make_docx(lambda _document: None), "holds no text"),
        ("a.xlsb", rewrite(WORD, lambda parts: parts.update({"xl/workbook.bin": b"x"})), "save it as .xlsx"),
        ("a.odt", make_zip({"content.xml": b"<a/>"}), "ZIP archive"),
        ("a.rtf", b"{\\rtf1 Hello}", "save it as .docx"),
    ],
    ids=[
        *("protected word", "protected slides", "old word", "old sheets", "old slides", "old word renamed"),
        *(
            "outlook",
            "truncated word",
            "truncated slides",
            "truncated sheets",
            "text renamed",
            "sheets renamed",
        ),
        *("word renamed", "zip renamed", "broken xml", "billion laughs", "billion laughs in utf-16", "bomb"),
        *("empty", "binary sheets", "no real odt", "rich text"),
    ],
)
def test_an_unfit_office_file_is_refused_with_a_sentence(tmp_path, name, content, reason):
    with pytest.raises(UnreadableFile, match=reason) as refused:
        load(tmp_path, name, content)

    assert str(refused.value).endswith(".")
