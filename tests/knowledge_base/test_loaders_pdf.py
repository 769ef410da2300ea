"""PDF files: what a reader sees as a paragraph is one, and its page is known."""

from datetime import date

import pytest

from knowledge_base.loaders import UnreadableFile, load_file, pdf, pdf_lines
from tests.support.pdf import Words, column, draw_pdf, make_pdf


def load(folder, data, name="rapport.pdf"):
    path = folder / name
    path.write_bytes(data)
    return load_file(path)


def blocks(document):
    return [(chunk.page, chunk.heading, chunk.text) for chunk in document.chunks]


def test_lines_are_joined_into_paragraphs(tmp_path):
    page = [
        *column(["Le four est réparé par les", "équipes de Nantes."], top=800),
        *column(["Il chauffe depuis le matin, et", "tout le quartier le sent."], top=750),
    ]

    assert blocks(load(tmp_path, draw_pdf(page))) == [
        (
            1,
            "",
            "Le four est réparé par les équipes de Nantes.\n"
            "Il chauffe depuis le matin, et tout le quartier le sent.",
        )
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Un remplace-", "ment est prévu."], "Un remplacement est prévu."),
        (["C'est peut-", "être prévu."], "C'est peut-être prévu."),
        (
            ["Un porte-", "parole parle. Le porte-parole dit oui."],
            "Un porte-parole parle. Le porte-parole dit oui.",
        ),
        (["Le TGV Paris-", "Nantes part."], "Le TGV Paris- Nantes part."),
    ],
    ids=["broken", "known compound", "compound seen elsewhere", "two names"],
)
def test_words_broken_at_the_end_of_a_line_are_whole_again(tmp_path, lines, text):
    assert [shown for _, _, shown in blocks(load(tmp_path, make_pdf(lines)))] == [text]


def test_ligatures_are_letters_again():
    collector = pdf_lines.Collector()

    collector.text("Un ﬂux eﬃcace.", (1, 0, 0, 1, 0, 0), (1, 0, 0, 1, 50, 800), None, 12)

    assert collector.lines[0].text == "Un flux efficace."


def test_headings_are_known_by_their_letters(tmp_path):
    page = [
        Words("Rapport annuel", y=800, size=24),
        Words("1. Les fours", y=760, size=16),
        *column(["Ils chauffent bien, et depuis longtemps."], top=740),
        Words("Les pièces", y=700, bold=True),
        *column(["Elles sont en stock dans nos ateliers."], top=680),
    ]

    document = load(tmp_path, draw_pdf(page))

    assert document.title == "Rapport annuel"
    assert [heading for _, heading, _ in blocks(document)] == ["1. Les fours", "Les pièces"]


def test_what_runs_along_on_the_pages_is_dropped(tmp_path):
    pages = [
        [
            Words(f"Chapitre {'A' if number < 4 else 'B'}", y=820),
            *column([f"La page {name} dit une chose."], top=700),
            Words(f"Hearthline - page {number} sur 6", y=30, size=8),
            Words(str(number), y=20),
        ]
        for number, name in enumerate(("un", "deux", "trois", "quatre", "cinq", "six"), start=1)
    ]

    assert [text for _, _, text in blocks(load(tmp_path, draw_pdf(*pages)))] == [
        f"La page {name} dit une chose." for name in ("un", "deux", "trois", "quatre", "cinq", "six")
    ]


def test_headings_that_only_differ_by_their_number_are_kept(tmp_path):
    pages = [
        [
            Words(f"Chapitre {number}", y=800, size=18),
            Words(f"Section {number}", y=750 - 20 * number, size=15),
            *column([f"La page {name} dit une chose."], top=600),
        ]
        for number, name in enumerate(("un", "deux", "trois"), start=1)
    ]

    assert [heading for _, heading, _ in blocks(load(tmp_path, draw_pdf(*pages)))] == [
        "Section 1",
        "Section 2",
        "Section 3",
    ]


def test_a_sentence_over_two_pages_belongs_to_the_first(tmp_path):
    document = load(
        tmp_path,
        make_pdf(["Il pleut. Le four est réparé par les"], ["équipes de Nantes. Une autre phrase suit."]),
    )

    assert blocks(document) == [
        (1, "", "Il pleut. Le four est réparé par les équipes de Nantes."),
        (2, "", "Une autre phrase suit."),
    ]


def test_two_columns_are_read_one_after_the_other(tmp_path):
    page = [
        *column(["La colonne de gauche dit", "beaucoup de choses"], x=50),
        *column(["utiles. Celle de droite", "en dit d'autres."], x=320),
    ]

    assert [text for _, _, text in blocks(load(tmp_path, draw_pdf(page)))] == [
        "La colonne de gauche dit beaucoup de choses utiles. Celle de droite en dit d'autres."
    ]


def test_rows_of_a_table_name_their_columns(tmp_path):
    rows = [("Année", "Fours réparés", "Villes"), ("2025", "12", "Nantes"), ("2026", "14", "Lyon")]
    page = [
        Words(cell, x=50 + 150 * column_number, y=800 - 14 * row_number)
        for row_number, row in enumerate(rows)
        for column_number, cell in enumerate(row)
    ]

    assert [text for _, _, text in blocks(load(tmp_path, draw_pdf(page)))] == [
        "Année: 2025; Fours réparés: 12; Villes: Nantes\nAnnée: 2026; Fours réparés: 14; Villes: Lyon"
    ]


def test_a_list_stays_a_list(tmp_path):
    lines = [
        "Trois choses comptent ici :",
        "• le four,",
        "• la pierre qui garde toute",
        "la chaleur,",
        "• le pain.",
    ]

    assert [text for _, _, text in blocks(load(tmp_path, make_pdf(lines)))] == [
        "Trois choses comptent ici :\nle four,\nla pierre qui garde toute la chaleur,\nle pain."
    ]


def test_a_table_of_contents_is_dropped(tmp_path):
    lines = ["Les fours . . . . . . . . . . . 3", "Les pierres ................... 12", "Un texte."]

    assert [text for _, _, text in blocks(load(tmp_path, make_pdf(lines)))] == ["Un texte."]


@pytest.mark.parametrize(
    ("info", "title"),
    [
        (b"/Title (Le bilan)", "Le bilan"),
        (b"/Title (Microsoft Word - bilan_v3.docx)", "rapport"),
        (b"", "rapport"),
    ],
    ids=["given", "made up by the program", "none"],
)
def test_the_title_is_what_the_file_says_unless_a_program_made_it_up(tmp_path, info, title):
    assert load(tmp_path, draw_pdf(column(["Un texte."]), info=info)).title == title


def test_author_and_day_are_kept(tmp_path):
    info = b"/Author (Ann Lee) /CreationDate (D:20260504101500+02'00')"

    document = load(tmp_path, draw_pdf(column(["Un texte."]), info=info))

    assert (document.author, document.published_on) == ("Ann Lee", date(2026, 5, 4))


def test_pages_without_text_are_named(tmp_path):
    document = load(tmp_path, make_pdf(["Un texte."], [], ["Un autre."], []))

    assert [str(remark) for remark in document.remarks] == ["Pages without text were left out: 2, 4."]


CIPHERS = ("RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256")


def encrypt(data, password, cipher="RC4-128"):
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=cipher)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize("cipher", CIPHERS)
def test_a_pdf_protected_against_changes_only_is_read(tmp_path, cipher):
    document = load(tmp_path, encrypt(make_pdf(["Un texte."]), "", cipher))

    assert document.chunks[0].text == "Un texte."


@pytest.mark.parametrize("cipher", CIPHERS)
def test_a_pdf_with_a_password_says_so(tmp_path, cipher):
    with pytest.raises(UnreadableFile, match="protected by a password: save it without one"):
        load(tmp_path, encrypt(make_pdf(["Un texte."]), "secret", cipher))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (encrypt(make_pdf(["Un texte."]), "secret"), "protected by a password"),
        (draw_pdf([], [], picture=True), "page images only"),
        (make_pdf([], []), "holds no text"),
        (make_pdf(["Un texte."])[:400], "damaged or incomplete"),
        (b"%PDF-1.7\n" + b"\0" * 1_000, "damaged or incomplete"),
        (make_pdf(*[[]] * 1_001), "more than 1000 pages"),
        (make_pdf(["§ ¤ ¶ † ‡ • ¨ ¬ ± ¦"] * 20), "do not say which letters"),
    ],
    ids=["password", "scan", "empty", "truncated", "zeros", "long", "no letters"],
)
def test_an_unfit_pdf_is_refused_with_a_sentence(tmp_path, data, reason):
    with pytest.raises(UnreadableFile, match=reason) as refused:
        load(tmp_path, data)

    assert str(refused.value).endswith(".")


def test_five_thousand_pages_are_refused_in_good_time(tmp_path):
    with pytest.raises(UnreadableFile, match="more than 1000 pages: split it"):
        load(tmp_path, make_pdf(*[["Une page."]] * 5_000))


def test_a_page_drawn_in_too_much_detail_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "_LARGEST_DRAWING", 200)

    document = load(tmp_path, make_pdf(["Un texte."], ["Un trait."] * 100))

    assert [text for _, _, text in blocks(document)] == ["Un texte."]
    assert [str(remark) for remark in document.remarks] == ["Pages without text were left out: 2."]


def test_many_such_pages_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "_LARGEST_DRAWING", 200)

    with pytest.raises(UnreadableFile, match="takes too long"):
        load(tmp_path, make_pdf(*[["Un trait."] * 100] * 6))


def test_work_without_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_lines, "_LONGEST_WORK", 0.0)

    with pytest.raises(UnreadableFile, match="takes too long"):
        load(tmp_path, make_pdf(["Un texte."]))
